#include "solution.hpp"

#include <algorithm>

namespace redvest {

Solution::Solution(const Instance& instance)
    : in_(&instance),
      routes_(instance.shifts()),
      work_(instance.volunteers()),
      route_of_(instance.tasks(), kNone),
      position_of_(instance.tasks(), kNone),
      absent_(instance.needs()),
      absent_at_(instance.needs()),
      pair_cost_(instance.needs(), 0),
      closed_(instance.shifts(), 0),
      in_closure_(instance.shifts(), 0),
      is_touched_(instance.shifts(), 0),
      saved_(instance.shifts()) {
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        Stop start, end;
        start.place = in_->shift_start_place[shift];
        start.start = start.depart = in_->shift_opens_s[shift];
        end.place = in_->shift_end_place[shift];
        end.latest = in_->shift_closes_s[shift];
        // An idle volunteer stays at home, so an empty route has no way to its end.
        routes_[shift].stops = {start, end};
    }
    for (Index need = 0; need < in_->needs(); ++need) {
        absent_[need] = absent_at_[need] = need;
        totals_.unmet += in_->need_priority[need];
    }
}

Time Solution::late_max() const {
    Time worst = 0;
    for (const Route& route : routes_) worst = std::max(worst, route.late_max);
    return worst;
}

Cost Solution::cost() const {
    const Weights& w = in_->weights;
    Cost cost = w.travel * totals_.travel + totals_.pair_cost;
    if (in_->late_allowed) cost += w.late_sum * totals_.late_sum + w.late_max * late_max();
    return cost;
}

bool Solution::is_spare_twin(Index shift) const {
    return shift > 0 && !closed_[shift - 1] && routes_[shift].empty() && routes_[shift - 1].empty() &&
           in_->shift_class[shift] == in_->shift_class[shift - 1];
}

void Solution::insert(Index task, Index shift, Index position) {
    touch(shift);
    Route& route = routes_[shift];
    const Index mode = in_->vol_mode[in_->shift_vol[shift]];
    Work& work = work_[in_->shift_vol[shift]];
    Stop& before = route.stops[position - 1];
    Stop& after = route.stops[position];
    Stop stop;
    stop.task = task;
    stop.place = in_->task_place[task];
    stop.travel_in = in_->travel.seconds(mode, before.place, stop.place);
    const Time onward = in_->travel.seconds(mode, stop.place, after.place);
    // The end of an empty route has no way to it yet, whatever its travel_in says.
    const Time direct = route.empty() ? 0 : after.travel_in;
    const Time travel = stop.travel_in + onward - direct;
    if (in_->has_metres) {
        const Time metres = in_->travel.metres(mode, before.place, stop.place) +
                            in_->travel.metres(mode, stop.place, after.place) -
                            (route.empty() ? 0 : in_->travel.metres(mode, before.place, after.place));
        route.metres += metres;
        work.metres += metres;
    }
    after.travel_in = onward;
    route.travel += travel;
    work.travel += travel;
    totals_.travel += travel;
    route.service += in_->task_service_s[task];
    work.service += in_->task_service_s[task];
    const bool visit = in_->visit_of(in_->task_role[task]) == task;
    route.visits += visit;
    work.visits += visit;
    route.linked += in_->task_link[task].partner != kNone;
    route.stops.insert(route.stops.begin() + position, stop);
    route_of_[task] = shift;
    reindex(shift, position);
    weigh(shift);
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

void Solution::remove(Index need) {
    for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
        for (Index task = in_->role_task_start[role]; task < in_->role_task_start[role + 1]; ++task) {
            const Index shift = route_of_[task], position = position_of_[task];
            touch(shift);
            Route& route = routes_[shift];
            Work& work = work_[in_->shift_vol[shift]];
            const Index mode = in_->vol_mode[in_->shift_vol[shift]];
            const Stop& before = route.stops[position - 1];
            const Stop& gone = route.stops[position];
            Stop& after = route.stops[position + 1];
            const bool emptied = route.stops.size() == 3;
            const Time direct = emptied ? 0 : in_->travel.seconds(mode, before.place, after.place);
            const Time travel = direct - gone.travel_in - after.travel_in;
            if (in_->has_metres) {
                const Time metres = (emptied ? 0 : in_->travel.metres(mode, before.place, after.place)) -
                                    in_->travel.metres(mode, before.place, gone.place) -
                                    in_->travel.metres(mode, gone.place, after.place);
                route.metres += metres;
                work.metres += metres;
            }
            if (in_->late_allowed && gone.start > -kNoLimit) totals_.late_sum -= in_->late(task, gone.start);
            after.travel_in = direct;
            route.travel += travel;
            work.travel += travel;
            totals_.travel += travel;
            route.service -= in_->task_service_s[task];
            work.service -= in_->task_service_s[task];
            const bool visit = in_->visit_of(role) == task;
            route.visits -= visit;
            work.visits -= visit;
            route.linked -= in_->task_link[task].partner != kNone;
            route.stops.erase(route.stops.begin() + position);
            route_of_[task] = kNone;
            reindex(shift, position);
            weigh(shift);
        }
    set_served(need, false, 0);
}

void Solution::close(Index shift) {
    std::vector<Index> shifts;
    while (!routes_[shift].empty()) {
        const Index need = in_->role_need[in_->task_role[routes_[shift].stops[1].task]];
        for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
            shifts.push_back(route_of_[in_->visit_of(role)]);
        remove(need);
    }
    refresh(shifts);
    closed_[shift] = 1;
}

void Solution::load(const std::vector<std::vector<Index>>& tasks_by_shift) {
    checkpoint();
    for (Index need = 0; need < in_->needs(); ++need)
        if (is_served(need)) remove(need);
    std::vector<Index> shifts;
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        closed_[shift] = 0;
        shifts.push_back(shift);
        Index position = 1;
        for (const Index task : tasks_by_shift[shift]) insert(task, shift, position++);
    }
    for (Index need = 0; need < in_->needs(); ++need) {
        const Index first = in_->need_role_start[need];
        if (!is_placed(in_->visit_of(first))) continue;
        Cost cost = 0;
        for (Index role = first; role < in_->need_role_start[need + 1]; ++role)
            cost += in_->pair_cost(role, in_->shift_vol[route_of_[in_->visit_of(role)]]);
        set_served(need, true, cost);
    }
    refresh(shifts);
}

void Solution::reindex(Index shift, Index from) {
    const auto& stops = routes_[shift].stops;
    for (Index i = from; i + 1 < static_cast<Index>(stops.size()); ++i) position_of_[stops[i].task] = i;
}

void Solution::weigh(Index shift) {
    if (!in_->has_loads) return;
    auto& stops = routes_[shift].stops;
    Time load = 0;
    for (Stop& stop : stops) {
        if (stop.task != kNone) load += in_->task_load[stop.task];
        stop.load = load;
    }
    Time peak = 0;
    for (auto stop = stops.rbegin(); stop != stops.rend(); ++stop) {
        peak = std::max(peak, stop->load);
        stop->peak = peak;
    }
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
        Work& work = work_[in_->shift_vol[shift]];
        work.travel += before.travel - now.travel;
        work.metres += before.metres - now.metres;
        work.service += before.service - now.service;
        work.visits += before.visits - now.visits;
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
