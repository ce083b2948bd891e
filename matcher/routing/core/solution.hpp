// Routes with their schedule: every service as early as the rules allow, and how late it could be.
//
// Linked tasks lie in different routes; a start moves its partner's. Starts are the least fixed point of
// the constraints, so both lateness and feasibility are exact for the given orders.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "instance.hpp"

namespace redvest {

struct Stop {
    Index task = kNone;  // kNone at both ends of a route
    Index place = kNone;
    Time travel_in = 0;       // from the stop before
    Time start = -kNoLimit;   // service; -kNoLimit while unknown
    Time depart = -kNoLimit;  // start + service
    Time latest = kNoLimit;   // latest start that everything after still bears; kNoLimit while unknown
    Time load = 0;            // on board after this stop
    Time peak = 0;            // most on board from this stop to the end
};

struct Route {
    std::vector<Stop> stops;  // start place, tasks, end place
    Time travel = 0;
    Time metres = 0;
    Time service = 0;
    Time late_max = 0;
    Index visits = 0;
    Index linked = 0;  // tasks with a partner

    bool empty() const { return stops.size() == 2; }
};

// What a volunteer does over all shifts; the limits bind these sums.
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
    const Work& work(Index vol) const { return work_[vol]; }
    const Totals& totals() const { return totals_; }
    bool is_placed(Index task) const { return route_of_[task] != kNone; }
    Index route_of(Index task) const { return route_of_[task]; }
    Index position_of(Index task) const { return position_of_[task]; }
    const Stop& stop_of(Index task) const { return routes_[route_of_[task]].stops[position_of_[task]]; }
    bool is_served(Index need) const { return absent_at_[need] == kNone; }
    const std::vector<Index>& absent() const { return absent_; }

    Time late_max() const;
    Cost cost() const;  // weighted, without the unmet needs
    Score score() const {
        const Cost cost = this->cost(), unmet = totals_.unmet;
        return {in_->weights.lexicographic ? unmet : in_->weights.unmet * unmet + cost, unmet, cost};
    }

    // The first empty shift of each class stands for the others.
    bool is_spare_twin(Index shift) const;
    bool is_closed(Index shift) const { return closed_[shift]; }

    // One task before the stop at `position`; schedules are stale until settle() or refresh().
    void insert(Index task, Index shift, Index position);
    void set_served(Index need, bool served, Cost pair_cost);
    // All tasks of a served need. Its routes are stale until refresh().
    void remove(Index need);

    // Takes a shift out of use, with all it does. Not undone by rollback().
    void close(Index shift);
    // These routes instead of the present ones; they must be feasible.
    void load(const std::vector<std::vector<Index>>& tasks_by_shift);

    // After insertions at these places: starts only grow and latest starts only shrink. False if the
    // constraints cannot be met; the schedule is then broken until the tasks are removed and refreshed.
    bool settle(const std::vector<std::pair<Index, Index>>& route_positions);
    // Schedules of these routes, and of those linked to them, from nothing.
    bool refresh(const std::vector<Index>& shifts);

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
    void reindex(Index shift, Index from);
    void weigh(Index shift);
    bool push_starts();
    bool pull_latest();
    bool relax_latest();
    Time last_harmless_start(const Stop& stop, Time bound) const;
    bool has_partner(Index task) const {
        const Index partner = in_->task_link[task].partner;
        return partner != kNone && route_of_[partner] != kNone;
    }

    const Instance* in_;
    std::vector<Route> routes_;
    std::vector<Work> work_;
    std::vector<Index> route_of_, position_of_;  // by task
    std::vector<Index> absent_, absent_at_;      // needs nobody serves; need -> its place in that list
    std::vector<Cost> pair_cost_;                // by need
    std::vector<char> closed_;                   // by shift
    Totals totals_;

    std::vector<Place> queue_;  // schedule propagation
    std::vector<Index> closure_;
    std::vector<char> in_closure_;

    std::vector<Index> touched_;
    std::vector<char> is_touched_;
    std::vector<Route> saved_;
    std::vector<std::pair<Index, Cost>> toggled_;  // need, pair cost before
    Totals saved_totals_;
};

}  // namespace redvest
