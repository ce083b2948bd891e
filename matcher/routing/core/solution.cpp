#include "solution.hpp"

#include <algorithm>

namespace redvest {

Solution::Solution(const Instance& instance)
    : in_(&instance),
      routes_(instance.shifts()),
      work_(instance.quota_max_travel.size()),
      visit_service_(instance.volunteers(), 0),
      route_of_(instance.task_place.size(), kNone),
      position_of_(instance.task_place.size(), kNone),
      absent_(instance.needs()),
      absent_at_(instance.needs()),
      pair_cost_(instance.needs(), 0),
      closed_(instance.shifts(), 0),
      lent_(instance.needs(), 0),
      is_swept_(instance.shifts(), 0),
      in_closure_(instance.shifts(), 0),
      is_touched_(instance.shifts(), 0),
      saved_(instance.shifts()) {
    for (Index need = 0; need < in_->needs(); ++need) {
        absent_[need] = absent_at_[need] = need;
        totals_.unmet += in_->need_priority[need];
    }
    std::vector<Index> all;
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        Stop start, end;
        start.place = in_->shift_start_place[shift];
        start.start = start.depart = in_->shift_opens_s[shift];
        end.place = in_->shift_end_place[shift];
        end.latest = end.harmless = in_->shift_closes_s[shift];
        auto& stops = routes_[shift].stops;
        stops = {start, end};
        for (Index b = in_->shift_break_start[shift]; b < in_->shift_break_start[shift + 1]; ++b) {
            Stop rest;
            rest.task = in_->tasks() + b;
            rest.place = start.place;
            route_of_[rest.task] = shift;
            stops.insert(stops.end() - 1, rest);
        }
        account(shift, kNone, 0, lay(shift, 1));
        reindex(shift, 1);
        unweigh(shift);
        all.push_back(shift);
    }
    refresh(all);
}

Time Solution::late_max() const {
    Time worst = 0;
    for (const Route& route : routes_) worst = std::max(worst, route.late_max);
    return worst;
}

Cost Solution::cost() const {
    const Weights& w = in_->weights;
    Cost cost = w.travel * totals_.travel + totals_.pair_cost + w.wait * totals_.wait + w.moved * totals_.moved +
                totals_.balance;
    if (in_->late_allowed) cost += w.late_sum * totals_.late_sum + (w.late_max > 0 ? w.late_max * late_max() : 0);
    return cost;
}

bool Solution::is_spare_twin(Index shift) const {
    return shift > 0 && !closed_[shift - 1] && routes_[shift].empty() && routes_[shift - 1].empty() &&
           in_->shift_class[shift] == in_->shift_class[shift - 1];
}

Solution::Leg Solution::leg_after(Index shift, Index position) const {
    const Route& route = routes_[shift];
    if (stays_home(shift)) return {0, 0};
    position = onward_from(shift, position);
    const Stop& stop = route.stops[position];
    const Index mode = in_->vol_mode[in_->shift_vol[shift]];
    return {stop.travel_in,
            in_->has_metres ? in_->travel.metres(mode, route.stops[position - 1].place, stop.place) : 0};
}

Solution::Leg Solution::lay(Index shift, Index position) {
    Route& route = routes_[shift];
    const Index mode = in_->vol_mode[in_->shift_vol[shift]], from = route.stops[position - 1].place;
    for (; in_->is_break(route.stops[position].task); ++position) {
        route.stops[position].place = from;
        route.stops[position].travel_in = 0;
    }
    Stop& stop = route.stops[position];
    if (stays_home(shift)) {
        stop.travel_in = 0;
        return {0, 0};
    }
    stop.travel_in = in_->travel.seconds(mode, from, stop.place);
    return {stop.travel_in, in_->has_metres ? in_->travel.metres(mode, from, stop.place) : 0};
}

void Solution::account(Index shift, Index task, int sign, Leg change) {
    Route& route = routes_[shift];
    Time service = 0, visits = 0;
    if (in_->is_task(task)) {
        const bool is_visit = in_->visit_of(in_->task_role[task]) == task;
        service = sign * in_->task_service_s[task];
        visits = is_visit ? sign : 0;
        route.linked += in_->links_of(task).empty() ? 0 : sign;
        if (is_visit) {
            const Index vol = in_->shift_vol[shift];
            route.visit_service += service;
            if (in_->weights.balance_permille > 0)
                totals_.balance += in_->balance(vol, visit_service_[vol] + service) -
                                   in_->balance(vol, visit_service_[vol]);
            visit_service_[vol] += service;
        }
    }
    route.travel += change.travel;
    route.metres += change.metres;
    route.service += service;
    route.visits += static_cast<Index>(visits);
    totals_.travel += change.travel;
    for (const Index quota : {in_->shift_quota[shift], in_->shift_second_quota[shift]}) {
        if (quota < 0) continue;
        Work& work = work_[quota];
        work.travel += change.travel;
        work.metres += change.metres;
        work.service += service;
        work.visits += visits;
    }
}

void Solution::insert(Index task, Index shift, Index position) {
    touch(shift);
    Route& route = routes_[shift];
    const Index mode = in_->vol_mode[in_->shift_vol[shift]], from = route.stops[position - 1].place;
    const Leg before = leg_after(shift, position);
    Stop stop;
    stop.task = task;
    stop.place = in_->task_place[task];
    stop.travel_in = in_->travel.seconds(mode, from, stop.place);
    const Time metres_in = in_->has_metres ? in_->travel.metres(mode, from, stop.place) : 0;
    if (in_->is_task(task)) {
        ++totals_.stops;
        totals_.busy += route.tasks++ == 0;
        route_of_[task] = shift;
    }
    route.stops.insert(route.stops.begin() + position, stop);
    const Leg after = lay(shift, position + 1);
    // Behind a break what is won on the way is not lost again in service.
    const Time spent = in_->is_break(route.stops[position + 1].task) ? 0 : stop.travel_in + in_->task_service_s[task];
    has_shrunk_ |= spent + after.travel < before.travel;
    account(shift, task, 1, {stop.travel_in + after.travel - before.travel, metres_in + after.metres - before.metres});
    reindex(shift, position);
    unweigh(shift);
    untime_partners(task);
}

void Solution::set_served(Index need, bool served, Cost pair_cost) {
    toggled_.emplace_back(need, pair_cost_[need]);
    totals_.pair_cost += pair_cost - pair_cost_[need];
    pair_cost_[need] = pair_cost;
    if (served) {
        const Index hole = absent_at_[need], last = absent_.back();
        absent_[hole] = last;
        absent_at_[last] = hole;
        absent_.pop_back();
        absent_at_[need] = kNone;
        totals_.unmet -= in_->need_priority[need];
    } else {
        absent_at_[need] = static_cast<Index>(absent_.size());
        absent_.push_back(need);
        totals_.unmet += in_->need_priority[need];
    }
}

void Solution::take_out(Index role) {
    for (Index task = in_->role_task_start[role]; task < in_->role_task_start[role + 1]; ++task) {
        const Index shift = route_of_[task], position = position_of_[task];
        if (shift == kNone) continue;
        erase(shift, position);
        route_of_[task] = kNone;
    }
}

void Solution::erase(Index shift, Index position) {
    touch(shift);
    Route& route = routes_[shift];
    const Index mode = in_->vol_mode[in_->shift_vol[shift]];
    const Stop gone = route.stops[position];
    Leg before = leg_after(shift, position + 1);
    before.travel += gone.travel_in;
    if (in_->has_metres) before.metres += in_->travel.metres(mode, route.stops[position - 1].place, gone.place);
    if (gone.start > -kNoLimit) {
        if (in_->late_allowed) totals_.late_sum -= in_->late(gone.task, gone.start);
        if (in_->has_told) totals_.moved -= in_->is_moved(gone.task, gone.start);
    }
    if (in_->is_task(gone.task)) {
        --totals_.stops;
        totals_.busy -= --route.tasks == 0;
    }
    route.stops.erase(route.stops.begin() + position);
    Leg after{0, 0};
    if (route.empty()) {
        // Nothing to reload for either.
        before = {route.travel, route.metres};
        const auto is_reload = [this](const Stop& stop) { return in_->is_reload(stop.task); };
        route.stops.erase(std::remove_if(route.stops.begin(), route.stops.end(), is_reload), route.stops.end());
        for (Index i = 1; i < static_cast<Index>(route.stops.size()); ++i) after = lay(shift, i);
    } else {
        after = lay(shift, position);
    }
    account(shift, gone.task, -1, {after.travel - before.travel, after.metres - before.metres});
    reindex(shift, route.empty() ? 1 : position);
    unweigh(shift);
    for (const TaskLink& link : in_->links_of(gone.task))
        if (is_placed(link.partner)) unlinked_.push_back(route_of_[link.partner]);
}

void Solution::remove(Index need) {
    for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role) take_out(role);
    set_served(need, false, 0);
}

bool Solution::close(Index shift) {
    std::vector<Index> shifts;
    while (!routes_[shift].empty()) {
        const auto& stops = routes_[shift].stops;
        const auto is_work = [this](const Stop& stop) { return in_->is_task(stop.task); };
        const auto one = std::find_if(stops.begin(), stops.end(), is_work);
        const Index need = in_->role_need[in_->task_role[one->task]];
        for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
            shifts.push_back(route_of_[in_->visit_of(role)]);
        remove(need);
    }
    closed_[shift] = 1;
    return refresh(shifts);
}

// Whether a visit has a partner in a route decides by how much it could start later.
void Solution::untime_partners(Index task) {
    if (in_->weights.wait == 0) return;
    for (const TaskLink& link : in_->links_of(task))
        if (is_placed(link.partner)) untimed_.push_back(route_of_[link.partner]);
}

void Solution::reindex(Index shift, Index from) {
    const auto& stops = routes_[shift].stops;
    for (Index i = from; i + 1 < static_cast<Index>(stops.size()); ++i) position_of_[stops[i].task] = i;
}

void Solution::touch(Index shift) {
    if (is_touched_[shift]) return;
    is_touched_[shift] = 1;
    touched_.push_back(shift);
    saved_[shift] = routes_[shift];
}

void Solution::checkpoint() {
    for (const Index shift : touched_) is_touched_[shift] = 0;
    touched_.clear();
    toggled_.clear();
    saved_totals_ = totals_;
}

void Solution::rollback() {
    for (const Index shift : touched_)
        for (const Stop& stop : routes_[shift].stops)
            if (stop.task != kNone) route_of_[stop.task] = kNone;
    for (const Index shift : touched_) {
        const Route& before = saved_[shift];
        Route& now = routes_[shift];
        for (const Index quota : {in_->shift_quota[shift], in_->shift_second_quota[shift]}) {
            if (quota < 0) continue;
            Work& work = work_[quota];
            work.travel += before.travel - now.travel;
            work.metres += before.metres - now.metres;
            work.service += before.service - now.service;
            work.visits += before.visits - now.visits;
        }
        visit_service_[in_->shift_vol[shift]] += before.visit_service - now.visit_service;
        now = before;
        for (std::size_t i = 1; i + 1 < now.stops.size(); ++i) {
            route_of_[now.stops[i].task] = shift;
            position_of_[now.stops[i].task] = static_cast<Index>(i);
        }
    }
    for (auto toggle = toggled_.size(); toggle-- > 0;) {
        const auto [need, pair_cost] = toggled_[toggle];
        set_served(need, absent_at_[need] != kNone, pair_cost);
        toggled_.resize(toggle);
    }
    totals_ = saved_totals_;
    for (const Index shift : touched_) is_touched_[shift] = 0;
    touched_.clear();
}

}  // namespace redvest
