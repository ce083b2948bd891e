// Starting from given routes: all of them at once if they keep the rules, else need by need what does.
#include <algorithm>

#include "mending.hpp"

namespace redvest {

void Solution::load(const std::vector<std::vector<Index>>& stops_by_shift) {
    checkpoint();
    clear();
    std::vector<std::vector<Index>> given;
    for (Index shift = 0; shift < in_->shifts(); ++shift) given.push_back(with_breaks(shift, stops_by_shift[shift]));
    if (lay_out(given)) return;
    clear();
    Mending(*this, given).run();
}

void Solution::clear() {
    std::vector<Index> all;
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        closed_[shift] = 0;
        all.push_back(shift);
    }
    for (Index need = 0; need < in_->needs(); ++need) {
        lent_[need] = 0;
        if (is_served(need)) remove(need);
    }
    for (Index role = 0; role < in_->roles(); ++role) take_out(role);
    refresh(all);
}

// False where the routes break a rule: they are in disorder then.
bool Solution::lay_out(const std::vector<std::vector<Index>>& given) {
    std::vector<Index> all;
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        all.push_back(shift);
        Index position = 1;
        for (const Index stop : given[shift]) {
            if (in_->is_reload(stop)) continue;  // they wait until there is work
            if (!in_->is_break(stop)) insert(stop, shift, position);
            else if (position_of_[stop] != position) return false;  // breaks stand in order at the front
            ++position;
        }
        for (std::size_t i = 0; i < given[shift].size(); ++i)
            if (in_->is_reload(given[shift][i]) && !routes_[shift].empty())
                insert(given[shift][i], shift, static_cast<Index>(i) + 1);
    }
    for (Index need = 0; need < in_->needs(); ++need) {
        const Index first = in_->role_task_start[in_->need_role_start[need]];
        const Index last = in_->role_task_start[in_->need_role_start[need + 1]];
        Index placed = 0;
        for (Index task = first; task < last; ++task) placed += is_placed(task);
        if (placed == 0) continue;
        if (placed < last - first || !is_sound_crew(need)) return false;
        serve(need);
    }
    if (!refresh(all)) return false;
    return std::all_of(all.begin(), all.end(), [this](Index shift) { return is_sound(shift); });
}

// The list with the breaks that it leaves out: each as late as its span lets it.
std::vector<Index> Solution::with_breaks(Index shift, const std::vector<Index>& given) const {
    std::vector<Index> stops;
    Index rest = in_->tasks() + in_->shift_break_start[shift];
    const Index last_rest = in_->tasks() + in_->shift_break_start[shift + 1];
    const Index mode = in_->vol_mode[in_->shift_vol[shift]];
    Index place = in_->shift_start_place[shift];
    Time now = in_->shift_opens_s[shift];
    const auto take = [&](Index stop, Time way) {
        // What comes too late anyhow tells nothing of the rest.
        if (const Time start = in_->earliest_start(stop, now + way); start < kNoLimit) {
            now = start + in_->task_service_s[stop];
            if (!in_->is_break(stop)) place = in_->task_place[stop];
        }
        stops.push_back(stop);
    };
    // A break that is named is taken where it is named.
    const auto is_named = [&given](Index stop) { return std::find(given.begin(), given.end(), stop) != given.end(); };
    for (const Index stop : given) {
        const bool is_rest = in_->is_break(stop);
        const Time way = is_rest ? 0 : in_->travel.seconds(mode, place, in_->task_place[stop]);
        const auto ends = [&] { return in_->earliest_start(stop, now + way) + in_->task_service_s[stop]; };
        while (rest < last_rest && !is_named(rest) && (is_rest || ends() > in_->last_close(rest))) take(rest++, 0);
        if (rest == stop) ++rest;
        take(stop, way);
    }
    for (; rest < last_rest; ++rest)
        if (!is_named(rest)) take(rest, 0);
    return stops;
}

void Solution::serve(Index need) {
    Cost cost = 0;
    for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
        cost += in_->able_cost[in_->able_at(role, volunteer_of(role))];
    set_served(need, true, cost);
}

}  // namespace redvest
