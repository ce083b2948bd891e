// The problem as the search reads it: the arrays of matcher/problem.py and what follows from them.
#pragma once

#include <algorithm>
#include <vector>

#include "segment.hpp"
#include "travel.hpp"

namespace redvest {

// Seen from one task: start[partner] - start[task] lies in [min, max].
struct TaskLink {
    Index partner = kNone;
    Time min = 0;
    Time max = 0;
};

// A slice of one of the arrays.
template <class T>
struct Slice {
    const T* first;
    const T* last;
    const T* begin() const { return first; }
    const T* end() const { return last; }
    bool empty() const { return first == last; }
    std::size_t size() const { return static_cast<std::size_t>(last - first); }
};

struct Weights {
    Cost unmet = 1;
    Cost travel = 1;
    Cost late_sum = 0;
    Cost late_max = 0;
    Cost wait = 0;
    Cost moved = 0;
    Cost balance_permille = 0;
    bool lexicographic = true;  // priority first, whatever it costs; else the least weighted sum
};

struct Instance {
    Travel travel;

    std::vector<Index> vol_mode, vol_guardian;
    std::vector<Time> vol_capacity, vol_stock, vol_given;  // the first two by dimension and good
    std::vector<Time> quota_max_travel, quota_max_m, quota_max_tasks, quota_max_service;

    std::vector<Index> shift_vol, shift_quota, shift_second_quota, shift_start_place, shift_end_place, shift_class,
        shift_out;
    std::vector<Time> shift_opens_s, shift_closes_s;
    std::vector<Index> break_shift, depot_place, good_kept;
    std::vector<Time> break_opens_s, break_closes_s, break_lasts_s, depot_service_s;

    std::vector<Cost> need_priority;
    std::vector<Index> need_series, need_role_start, role_crew, role_hand, role_task_start;
    std::vector<Time> series_spacing;
    std::vector<std::int64_t> able_start;
    std::vector<Index> able_vol, able_cost;

    std::vector<Time> task_load, task_brought, task_goods;  // by dimension and good
    std::vector<Index> link_first, link_second;
    std::vector<Time> link_min_s, link_max_s;

    // What a stop of a route can be: the T tasks, then the breaks, then the depots; prepare() adds the last two.
    std::vector<Index> task_place, task_rank;  // a break is wherever the volunteer is: kNone
    std::vector<Time> task_service_s, task_due, task_told_to;
    std::vector<Index> window_start;
    std::vector<Time> window_opens_s, window_closes_s;

    Weights weights;

    // Derived by prepare().
    Index task_count = 0, break_count = 0;
    std::vector<Index> vol_shift_start;          // (V+1,) volunteer -> its shifts
    std::vector<Index> shift_break_start;        // (S+1,) shift -> its breaks
    std::vector<Index> role_need, task_role;     // (R,), (T + B + K,) kNone where nobody asked for the stop
    std::vector<Index> link_start;               // (T + B + K + 1,) stop -> its links
    std::vector<TaskLink> links;
    std::vector<char> need_is_pair;              // (N,) one crew of two, tied to nothing else
    std::vector<char> role_is_twin;              // (R,) asks exactly what the role before it in the crew asks
    std::vector<std::int64_t> vol_role_start;    // (V+1,) volunteer -> roles it may take
    std::vector<Index> vol_role;
    std::vector<std::vector<Index>> hand_roles;  // hand -> its roles
    std::vector<std::vector<Index>> series_needs;
    std::vector<std::vector<Index>> neighbours;  // need -> nearest needs, itself first
    std::vector<std::vector<Index>> near_vols;   // role -> nearest of many able, by way from the start; else empty
    Cost hopeless_priority = 0;                  // of needs that no shift could serve, were they all its work
    Time detour_slack = 0;                       // by how much a detour may be shorter than the direct way
    std::size_t loads = 0, goods = 0;            // dimensions that matter
    bool late_allowed = false, has_metres = false, has_told = false, has_deadlines = false;
    bool has_plain_spots = false;  // ways, windows, links and loads are all that an insertion looks at

    Index shifts() const { return static_cast<Index>(shift_vol.size()); }
    Index volunteers() const { return static_cast<Index>(vol_mode.size()); }
    Index needs() const { return static_cast<Index>(need_priority.size()); }
    Index roles() const { return static_cast<Index>(role_task_start.size()) - 1; }
    Index tasks() const { return task_count; }
    Index breaks() const { return break_count; }
    Index depots() const { return static_cast<Index>(depot_place.size()); }

    bool is_task(Index stop) const { return stop >= 0 && stop < tasks(); }
    bool is_break(Index stop) const { return stop >= tasks() && stop < tasks() + breaks(); }
    bool is_reload(Index stop) const { return stop >= tasks() + breaks(); }
    Index reload_at(Index depot) const { return tasks() + breaks() + depot; }

    Index role_size(Index role) const { return role_task_start[role + 1] - role_task_start[role]; }
    Index crew_size(Index need) const { return need_role_start[need + 1] - need_role_start[need]; }
    // The visit of a role: its last task, after a pickup if there is one.
    Index visit_of(Index role) const { return role_task_start[role + 1] - 1; }
    Slice<TaskLink> links_of(Index stop) const {
        return {links.data() + link_start[stop], links.data() + link_start[stop + 1]};
    }

    // On board from the start of the route: what a visit puts down that nothing fetched.
    Time aboard(Index task, std::size_t d) const {
        const Time load = task_load[task * loads + d];
        return load < 0 && role_size(task_role[task]) == 1 ? -load : 0;
    }
    // The change of load that a reload leaves as it is: of what was fetched, or was on board from the start.
    Time lasting(Index task, std::size_t d) const {
        const Time load = task_load[task * loads + d];
        return load < 0 || role_size(task_role[task]) == 2 ? load : 0;
    }

    bool is_able(Index role, Index vol) const { return able_at(role, vol) >= 0; }
    // Row of the pair, -1 if the volunteer is not able.
    std::int64_t able_at(Index role, Index vol) const {
        const auto first = able_vol.begin() + able_start[role], last = able_vol.begin() + able_start[role + 1];
        const auto found = std::lower_bound(first, last, vol);
        return found == last || *found != vol ? -1 : found - able_vol.begin();
    }

    // Earliest start of service on or after `arrives`; kNoLimit if there is none.
    Time earliest_start(Index stop, Time arrives) const {
        const Index first = window_start[stop], last = window_start[stop + 1];
        for (Index w = first; w < last; ++w)
            if (arrives <= window_closes_s[w]) return arrives > window_opens_s[w] ? arrives : window_opens_s[w];
        return kNoLimit;
    }

    // Latest start of service on or before `bound`; -kNoLimit if there is none.
    Time latest_start(Index stop, Time bound) const {
        const Index first = window_start[stop];
        for (Index w = window_start[stop + 1]; w-- > first;)
            if (bound >= window_opens_s[w]) return bound < window_closes_s[w] ? bound : window_closes_s[w];
        return -kNoLimit;
    }

    Time last_close(Index stop) const { return window_closes_s[window_start[stop + 1] - 1]; }
    // When the visit should have started.
    Time deadline(Index stop) const { return std::min(last_close(stop), task_due[stop]); }
    Time late(Index stop, Time start) const {
        const Time over = start - task_due[stop];
        return over > 0 ? over : 0;
    }
    bool is_moved(Index stop, Time start) const { return start > task_told_to[stop]; }
    // The stop by itself, in the window of this start; it may start later as far as that changes nothing.
    Segment segment_at(Index stop, Time start) const {
        for (Index w = window_start[stop]; w < window_start[stop + 1]; ++w)
            if (start <= window_closes_s[w]) {
                Time latest = std::min(window_closes_s[w], std::max(start, task_due[stop]));
                if (!is_moved(stop, start)) latest = std::min(latest, task_told_to[stop]);
                return {task_service_s[stop], window_opens_s[w], latest};
            }
        return {task_service_s[stop], start, start};
    }
    // What so much service of one volunteer costs where load is balanced, more than serving none.
    Cost balance(Index vol, Time service) const;

    // Works out the derived members; drops able pairs that no shift of the volunteer could serve alone.
    void prepare();
};

}  // namespace redvest
