// Spots of two stops in one route: a pickup and its visit.
//
// The pickup is tried at every position, and carried past the stops behind it while they bear the delay: one
// walk along the route for each, without a look at the same push twice.
#pragma once

#include "insertion.hpp"

namespace redvest {

template <bool kPlain, class Bar, class Take>
void Insertion::each_errand_and_visit(const Route& route, Index shift, Cost pair_cost, Bar& bar, Take& take) {
    const Index vol = in_->shift_vol[shift], mode = in_->vol_mode[vol];
    const Index errand = errand_, errand_place = in_->task_place[errand], visit_place = in_->task_place[visit_];
    const Time visit_service = in_->task_service_s[visit_], errand_service = in_->task_service_s[errand];
    const Time closes = std::min(in_->last_close(visit_), not_after_);
    const auto errand_ways = in_->travel.ways(mode, errand_place);
    const auto visit_ways = in_->travel.ways(mode, visit_place);
    const Time between = errand_ways.to(visit_place);
    for (Index at = 1; at <= limits_.high; ++at) {
        const Stop& before = route.stops[at - 1];
        if (before.depart > closes) break;
        if (in_->loads > 0 && !carries(route, vol, errand, at, true)) continue;
        const Time way_in = errand_ways.from(before.place), arrives = before.depart + way_in;
        const Time start = in_->earliest_start(errand, arrives);
        if (start >= kNoLimit) continue;  // a later stop may be nearer
        const Index first = kPlain ? at : solution_->onward_from(shift, at);
        const Time errand_extra =
            way_in + errand_ways.to(route.stops[first].place) - route.stops[first].travel_in;
        // The visit comes on top, where ways keep the triangle inequality.
        if (in_->weights.travel * (errand_extra - in_->detour_slack) + pair_cost >= bar()) continue;
        // `now`: departure from the stop before the visit, as the errand pushes the stops in between.
        Time now = start + errand_service;
        bool away = false;  // somewhere else than at the errand's place
        Segment head;
        if (!kPlain && in_->weights.wait > 0)
            head = joined(route.head[at - 1], way_in, in_->segment_at(errand, start));
        for (Index gap = at; gap <= limits_.high; ++gap) {
            if (gap >= limits_.low && (kPlain || has_goods(route, gap)) && !blinks_->blink()) {
                const Index next = kPlain ? gap : solution_->onward_from(shift, gap);
                const Stop& after = route.stops[next];
                const Time way_visit = away ? visit_ways.from(route.stops[gap - 1].place) : between;
                const Time way_out = visit_ways.to(after.place);
                const Time extra = away ? errand_extra + way_visit + way_out - after.travel_in
                                        : way_in + between + way_out - after.travel_in;
                Cost cost = in_->weights.travel * extra + pair_cost;
                if (cost < bar() && extra <= limits_.travel) {
                    const Time earliest = in_->earliest_start(visit_, std::max(now + way_visit, not_before_));
                    const Time leaves_by = kPlain ? after.latest - way_out : leave_by(route, gap, next, way_out);
                    if (earliest + visit_service <= leaves_by && earliest <= not_after_ &&
                        (kPlain || !needs_a_look_ || bears(route, shift, at, gap)) &&
                        !(!kPlain && is_in_series_ && solution_->clashes(in_->role_need[role_], earliest))) {
                        if (!kPlain && in_->weights.wait > 0) {
                            const Segment whole = joined(joined(head, way_visit, segment_at(earliest)),
                                                         next == gap ? way_out : 0, route.tail[gap]);
                            const Time service = visit_service + errand_service;
                            cost += in_->weights.wait * added_wait(route, whole, extra, service);
                        }
                        Spot spot;
                        spot.cost = spot.base = cost;
                        spot.earliest = earliest;
                        spot.latest =
                            in_->latest_start(visit_, std::min(leaves_by - visit_service, not_after_));
                        spot.shift = shift;
                        spot.role = role_;
                        spot.errand = errand;
                        spot.errand_at = at;
                        spot.visit_at = gap + 1;
                        spot.way_out = next == gap ? way_out : 0;
                        if (kPlain || weigh_start(spot, route, gap, bar)) take(spot);
                    }
                }
            }
            const Stop& passed = route.stops[gap];
            if (passed.task == kNone) break;
            // Carry the errand past this stop.
            const bool rests = !kPlain && in_->is_break(passed.task);
            const Time way = rests ? 0 : away ? passed.travel_in : errand_ways.to(passed.place);
            const Time pushed = in_->earliest_start(passed.task, now + way);
            if (pushed >= kNoLimit || (pushed > passed.latest && !rests)) break;
            if (in_->loads > 0 && !carries_past(route, errand, gap, vol)) break;
            now = std::max(pushed, passed.start) + in_->task_service_s[passed.task];
            if (now > closes) break;
            if (!kPlain && in_->weights.wait > 0) head = joined(head, way, solution_->segment_of(passed));
            away |= !rests;
        }
    }
}

inline bool Insertion::carries_past(const Route& route, Index errand, Index position, Index vol) const {
    for (std::size_t d = 0; d < in_->loads; ++d)
        if (route.carried[position * in_->loads + d].load + in_->task_load[errand * in_->loads + d] >
            in_->vol_capacity[vol * in_->loads + d])
            return false;
    return true;
}

}  // namespace redvest
