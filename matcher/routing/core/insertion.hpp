// Where a role could go: every feasible spot of a route and what it costs in the current schedule.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "late.hpp"
#include "rng.hpp"
#include "solution.hpp"

namespace redvest {

// A place for one role. `visit` and `pickup` are positions in the route once the role is in it.
// Where lateness is allowed `cost` is a lower bound that LateTrial::cost_of makes exact.
struct Spot {
    Cost cost = kNoCost;
    Cost base = 0;  // travel and pair cost alone; `cost` adds lateness
    Index shift = kNone;
    Index role = kNone;
    Index pickup = kNone;  // kNone where the role is a single visit
    Index visit = kNone;
    Time earliest = 0;     // start of the visit
    Time latest = 0;       // latest start that the rest of the route bears

    bool found() const { return shift != kNone; }
};

// Spots are now and then overlooked, so that greedy insertion does not repeat itself.
// Source: Christiaens and Vanden Berghe (2020), section 5.2.
class Blinks {
public:
    Blinks(double rate, Rng& rng) : rate_(rate), rng_(&rng) { rearm(); }
    void enable(bool enabled) { enabled_ = enabled; }
    bool blink() {
        if (!enabled_ || --left_ != 0) return false;
        rearm();
        return true;
    }

private:
    void rearm() { left_ = rate_ > 0 ? rng_->geometric(rate_) : 0; }
    double rate_;
    Rng* rng_;
    std::uint32_t left_ = 0;
    bool enabled_ = true;
};

class Insertion {
public:
    Insertion(const Solution& solution, const LateTrial& late, Blinks& blinks)
        : solution_(&solution), in_(&solution.instance()), late_(&late), blinks_(&blinks) {}

    // Calls take(spot) for every spot of the route that costs less than bar(); both may change as it goes.
    template <class Bar, class Take>
    void each_spot(Index role, Index shift, Cost pair_cost, Bar bar, Take take) {
        if (solution_->is_closed(shift)) return;
        const Route& route = solution_->route(shift);
        const Index vol = in_->shift_vol[shift];
        const Work& work = solution_->work(vol);
        if (work.visits + 1 > in_->vol_max_tasks[vol]) return;
        Time service = 0;
        for (Index task = in_->role_task_start[role]; task < in_->role_task_start[role + 1]; ++task)
            service += in_->task_service_s[task];
        if (work.service + service > in_->vol_max_service_s[vol]) return;
        if (in_->role_size(role) == 1)
            each_visit(role, route, shift, pair_cost, bar, take);
        else
            each_pickup_and_visit(role, route, shift, pair_cost, bar, take);
    }

private:
    struct Budgets {
        Time travel;
        Time metres;
        Time capacity;
    };

    Budgets budgets_of(Index vol) const {
        const Work& work = solution_->work(vol);
        return {in_->vol_max_travel_s[vol] - work.travel, in_->vol_max_m[vol] - work.metres, in_->vol_capacity[vol]};
    }

    // Pinned order: the positions between the pinned tasks before and after this one.
    std::pair<Index, Index> ranked_span(Index task, const Route& route) const {
        Index low = 1, high = static_cast<Index>(route.stops.size()) - 1;
        const Index rank = in_->task_rank[task];
        if (rank < 0) return {low, high};
        for (Index i = 1; i + 1 < static_cast<Index>(route.stops.size()); ++i) {
            const Index other = in_->task_rank[route.stops[i].task];
            if (other >= 0 && other < rank) low = i + 1;
            if (other > rank) {
                high = i;
                break;
            }
        }
        return {low, high};
    }

    Time extra_metres(Index mode, Index before, Index place, Index after, bool was_empty) const {
        return in_->travel.metres(mode, before, place) + in_->travel.metres(mode, place, after) -
               (was_empty ? 0 : in_->travel.metres(mode, before, after));
    }

    template <class Bar, class Take>
    void each_visit(Index role, const Route& route, Index shift, Cost pair_cost, Bar& bar, Take& take) {
        const Index vol = in_->shift_vol[shift], mode = in_->vol_mode[vol];
        const Index task = in_->visit_of(role), place = in_->task_place[task], load = in_->task_load[task];
        const Time service = in_->task_service_s[task], closes = in_->last_close(task);
        const auto ways = in_->travel.ways(mode, place);
        const Budgets left = budgets_of(vol);
        const auto [low, high] = ranked_span(task, route);
        for (Index at = low; at <= high; ++at) {
            const Stop& before = route.stops[at - 1];
            const Stop& after = route.stops[at];
            if (before.depart > closes && !in_->late_allowed) break;  // departures only grow
            if (blinks_->blink()) continue;
            const Time way_in = ways.from(before.place), way_out = ways.to(after.place);
            const Time extra = way_in + way_out - after.travel_in;
            Spot spot;
            spot.cost = spot.base = in_->weights.travel * extra + pair_cost;
            if (spot.cost >= bar() || extra > left.travel) continue;
            if (load > 0 && before.load + load > left.capacity) continue;
            if (load > 0 && after.peak + load > left.capacity) continue;
            spot.earliest = in_->earliest_start(task, before.depart + way_in);
            if (spot.earliest >= kNoLimit) continue;
            if (!in_->late_allowed && spot.earliest + service + way_out > after.latest) continue;
            if (in_->has_metres && extra_metres(mode, before.place, place, after.place, route.empty()) > left.metres)
                continue;
            spot.latest = in_->late_allowed ? kNoLimit : in_->latest_start(task, after.latest - way_out - service);
            spot.shift = shift;
            spot.role = role;
            spot.visit = at;
            if (in_->late_allowed) {
                const Guest guest{task, shift, at, spot.earliest, way_out};
                // A spot of a crew is half of a pair, whose start is not known yet.
                spot.cost = in_->task_link[task].partner == kNone ? late_->bound_of(guest, spot.base)
                                                                  : late_->half_bound_of(guest, spot.base);
                if (spot.cost >= bar()) continue;
            }
            take(spot);
        }
    }

    template <class Bar, class Take>
    void each_pickup_and_visit(Index role, const Route& route, Index shift, Cost pair_cost, Bar& bar, Take& take) {
        const Index vol = in_->shift_vol[shift], mode = in_->vol_mode[vol];
        const Index pickup = in_->role_task_start[role], visit = pickup + 1, load = in_->task_load[pickup];
        const Index pickup_place = in_->task_place[pickup], visit_place = in_->task_place[visit];
        const Time visit_service = in_->task_service_s[visit], closes = in_->last_close(visit);
        const auto pickup_ways = in_->travel.ways(mode, pickup_place);
        const auto visit_ways = in_->travel.ways(mode, visit_place);
        const Time between = pickup_ways.to(visit_place);
        const Budgets left = budgets_of(vol);
        const auto [pickup_low, pickup_high] = ranked_span(pickup, route);
        const auto [visit_low, visit_high] = ranked_span(visit, route);
        for (Index at = pickup_low; at <= pickup_high; ++at) {
            const Stop& before = route.stops[at - 1];
            if (before.depart > closes) break;
            if (before.load + load > left.capacity) continue;
            const Time way_in = pickup_ways.from(before.place);
            const Time start = in_->earliest_start(pickup, before.depart + way_in);
            if (start >= kNoLimit) break;
            const Time picked_up = start + in_->task_service_s[pickup];
            // `now`: departure from the stop before the visit, as the pickup pushes the stops in between.
            Time now = picked_up;
            const Time pickup_extra = way_in + pickup_ways.to(route.stops[at].place) - route.stops[at].travel_in;
            for (Index gap = at; gap <= visit_high; ++gap) {
                const Stop& after = route.stops[gap];
                if (gap >= visit_low && !blinks_->blink()) {
                    const bool adjacent = gap == at;
                    const Time way_visit = adjacent ? between : visit_ways.from(route.stops[gap - 1].place);
                    const Time way_out = visit_ways.to(after.place);
                    const Time extra = adjacent ? way_in + between + way_out - after.travel_in
                                                : pickup_extra + way_visit + way_out - after.travel_in;
                    Spot spot;
                    spot.cost = spot.base = in_->weights.travel * extra + pair_cost;
                    if (spot.cost < bar() && extra <= left.travel) {
                        spot.earliest = in_->earliest_start(visit, now + way_visit);
                        if (spot.earliest < kNoLimit &&
                            spot.earliest + visit_service + way_out <= after.latest &&
                            (!in_->has_metres || metres_fit(mode, role, route, at, gap, left.metres))) {
                            spot.latest = in_->latest_start(visit, after.latest - way_out - visit_service);
                            spot.shift = shift;
                            spot.role = role;
                            spot.pickup = at;
                            spot.visit = gap + 1;
                            take(spot);
                        }
                    }
                }
                if (after.task == kNone) break;
                // Carry the load past this stop.
                const Time way = gap == at ? pickup_ways.to(after.place) : after.travel_in;
                const Time pushed = in_->earliest_start(after.task, now + way);
                if (pushed > after.latest || after.load + load > left.capacity) break;
                now = std::max(pushed, after.start) + in_->task_service_s[after.task];
                if (now > closes) break;
            }
        }
    }

    bool metres_fit(Index mode, Index role, const Route& route, Index at, Index gap, Time left) const {
        const Index pickup = in_->task_place[in_->role_task_start[role]];
        const Index visit = in_->task_place[in_->visit_of(role)];
        const Index before = route.stops[at - 1].place, after = route.stops[gap].place;
        const auto metres = [&](Index a, Index b) { return in_->travel.metres(mode, a, b); };
        if (gap == at) {
            const Time direct = route.empty() ? 0 : metres(before, after);
            return metres(before, pickup) + metres(pickup, visit) + metres(visit, after) - direct <= left;
        }
        const Index next = route.stops[at].place, last = route.stops[gap - 1].place;
        return metres(before, pickup) + metres(pickup, next) - metres(before, next) + metres(last, visit) +
                   metres(visit, after) - metres(last, after) <=
               left;
    }

    const Solution* solution_;
    const Instance* in_;
    const LateTrial* late_;
    Blinks* blinks_;
};

}  // namespace redvest
