// Starting from given routes: all of them at once if they keep the rules, else need by need.
#include <algorithm>

#include "solution.hpp"

namespace redvest {

void Solution::load(const std::vector<std::vector<Index>>& stops_by_shift) {
    checkpoint();
    clear();
    if (lay_out(stops_by_shift)) return;
    clear();
    // Tasks that are let in stand in the order that was given; reloads come where the search wants them.
    std::vector<Index> rank(in_->task_place.size(), kNone), shift_of(in_->task_place.size(), kNone);
    for (Index shift = 0; shift < in_->shifts(); ++shift)
        for (std::size_t i = 0; i < stops_by_shift[shift].size(); ++i) {
            const Index task = stops_by_shift[shift][i];
            rank[task] = static_cast<Index>(i);
            shift_of[task] = shift;
        }
    std::vector<Index> shifts;
    for (Index need = 0; need < in_->needs(); ++need) {
        const Index first = in_->role_task_start[in_->need_role_start[need]];
        const Index last = in_->role_task_start[in_->need_role_start[need + 1]];
        shifts.clear();
        for (Index task = first; task < last; ++task) shifts.push_back(shift_of[task]);
        if (std::find(shifts.begin(), shifts.end(), kNone) != shifts.end()) continue;
        const auto let_in = [&](bool before_breaks) {
            for (Index task = first; task < last; ++task) {
                const auto& stops = routes_[shift_of[task]].stops;
                Index position = static_cast<Index>(stops.size()) - 1;
                const auto comes_later = [&](Index stop) {
                    return in_->is_break(stop) ? before_breaks : rank[stop] > rank[task];
                };
                while (position > 1 && comes_later(stops[position - 1].task)) --position;
                insert(task, shift_of[task], position);
            }
            bool good = is_sound_crew(need) && refresh(shifts);
            for (const Index shift : shifts) good = good && is_sound(shift);
            if (good) {
                serve(need);
                return true;
            }
            for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role) take_out(role);
            refresh(shifts);
            return false;
        };
        if (!let_in(false) && in_->breaks() > 0) let_in(true);
    }
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
bool Solution::lay_out(const std::vector<std::vector<Index>>& stops_by_shift) {
    std::vector<Index> all;
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        all.push_back(shift);
        const auto given = with_breaks(shift, stops_by_shift[shift]);
        Index position = 1;
        for (const Index stop : given) {
            if (in_->is_reload(stop)) continue;  // they wait until there is work
            if (!in_->is_break(stop)) insert(stop, shift, position);
            else if (position_of_[stop] != position) return false;  // breaks stand in order at the front
            ++position;
        }
        for (std::size_t i = 0; i < given.size(); ++i)
            if (in_->is_reload(given[i]) && !routes_[shift].empty())
                insert(given[i], shift, static_cast<Index>(i) + 1);
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
        now = in_->earliest_start(stop, now + way) + in_->task_service_s[stop];
        stops.push_back(stop);
    };
    for (const Index stop : given) {
        const bool is_rest = in_->is_break(stop);
        const Time way = is_rest ? 0 : in_->travel.seconds(mode, place, in_->task_place[stop]);
        const auto ends = [&] { return in_->earliest_start(stop, now + way) + in_->task_service_s[stop]; };
        // A break that is named is taken where it is named.
        while (rest < last_rest && rest != stop && std::find(given.begin(), given.end(), rest) == given.end() &&
               (is_rest || ends() > in_->last_close(rest)))
            take(rest++, 0);
        if (rest == stop) ++rest;
        take(stop, way);
        if (!is_rest) place = in_->task_place[stop];
    }
    while (rest < last_rest) take(rest++, 0);
    return stops;
}

void Solution::serve(Index need) {
    Cost cost = 0;
    for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
        cost += in_->able_cost[in_->able_at(role, volunteer_of(role))];
    set_served(need, true, cost);
}

}  // namespace redvest
