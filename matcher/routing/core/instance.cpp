#include "instance.hpp"

#include <algorithm>
#include <numeric>

namespace redvest {

namespace {

// Neighbours kept per need. Ruins reach tens of needs; beyond a few hundred nothing changes.
constexpr std::size_t kNeighbours = 200;

// Could this shift do the role's tasks if they were all its work? Exact where ways are metric.
bool could_serve_alone(const Instance& in, Index role, Index shift) {
    const Index vol = in.shift_vol[shift], mode = in.vol_mode[vol];
    Index place = in.shift_start_place[shift];
    Time now = in.shift_opens_s[shift], travel_s = 0, metres = 0;
    for (Index task = in.role_task_start[role]; task < in.role_task_start[role + 1]; ++task) {
        const Time way = in.travel.seconds(mode, place, in.task_place[task]);
        if (in.has_metres) metres += in.travel.metres(mode, place, in.task_place[task]);
        travel_s += way;
        now = in.earliest_start(task, now + way);
        if (now >= kNoLimit || in.task_load[task] > in.vol_capacity[vol]) return false;
        now += in.task_service_s[task];
        place = in.task_place[task];
    }
    const Time back = in.travel.seconds(mode, place, in.shift_end_place[shift]);
    if (in.has_metres) metres += in.travel.metres(mode, place, in.shift_end_place[shift]);
    return now + back <= in.shift_closes_s[shift] && travel_s + back <= in.vol_max_travel_s[vol] &&
           metres <= in.vol_max_m[vol];
}

void prune_able(Instance& in) {
    std::vector<std::int64_t> start{0};
    std::size_t kept = 0;
    for (Index role = 0; role < in.roles(); ++role) {
        for (std::int64_t e = in.able_start[role]; e < in.able_start[role + 1]; ++e) {
            const Index vol = in.able_vol[e];
            bool any = false;
            for (Index s = in.vol_shift_start[vol]; s < in.vol_shift_start[vol + 1] && !any; ++s)
                any = could_serve_alone(in, role, s);
            if (!any) continue;
            in.able_vol[kept] = vol;
            in.able_cost[kept++] = in.able_cost[e];
        }
        start.push_back(static_cast<std::int64_t>(kept));
    }
    in.able_vol.resize(kept);
    in.able_cost.resize(kept);
    in.able_start = std::move(start);
}

void index_roles_by_volunteer(Instance& in) {
    in.vol_role_start.assign(in.volunteers() + 1, 0);
    for (const Index vol : in.able_vol) ++in.vol_role_start[vol + 1];
    std::partial_sum(in.vol_role_start.begin(), in.vol_role_start.end(), in.vol_role_start.begin());
    in.vol_role.resize(in.able_vol.size());
    std::vector<std::int64_t> next(in.vol_role_start.begin(), in.vol_role_start.end() - 1);
    for (Index role = 0; role < in.roles(); ++role)
        for (std::int64_t e = in.able_start[role]; e < in.able_start[role + 1]; ++e)
            in.vol_role[next[in.able_vol[e]]++] = role;
}

void find_neighbours(Instance& in) {
    const Index needs = in.needs();
    in.neighbours.resize(needs);
    const std::size_t kept = std::min<std::size_t>(kNeighbours, needs);
    std::vector<std::pair<Time, Index>> near(needs);
    for (Index a = 0; a < needs; ++a) {
        const auto ways = in.travel.ways(0, in.task_place[in.visit_of(in.need_role_start[a])]);
        for (Index b = 0; b < needs; ++b)
            near[b] = {b == a ? -1 : ways.to(in.task_place[in.visit_of(in.need_role_start[b])]), b};
        std::partial_sort(near.begin(), near.begin() + kept, near.end());
        in.neighbours[a].resize(kept);
        for (std::size_t k = 0; k < kept; ++k) in.neighbours[a][k] = near[k].second;
    }
}

bool is_twin(const Instance& in, Index role, Index other) {
    const auto able = [&](Index r) {
        return std::make_pair(in.able_vol.begin() + in.able_start[r], in.able_vol.begin() + in.able_start[r + 1]);
    };
    const auto [first, last] = able(role);
    const auto [other_first, other_last] = able(other);
    const auto costs = in.able_cost.begin();
    const Index task = in.visit_of(role), other_task = in.visit_of(other);
    const auto windows = in.window_start[task + 1] - in.window_start[task];
    bool same = in.role_size(role) == 1 && in.role_size(other) == 1 &&
                in.task_place[task] == in.task_place[other_task] &&
                in.task_service_s[task] == in.task_service_s[other_task] && in.task_load[task] == 0 &&
                in.task_load[other_task] == 0 && in.task_rank[task] < 0 && in.task_rank[other_task] < 0 &&
                windows == in.window_start[other_task + 1] - in.window_start[other_task] &&
                std::equal(first, last, other_first, other_last) &&
                std::equal(costs + in.able_start[role], costs + in.able_start[role + 1], costs + in.able_start[other]);
    for (Index w = 0; same && w < windows; ++w)
        same = in.window_opens_s[in.window_start[task] + w] == in.window_opens_s[in.window_start[other_task] + w] &&
               in.window_closes_s[in.window_start[task] + w] == in.window_closes_s[in.window_start[other_task] + w];
    return same;
}

}  // namespace

void Instance::prepare() {
    vol_shift_start.assign(volunteers() + 1, 0);
    for (const Index vol : shift_vol) ++vol_shift_start[vol + 1];
    std::partial_sum(vol_shift_start.begin(), vol_shift_start.end(), vol_shift_start.begin());

    role_need.resize(roles());
    for (Index need = 0; need < needs(); ++need)
        for (Index role = need_role_start[need]; role < need_role_start[need + 1]; ++role) role_need[role] = need;
    task_role.resize(tasks());
    for (Index role = 0; role < roles(); ++role)
        for (Index task = role_task_start[role]; task < role_task_start[role + 1]; ++task) task_role[task] = role;

    task_link.assign(tasks(), {});
    for (std::size_t k = 0; k < link_first.size(); ++k) {
        task_link[link_first[k]] = {link_second[k], link_min_s[k], link_max_s[k]};
        task_link[link_second[k]] = {link_first[k], -link_max_s[k], -link_min_s[k]};
    }
    has_loads = std::any_of(task_load.begin(), task_load.end(), [](Index load) { return load != 0; });
    has_metres = std::any_of(vol_max_m.begin(), vol_max_m.end(), [](Time m) { return m < kNoLimit; });

    if (travel.is_metric()) prune_able(*this);
    role_is_twin.assign(roles(), 0);
    for (Index role = 1; role < roles(); ++role)
        role_is_twin[role] = role_need[role] == role_need[role - 1] && is_twin(*this, role, role - 1);
    index_roles_by_volunteer(*this);
    find_neighbours(*this);
}

}  // namespace redvest
