// The problem as the search reads it: the arrays of matcher/problem.py and what follows from them.
#pragma once

#include <algorithm>
#include <vector>

#include "travel.hpp"

namespace redvest {

// Seen from one task: start[partner] - start[task] lies in [min, max].
struct TaskLink {
    Index partner = kNone;
    Time min = 0;
    Time max = 0;
};

struct Weights {
    Cost unmet = 1;
    Cost travel = 1;
    Cost late_sum = 0;
    Cost late_max = 0;
    bool lexicographic = true;  // priority first, whatever it costs; else the least weighted sum
};

struct Instance {
    Travel travel;

    std::vector<Index> vol_mode;
    std::vector<Time> vol_max_travel_s, vol_max_m, vol_max_tasks, vol_max_service_s, vol_capacity;

    std::vector<Index> shift_vol, shift_start_place, shift_end_place, shift_class;
    std::vector<Time> shift_opens_s, shift_closes_s;

    std::vector<Cost> need_priority;
    std::vector<Index> need_role_start, role_task_start;
    std::vector<std::int64_t> able_start;
    std::vector<Index> able_vol, able_cost;

    std::vector<Index> task_place, task_load, task_rank;
    std::vector<Time> task_service_s;
    std::vector<Index> window_start;
    std::vector<Time> window_opens_s, window_closes_s;
    std::vector<Index> link_first, link_second;
    std::vector<Time> link_min_s, link_max_s;

    Weights weights;
    bool late_allowed = false;

    // Derived by prepare().
    std::vector<Index> vol_shift_start;          // (V+1,) volunteer -> its shifts
    std::vector<Index> role_need, task_role;     // (R,), (T,)
    std::vector<TaskLink> task_link;             // (T,)
    std::vector<char> role_is_twin;              // (R,) asks exactly what the role before it in the crew asks
    std::vector<std::int64_t> vol_role_start;    // (V+1,) volunteer -> roles it may take
    std::vector<Index> vol_role;
    std::vector<std::vector<Index>> neighbours;  // need -> nearest needs, itself first
    bool has_loads = false;
    bool has_metres = false;

    Index shifts() const { return static_cast<Index>(shift_vol.size()); }
    Index volunteers() const { return static_cast<Index>(vol_mode.size()); }
    Index needs() const { return static_cast<Index>(need_priority.size()); }
    Index roles() const { return static_cast<Index>(role_task_start.size()) - 1; }
    Index tasks() const { return static_cast<Index>(task_place.size()); }

    Index role_size(Index role) const { return role_task_start[role + 1] - role_task_start[role]; }
    Index crew_size(Index need) const { return need_role_start[need + 1] - need_role_start[need]; }
    // The visit of a role: its last task, after a pickup if there is one.
    Index visit_of(Index role) const { return role_task_start[role + 1] - 1; }

    // Cost of this volunteer in this role, who must be able.
    Cost pair_cost(Index role, Index vol) const {
        const auto first = able_vol.begin() + able_start[role], last = able_vol.begin() + able_start[role + 1];
        return able_cost[std::lower_bound(first, last, vol) - able_vol.begin()];
    }

    // Earliest start of service on or after `arrives`; kNoLimit if there is none.
    Time earliest_start(Index task, Time arrives) const {
        const Index first = window_start[task], last = window_start[task + 1];
        for (Index w = first; w < last; ++w)
            if (arrives <= window_closes_s[w] || late_allowed)
                return arrives > window_opens_s[w] ? arrives : window_opens_s[w];
        return kNoLimit;
    }

    // Latest start of service on or before `bound`; -kNoLimit if there is none.
    Time latest_start(Index task, Time bound) const {
        const Index first = window_start[task];
        for (Index w = window_start[task + 1]; w-- > first;)
            if (bound >= window_opens_s[w]) return bound < window_closes_s[w] ? bound : window_closes_s[w];
        return -kNoLimit;
    }

    Time last_close(Index task) const { return window_closes_s[window_start[task + 1] - 1]; }
    Time late(Index task, Time start) const {
        const Time over = start - last_close(task);
        return over > 0 ? over : 0;
    }

    // Works out the derived members; drops able pairs that no shift of the volunteer could serve alone.
    void prepare();
};

}  // namespace redvest
