// Routes with their schedule: every service as early as the rules allow, and how late it could be.
//
// Linked tasks lie in different routes; a start moves its partner's. Starts are the least fixed point of
// the constraints, so both lateness and feasibility are exact for the given orders.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "route.hpp"

namespace redvest {

// What counts for a quota; its limits bind these sums.
struct Work {
    Time travel = 0;
    Time metres = 0;
    Time service = 0;
    Time visits = 0;
};

struct Totals {
    Cost unmet = 0;  // priority
    Cost travel = 0;
    Cost late_sum = 0;
    Cost pair_cost = 0;
    Cost wait = 0;
    Cost moved = 0;
    Cost balance = 0;
    Time stops = 0;  // tasks in routes
    Time busy = 0;   // shifts with tasks
};

// Smaller is better. `first` is what is compared first: unmet priority, or its sum with the cost.
struct Score {
    Cost first = 0;
    Cost unmet = 0;
    Cost cost = 0;
    bool operator<(const Score& other) const {
        return first != other.first ? first < other.first : cost < other.cost;
    }
};

class Solution {
public:
    explicit Solution(const Instance& instance);

    const Instance& instance() const { return *in_; }
    const Route& route(Index shift) const { return routes_[shift]; }
    const Work& work(Index quota) const { return work_[quota]; }
    Time visit_service(Index vol) const { return visit_service_[vol]; }
    const Totals& totals() const { return totals_; }
    bool is_placed(Index task) const { return route_of_[task] != kNone; }
    Index route_of(Index task) const { return route_of_[task]; }
    Index position_of(Index task) const { return position_of_[task]; }
    const Stop& stop_of(Index task) const { return routes_[route_of_[task]].stops[position_of_[task]]; }
    // Its stop, null while it is in no route.
    const Stop* find(Index task) const {
        const Index shift = route_of_[task];
        return shift == kNone ? nullptr : &routes_[shift].stops[position_of_[task]];
    }
    // The first stop from here on that is somewhere of its own: breaks are wherever the volunteer is.
    Index onward_from(Index shift, Index position) const {
        while (in_->is_break(routes_[shift].stops[position].task)) ++position;
        return position;
    }
    // Who serves the role; kNone if nobody does.
    Index volunteer_of(Index role) const {
        const Index shift = route_of_[in_->visit_of(role)];
        return shift == kNone ? kNone : in_->shift_vol[shift];
    }
    bool is_served(Index need) const { return absent_at_[need] == kNone; }
    const std::vector<Index>& absent() const { return absent_; }

    // An idle volunteer does, and has no way to the end then; unless they are out already.
    bool stays_home(Index shift) const { return routes_[shift].empty() && !in_->shift_out[shift]; }

    Time late_max() const;
    Cost cost() const;  // weighted, without the unmet needs
    Score score() const {
        const Cost cost = this->cost(), unmet = totals_.unmet;
        return {in_->weights.lexicographic ? unmet : in_->weights.unmet * unmet + cost, unmet, cost};
    }

    // The first empty shift of each class stands for the others.
    bool is_spare_twin(Index shift) const;
    // Out of use, or another chain's to change.
    bool is_closed(Index shift) const { return closed_[shift]; }
    // Leaves a shift, or a need nobody serves, to another chain until the next load().
    void lend(Index shift) { closed_[shift] = 1; }
    void lend_need(Index need) { lent_[need] = 1; }
    bool is_lent(Index need) const { return lent_[need]; }
    // Served in a shift that is not to be changed.
    bool is_held(Index need) const {
        for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
            if (const Index shift = route_of_[in_->visit_of(role)]; shift != kNone && closed_[shift]) return true;
        return false;
    }
    // Whether a visit of the need on this day would be too near another of its series.
    bool clashes(Index need, Time start) const;

    // One stop before the one at `position`; schedules are stale until settle() or refresh().
    void insert(Index task, Index shift, Index position);
    // Its roles have all found a place.
    void serve(Index need);
    // The tasks of one role, or of all roles of a served need. Their routes are stale until refresh().
    void take_out(Index role);
    void remove(Index need);
    // Whether the route carries no more than it can and uses up no more than it has.
    bool holds(Index shift);
    // Takes out one reload.
    void take_out_reload(Index shift, Index position) { erase(shift, position); }
    // Takes out reloads that the route can do without; it is stale then.
    void drop_spare_reloads(Index shift);

    // Takes a shift out of use, with all it does; false as refresh(). Its use is not given back by rollback().
    bool close(Index shift);
    bool keeps_quotas(Index shift) const;
    // Whether the role may go to this volunteer beside those who have a part in it already.
    bool suits(Index role, Index vol) const;

    // Whether the rules that bind volunteers and crews hold, and those that bind routes but for their schedule.
    bool is_sound_crew(Index need) const;
    bool is_sound(Index shift);

    // These routes instead of the present ones. What breaks a rule is left out, whole needs.
    void load(const std::vector<std::vector<Index>>& stops_by_shift);

    // After insertions at these places: starts mostly grow and latest starts shrink. False if the
    // constraints cannot be met; the schedule is then broken until the tasks are removed and refreshed.
    bool settle(const std::vector<std::pair<Index, Index>>& route_positions);
    // Schedules of these routes, and of those linked to them, from nothing. False if the constraints cannot be
    // met: where ways break the triangle inequality, a break or a series moves, even less work may not fit.
    bool refresh(const std::vector<Index>& shifts);

    // The stop by itself, in the window that it is served in; a linked one starts when its partner expects it.
    Segment segment_of(const Stop& stop) const;
    // When the stops of a route are served: as early as can be, or where waiting costs, leaving as late as
    // loses nothing.
    std::vector<Time> starts_of(Index shift) const;

    // Everything since checkpoint() can be undone by rollback(); touched() lists the routes changed.
    void checkpoint();
    void rollback();
    const std::vector<Index>& touched() const { return touched_; }

private:
    struct Place {
        Index route;
        Index position;
    };

    void touch(Index shift);
    // The stops from here to the next that is somewhere of its own: places, ways and their sums.
    struct Leg {
        Time travel;
        Time metres;
    };
    Leg leg_after(Index shift, Index position) const;
    Leg lay(Index shift, Index position);
    void account(Index shift, Index task, int sign, Leg change);
    void erase(Index shift, Index position);
    void untime_partners(Index task);
    void reindex(Index shift, Index from);
    void unweigh(Index shift);
    void weigh_all();
    void use_up(Index shift);
    template <bool kReloads>
    void weigh(Index shift);
    void time_through(Index shift);
    void time_all(const std::vector<Index>& shifts);
    void clear();
    std::vector<Index> with_breaks(Index shift, const std::vector<Index>& given) const;
    bool lay_out(const std::vector<std::vector<Index>>& given);

    void set_served(Index need, bool served, Cost pair_cost);
    bool push_starts();
    bool move(Index shift, Stop& stop, Time start);
    bool pull_latest();
    void pull_harmless();
    void sweep(Index shift);
    void forget_swept();
    void close_over_links();

    const Instance* in_;
    std::vector<Route> routes_;
    std::vector<Work> work_;                     // by quota
    std::vector<Time> visit_service_;            // by volunteer
    std::vector<Index> route_of_, position_of_;  // by task and break
    std::vector<Index> absent_, absent_at_;      // needs nobody serves; need -> its place in that list
    std::vector<Cost> pair_cost_;                // by need
    std::vector<char> closed_;                   // by shift
    std::vector<char> lent_;                     // by need
    Totals totals_;

    std::vector<Index> unweighed_;  // routes whose loads are stale
    std::vector<Index> untimed_;    // routes whose time through is
    std::vector<Index> unlinked_;   // routes that have lost a link
    std::vector<Place> queue_;      // schedule propagation
    std::vector<Index> swept_, closure_;         // routes whose schedule moved; with those linked to them
    std::vector<char> is_swept_, in_closure_;
    bool has_shrunk_ = false;  // some start came to be earlier, or could

    std::vector<Index> touched_;
    std::vector<char> is_touched_;
    std::vector<Route> saved_;
    std::vector<std::pair<Index, Cost>> toggled_;  // need, pair cost before
    Totals saved_totals_;
};

}  // namespace redvest
