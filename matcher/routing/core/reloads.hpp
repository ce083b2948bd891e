// Spots with a reload: somewhere before the visit, and where something is fetched first, before that or after it.
//
// Each thing is tried at every position from that of the one before on, and carried past the stops behind it while
// they bear the delay; from each of its positions the walk goes on with the next thing.
#pragma once

#include "insertion.hpp"

namespace redvest {

// What is tried: in which route, at what cost of the pair, up to which position, with which ways to each thing.
struct Insertion::Attempt {
    const Route* route;
    Index shift;
    Cost pair_cost;
    Index last;
    std::array<Travel::Ways, 3> ways{};
};

// The walk as far as it has come: before which stop it is, when it is free, what it adds to the ways.
struct Insertion::Walk {
    Index gap;
    Time now;
    Time extra;
    bool away;     // somewhere else than at the last thing
    Segment head;  // for weights.wait
};

template <class Bar, class Take>
void Insertion::each_spot_with_reload(const Route& route, Index shift, Cost pair_cost, Bar& bar, Take& take) {
    Attempt attempt{&route, shift, pair_cost, limits_.high};
    // After a reload every good is on board; only room may ask for another.
    if (route.first_reload != kNone && !lacks_room_ && !needs_a_look_)
        attempt.last = std::min(attempt.last, route.first_reload);
    for (Index depot = 0; depot < in_->depots(); ++depot) {
        const Index reload = in_->reload_at(depot);
        if (errand_ == kNone) {
            each_walk({2, {reload, visit_}}, attempt, bar, take);
        } else {
            each_walk({3, {reload, errand_, visit_}}, attempt, bar, take);
            each_walk({3, {errand_, reload, visit_}}, attempt, bar, take);
        }
    }
}

template <class Bar, class Take>
void Insertion::each_walk(const Round& round, Attempt& attempt, Bar& bar, Take& take) {
    round_ = round;
    const Index mode = in_->vol_mode[in_->shift_vol[attempt.shift]];
    for (std::size_t step = 0; step < round_.size; ++step)
        attempt.ways[step] = in_->travel.ways(mode, in_->task_place[round_.stops[step]]);
    const Time closes = std::min(in_->last_close(visit_), not_after_);
    for (Index gap = 1; gap <= attempt.last; ++gap) {
        const Stop& before = attempt.route->stops[gap - 1];
        if (before.depart > closes) return;
        const Segment head = in_->weights.wait > 0 ? attempt.route->head[gap - 1] : Segment{};
        do_next(0, {gap, before.depart, 0, true, head}, attempt, bar, take);
    }
}

// The next thing, where the walk is.
template <class Bar, class Take>
void Insertion::do_next(std::size_t step, const Walk& walk, const Attempt& attempt, Bar& bar, Take& take) {
    const auto& stops = attempt.route->stops;
    const Index stop = round_.stops[step];
    const Stop& onward = stops[solution_->onward_from(attempt.shift, walk.gap)];
    const auto& ways = attempt.ways[step];
    const Time way_in = ways.from(walk.away ? stops[walk.gap - 1].place : in_->task_place[round_.stops[step - 1]]);
    const Time extra = walk.extra + way_in + ways.to(onward.place) - onward.travel_in;
    // What is still to come adds to the way, where ways keep the triangle inequality.
    const Time slack = in_->detour_slack * static_cast<Time>(round_.size - step - 1);
    if (in_->weights.travel * (extra - slack) + attempt.pair_cost >= bar()) return;
    round_.gaps[step] = walk.gap;
    if (stop == visit_) return weigh_round(walk, way_in, extra, attempt, bar, take);
    const Time start = in_->earliest_start(stop, walk.now + way_in);
    if (start >= kNoLimit) return;
    Walk on{walk.gap, start + in_->task_service_s[stop], walk.extra + way_in, false, walk.head};
    if (in_->weights.wait > 0) on.head = joined(walk.head, way_in, in_->segment_at(stop, start));
    const bool is_visit_next = round_.stops[step + 1] == visit_;
    const Time closes = std::min(in_->last_close(visit_), not_after_);
    for (; on.gap <= attempt.last && on.now <= closes; ++on.gap) {
        if (!is_visit_next || (on.gap >= limits_.low && !blinks_->blink())) do_next(step + 1, on, attempt, bar, take);
        if (!carry_on(on, ways, *attempt.route)) return;
    }
}

// Past the next stop of the route; false where that is the end, or does not bear the delay. `ways`: of the last thing.
inline bool Insertion::carry_on(Walk& walk, const Travel::Ways& ways, const Route& route) const {
    const Stop& passed = route.stops[walk.gap];
    if (passed.task == kNone) return false;
    const bool rests = in_->is_break(passed.task);
    const Time way = rests ? 0 : walk.away ? passed.travel_in : ways.to(passed.place);
    const Time pushed = in_->earliest_start(passed.task, walk.now + way);
    if (pushed >= kNoLimit || (pushed > passed.latest && !rests)) return false;
    if (in_->weights.wait > 0) walk.head = joined(walk.head, way, solution_->segment_of(passed));
    walk.now = std::max(pushed, passed.start) + in_->task_service_s[passed.task];
    walk.extra += way - passed.travel_in;
    walk.away |= !rests;
    return true;
}

// All of it, with the visit where the walk is.
template <class Bar, class Take>
void Insertion::weigh_round(const Walk& walk, Time way_in, Time extra, const Attempt& attempt, Bar& bar, Take& take) {
    if (extra > limits_.travel) return;
    const Route& route = *attempt.route;
    const Index next = solution_->onward_from(attempt.shift, walk.gap);
    const Time way_out = attempt.ways[round_.size - 1].to(route.stops[next].place);
    const Time earliest = in_->earliest_start(visit_, std::max(walk.now + way_in, not_before_));
    const Time leaves_by = leave_by(route, walk.gap, next, way_out) - in_->task_service_s[visit_];
    if (earliest > leaves_by || earliest > not_after_) return;
    if (is_in_series_ && solution_->clashes(in_->role_need[role_], earliest)) return;
    Spot spot;
    spot.cost = in_->weights.travel * extra + attempt.pair_cost;
    spot.earliest = earliest;
    spot.latest = in_->latest_start(visit_, std::min(leaves_by, not_after_));
    spot.shift = attempt.shift;
    spot.role = role_;
    spot.visit_at = walk.gap + static_cast<Index>(round_.size) - 1;
    spot.way_out = next == walk.gap ? way_out : 0;
    Time service = in_->task_service_s[visit_];
    for (std::size_t step = 0; step + 1 < round_.size; ++step) {
        const bool reloads = in_->is_reload(round_.stops[step]);
        (reloads ? spot.reload : spot.errand) = round_.stops[step];
        (reloads ? spot.reload_at : spot.errand_at) = round_.gaps[step] + static_cast<Index>(step);
        service += in_->task_service_s[round_.stops[step]];
    }
    if (in_->weights.wait > 0) {
        const Segment head = joined(walk.head, way_in, segment_at(earliest));
        const Segment whole = joined(head, spot.way_out, route.tail[walk.gap]);
        spot.cost += in_->weights.wait * added_wait(route, whole, extra, service);
    }
    if (weigh_start(spot, route, walk.gap, bar) && is_worth_a_reload(spot, route)) take(spot);
}

// Whether it holds with the reload, and would not without.
inline bool Insertion::is_worth_a_reload(const Spot& spot, const Route& route) const {
    if (!walks_round(route, spot.shift)) return false;
    if (!lacks_room_ && !needs_a_look_) return true;  // there are goods missing, and nothing else
    const Index vol = in_->shift_vol[spot.shift];
    return carries_round(route, vol, kNone) && !carries_round(route, vol, spot.reload);
}

}  // namespace redvest
