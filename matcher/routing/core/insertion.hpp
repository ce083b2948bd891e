// Where a role could go: every feasible spot of a route and what it costs in the current schedule.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "late.hpp"
#include "rng.hpp"
#include "solution.hpp"

namespace redvest {

// A place for one role. Positions are those in the route once the role is in it.
// Where lateness is allowed `cost` is a lower bound that LateTrial::cost_of makes exact.
struct Spot {
    Cost cost = kNoCost;
    Cost base = 0;         // all but lateness
    Index shift = kNone;
    Index role = kNone;
    Index errand = kNone;  // its pickup
    Index errand_at = kNone;
    Index reload = kNone;  // somewhere before the visit, where that lacks goods, or all of it room
    Index reload_at = kNone;
    Index visit_at = kNone;
    Time earliest = 0;     // start of the visit
    Time latest = 0;       // latest start that the rest of the route bears
    Time way_out = 0;      // from the visit to the stop after it; none to a break

    // What comes with the visit.
    Index errands() const { return (errand != kNone) + (reload != kNone); }
    bool is_reloaded_first() const { return reload != kNone && errand != kNone && reload_at < errand_at; }
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

    // Reads what placed partners and pins leave to the role; before each_spot(), again after any change.
    void aim(Index role);

    // Calls take(spot) for every spot of the route that costs less than bar(); both may change as it goes.
    template <class Bar, class Take>
    void each_spot(Index shift, Cost pair_cost, Bar bar, Take take) {
        if (solution_->is_closed(shift)) return;
        const Route& route = solution_->route(shift);
        const Index vol = in_->shift_vol[shift];
        if (!read_limits(route, shift, vol)) return;
        if (in_->weights.balance_permille > 0) {
            const Time now = solution_->visit_service(vol);
            pair_cost += in_->balance(vol, now + in_->task_service_s[visit_]) - in_->balance(vol, now);
        }
        if (in_->has_plain_spots && !needs_a_look_) {
            if (errand_ != kNone)
                each_errand_and_visit<true>(route, shift, pair_cost, bar, take);
            else
                each_visit<true>(route, shift, pair_cost, bar, take);
            return;
        }
        if (errand_ != kNone)
            each_errand_and_visit<false>(route, shift, pair_cost, bar, take);
        else
            each_visit<false>(route, shift, pair_cost, bar, take);
        if (in_->depots() > 0 && (!stocked_ || lacks_room_))
            each_spot_with_reload(route, shift, pair_cost, bar, take);
    }

private:
    // What is done to serve a role, one thing after the other, each before the stop that stands at its gap now.
    struct Round {
        std::size_t size = 0;
        std::array<Index, 3> stops{};
        std::array<Index, 3> gaps{};
    };

    // What a route has left for this role, and the positions that its pins leave.
    struct Limits {
        Time travel;
        Time metres;
        Index low;
        Index high;
    };

    bool read_limits(const Route& route, Index shift, Index vol) {
        limits_ = {kNoLimit, kNoLimit, 1, static_cast<Index>(route.stops.size()) - 1};
        if (!read_quota(in_->shift_quota[shift])) return false;
        const Index second = in_->shift_second_quota[shift];
        if (second >= 0 && !read_quota(second)) return false;
        if (is_ranked_ && !ranked_span(route, shift, vol)) return false;
        if (uses_goods_) read_stock(route, vol);
        if (takes_room_) lacks_room_ = is_short_of_room(route, vol);
        return true;
    }
    bool read_quota(Index quota) {
        const Work& work = solution_->work(quota);
        limits_.travel = std::min(limits_.travel, in_->quota_max_travel[quota] - work.travel);
        limits_.metres = std::min(limits_.metres, in_->quota_max_m[quota] - work.metres);
        return work.visits + 1 <= in_->quota_max_tasks[quota] &&
               work.service + service_ <= in_->quota_max_service[quota];
    }
    void read_stock(const Route& route, Index vol);
    bool is_short_of_room(const Route& route, Index vol) const;
    bool ranked_span(const Route& route, Index shift, Index vol);

    Time extra_metres(Index mode, Index before, Index place, Index after, bool was_empty) const {
        return in_->travel.metres(mode, before, place) + in_->travel.metres(mode, place, after) -
               (was_empty ? 0 : in_->travel.metres(mode, before, after));
    }

    // Whether there is room for what the task takes on board of the route at this position.
    bool carries(const Route& route, Index vol, Index task, Index position, bool put_down) const {
        for (std::size_t d = 0; d < in_->loads; ++d) {
            const Carried& before = route.carried[(position - 1) * in_->loads + d];
            const Time room = in_->vol_capacity[vol * in_->loads + d];
            const Time brought = in_->task_brought[task * in_->loads + d], load = in_->task_load[task * in_->loads + d];
            if (brought > 0 && before.before + brought > room) return false;
            // What is not put down stays on board; for how long the rest does, the position of its visit says.
            if (load > 0 && (put_down ? before.load : before.after) + load > room) return false;
        }
        return true;
    }
    // Whether what the visit uses up is there.
    bool has_goods(const Route& route, Index position) const {
        return stocked_ || (route.first_reload != kNone && position > route.first_reload);
    }
    // Latest moment to leave for the stop at `next`, taking the breaks between on the spot.
    Time leave_by(const Route& route, Index position, Index next, Time way_out) const {
        Time by = route.stops[next].latest - way_out;
        for (Index i = next; i-- > position;)
            by = in_->latest_start(route.stops[i].task, by - in_->task_service_s[route.stops[i].task]);
        return by;
    }

    // Adds what the start of the visit costs; false if the spot is not worth taking.
    template <class Bar>
    bool weigh_start(Spot& spot, const Route& route, Index position, Bar& bar) const {
        if (in_->has_told && in_->is_moved(visit_, spot.earliest)) spot.cost += in_->weights.moved;
        spot.base = spot.cost;
        if (in_->late_allowed) {
            const Guest guest{visit_, spot.shift, spot.visit_at, spot.earliest, spot.way_out};
            // A spot of a crew is half of a pair, whose start is not known yet; nor is a route's with an errand.
            const bool alone = spot.errands() == 0 && in_->links_of(visit_).empty() &&
                               !in_->is_break(route.stops[position].task);
            spot.cost = alone ? late_->bound_of(guest, spot.base) : late_->half_bound_of(guest, spot.base);
        }
        return spot.cost < bar();
    }

    // kPlain: ways, windows, links and loads are all there is, as in most questions; the rest costs time.
    template <bool kPlain, class Bar, class Take>
    void each_visit(const Route& route, Index shift, Cost pair_cost, Bar& bar, Take& take) {
        const Index vol = in_->shift_vol[shift], mode = in_->vol_mode[vol];
        const Index place = in_->task_place[visit_];
        const Time service = in_->task_service_s[visit_], closes = std::min(in_->last_close(visit_), not_after_);
        const Cost travel_weight = in_->weights.travel;
        const bool has_loads = in_->loads > 0;
        const auto ways = in_->travel.ways(mode, place);
        for (Index at = limits_.low; at <= limits_.high; ++at) {
            const Stop& before = route.stops[at - 1];
            if (before.depart > closes) break;  // departures only grow
            if (blinks_->blink()) continue;
            const Index next = kPlain ? at : solution_->onward_from(shift, at);
            const Stop& after = route.stops[next];
            const Time way_in = ways.from(before.place), way_out = ways.to(after.place);
            const Time extra = way_in + way_out - after.travel_in;
            Cost cost = travel_weight * extra + pair_cost;
            if (cost >= bar() || extra > limits_.travel) continue;
            const Time earliest = in_->earliest_start(visit_, std::max(before.depart + way_in, not_before_));
            const Time leaves_by = kPlain ? after.latest - way_out : leave_by(route, at, next, way_out);
            if (earliest + service > leaves_by || earliest > not_after_) continue;
            if (has_loads && !carries(route, vol, visit_, at, false)) continue;
            if constexpr (!kPlain) {
                if (!has_goods(route, at)) continue;
                if (needs_a_look_ && !bears(route, shift, kNone, at)) continue;
                if (in_->has_metres &&
                    extra_metres(mode, before.place, place, after.place, solution_->stays_home(shift)) > limits_.metres)
                    continue;
                if (is_in_series_ && solution_->clashes(in_->role_need[role_], earliest)) continue;
                if (in_->weights.wait > 0) {
                    const Segment head = joined(route.head[at - 1], way_in, segment_at(earliest));
                    const Segment whole = joined(head, next == at ? way_out : 0, route.tail[at]);
                    cost += in_->weights.wait * added_wait(route, whole, extra, service);
                    if (cost >= bar()) continue;
                }
            }
            Spot spot;
            spot.cost = spot.base = cost;
            spot.earliest = earliest;
            spot.latest = in_->latest_start(visit_, std::min(leaves_by - service, not_after_));
            spot.shift = shift;
            spot.role = role_;
            spot.visit_at = at;
            spot.way_out = next == at ? way_out : 0;
            if (kPlain || weigh_start(spot, route, at, bar)) take(spot);
        }
    }

    // errands.hpp: a pickup, then its visit, in one route.
    template <bool kPlain, class Bar, class Take>
    void each_errand_and_visit(const Route& route, Index shift, Cost pair_cost, Bar& bar, Take& take);
    bool carries_past(const Route& route, Index errand, Index position, Index vol) const;

    // reloads.hpp: the same with a reload, or a reload and a visit.
    struct Attempt;
    struct Walk;
    template <class Bar, class Take>
    void each_spot_with_reload(const Route& route, Index shift, Cost pair_cost, Bar& bar, Take& take);
    template <class Bar, class Take>
    void each_walk(const Round& round, Attempt& attempt, Bar& bar, Take& take);
    template <class Bar, class Take>
    void do_next(std::size_t step, const Walk& walk, const Attempt& attempt, Bar& bar, Take& take);
    template <class Bar, class Take>
    void weigh_round(const Walk& walk, Time way_in, Time extra, const Attempt& attempt, Bar& bar, Take& take);
    bool carry_on(Walk& walk, const Travel::Ways& ways, const Route& route) const;
    bool is_worth_a_reload(const Spot& spot, const Route& route) const;

    // rounds.cpp: what the route would be with the round in it.
    template <class See>
    bool each_stop_with_round(const Route& route, Index without, See see) const;
    bool bears(const Route& route, Index shift, Index errand_gap, Index visit_gap);
    bool walks_round(const Route& route, Index shift) const;
    bool carries_round(const Route& route, Index vol, Index without) const;

    // Linked visits start when their partners expect them.
    Segment segment_at(Time start) const {
        if (!in_->links_of(visit_).empty()) return {in_->task_service_s[visit_], start, start};
        return in_->segment_at(visit_, start);
    }
    Time added_wait(const Route& route, const Segment& whole, Time extra, Time service) const {
        Time before = route.empty() ? 0 : route.head.back().duration;
        if (route.empty() && in_->breaks() > 0)
            for (const Stop& stop : route.stops)
                if (in_->is_break(stop.task)) before += in_->task_service_s[stop.task];
        return whole.duration - before - extra - service;
    }

    const Solution* solution_;
    const Instance* in_;
    const LateTrial* late_;
    Blinks* blinks_;

    // Set by aim().
    Index role_ = kNone, errand_ = kNone, visit_ = kNone;
    Time not_before_ = -kNoLimit, not_after_ = kNoLimit;
    Time service_ = 0;
    bool is_ranked_ = false, is_in_series_ = false, uses_goods_ = false;
    bool takes_room_ = false;  // a way to a depot may be for that
    bool needs_a_look_ = false;  // along the whole route: what is known of its parts does not tell
    // Set by read_limits().
    Limits limits_{};
    bool stocked_ = true;      // the volunteer's own stock is enough
    bool lacks_room_ = false;  // somewhere in the route
    Round round_;
};

}  // namespace redvest

#include "errands.hpp"
#include "reloads.hpp"
