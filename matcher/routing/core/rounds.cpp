// What a route would be with a round in it that serves one more role: all of it is looked at again.
#include <algorithm>

#include "insertion.hpp"

namespace redvest {

// Calls see(stop) along the route with the round in it, but for one stop, until that says false.
template <class See>
bool Insertion::each_stop_with_round(const Route& route, Index without, See see) const {
    std::size_t step = 0;
    for (Index i = 1; i < static_cast<Index>(route.stops.size()); ++i) {
        for (; step < round_.size && round_.gaps[step] == i; ++step)
            if (round_.stops[step] != without && !see(round_.stops[step])) return false;
        if (route.stops[i].task != kNone && !see(route.stops[i].task)) return false;
    }
    return true;
}

// A look along the whole route, with the visit in it and the errand, if there is one.
bool Insertion::bears(const Route& route, Index shift, Index errand_gap, Index visit_gap) {
    round_ = errand_gap == kNone ? Round{1, {visit_}, {visit_gap}}
                                 : Round{2, {errand_, visit_}, {errand_gap, visit_gap}};
    return walks_round(route, shift) && carries_round(route, in_->shift_vol[shift], kNone);
}

// Whether the metres are not too many.
bool Insertion::walks_round(const Route& route, Index shift) const {
    if (!in_->has_metres) return true;
    const Index mode = in_->vol_mode[in_->shift_vol[shift]];
    Index here = route.stops.front().place;
    Time metres = 0;
    each_stop_with_round(route, kNone, [&](Index stop) {
        if (in_->is_break(stop)) return true;
        metres += in_->travel.metres(mode, here, in_->task_place[stop]);
        here = in_->task_place[stop];
        return true;
    });
    return metres + in_->travel.metres(mode, here, route.stops.back().place) - route.metres <= limits_.metres;
}

// Whether the goods are there and all that is carried fits.
bool Insertion::carries_round(const Route& route, Index vol, Index without) const {
    for (std::size_t g = 0; g < in_->goods; ++g) {
        Time used = 0;
        each_stop_with_round(route, without, [&](Index stop) {
            if (!in_->is_task(stop)) return !in_->is_reload(stop);
            const Time asked = in_->task_goods[stop * in_->goods + g];
            used = in_->good_kept[g] ? std::max(used, asked) : used + asked;
            return true;
        });
        if (used > in_->vol_stock[vol * in_->goods + g]) return false;
    }
    for (std::size_t d = 0; d < in_->loads; ++d) {
        const Time room = in_->vol_capacity[vol * in_->loads + d];
        Time lasting = 0;  // stays on board at a reload
        each_stop_with_round(route, without, [&](Index stop) {
            if (in_->is_task(stop)) lasting += in_->aboard(stop, d);
            return true;
        });
        // Since the last reload: what was on board then, what was brought from there, and how what is on board
        // has come to differ from both.
        Time kept = lasting, brought = 0, change = 0, most = 0;
        const bool fits = each_stop_with_round(route, without, [&](Index stop) {
            if (in_->is_reload(stop)) {
                if (kept + brought + most > room) return false;
                kept = lasting;
                brought = change = most = 0;
            } else if (in_->is_task(stop)) {
                lasting += in_->lasting(stop, d);
                brought += in_->task_brought[stop * in_->loads + d];
                change += in_->task_load[stop * in_->loads + d] - in_->task_brought[stop * in_->loads + d];
                most = std::max(most, change);
            }
            return true;
        });
        if (!fits || kept + brought + most > room) return false;
    }
    return true;
}

}  // namespace redvest
