#include "instance.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "neighbours.hpp"
#include "rng.hpp"

namespace redvest {

namespace {

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
        if (now >= kNoLimit) return false;
        for (std::size_t d = 0; d < in.loads; ++d)
            if (std::max(std::abs(in.task_load[task * in.loads + d]), in.task_brought[task * in.loads + d]) >
                in.vol_capacity[vol * in.loads + d])
                return false;
        now += in.task_service_s[task];
        place = in.task_place[task];
    }
    const Time back = in.travel.seconds(mode, place, in.shift_end_place[shift]);
    if (in.has_metres) metres += in.travel.metres(mode, place, in.shift_end_place[shift]);
    const Index quota = in.shift_quota[shift];
    return now + back <= in.shift_closes_s[shift] && travel_s + back <= in.quota_max_travel[quota] &&
           metres <= in.quota_max_m[quota];
}

void prune_able(Instance& in) {
    std::vector<std::int64_t> start{0};
    std::size_t kept = 0;
    for (Index role = 0; role < in.roles(); ++role) {
        const bool is_alone = (role == 0 || in.role_crew[role - 1] != in.role_crew[role]) &&
                              (role + 1 == in.roles() || in.role_crew[role + 1] != in.role_crew[role]);
        for (std::int64_t e = in.able_start[role]; e < in.able_start[role + 1]; ++e) {
            const Index vol = in.able_vol[e];
            // A minor goes only along with somebody.
            bool any = !in.travel.is_metric();
            for (Index s = in.vol_shift_start[vol]; s < in.vol_shift_start[vol + 1] && !any; ++s)
                any = could_serve_alone(in, role, s);
            if (!any || (is_alone && in.vol_guardian[vol] >= 0)) continue;
            in.able_vol[kept] = vol;
            in.able_cost[kept++] = in.able_cost[e];
        }
        start.push_back(static_cast<std::int64_t>(kept));
    }
    in.able_vol.resize(kept);
    in.able_cost.resize(kept);
    in.able_start = std::move(start);
}

bool is_hopeless(const Instance& in, Index role) {
    for (std::int64_t e = in.able_start[role]; e < in.able_start[role + 1]; ++e)
        for (Index s = in.vol_shift_start[in.able_vol[e]]; s < in.vol_shift_start[in.able_vol[e] + 1]; ++s)
            if (could_serve_alone(in, role, s)) return false;
    return true;
}

Cost find_hopeless_priority(const Instance& in) {
    Cost sum = 0;
    for (Index need = 0; need < in.needs(); ++need) {
        bool hopeless = false;
        for (Index role = in.need_role_start[need]; role < in.need_role_start[need + 1]; ++role)
            hopeless = hopeless || is_hopeless(in, role);
        if (hopeless) sum += in.need_priority[need];
    }
    return sum;
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

bool is_twin(const Instance& in, Index role, Index other) {
    const auto able = [&](Index r) {
        return std::make_pair(in.able_vol.begin() + in.able_start[r], in.able_vol.begin() + in.able_start[r + 1]);
    };
    const auto [first, last] = able(role);
    const auto [other_first, other_last] = able(other);
    const auto costs = in.able_cost.begin();
    const Index task = in.visit_of(role), other_task = in.visit_of(other);
    const auto windows = in.window_start[task + 1] - in.window_start[task];
    const auto is_plain = [&](Index r, Index t) {
        for (std::size_t d = 0; d < in.loads; ++d)
            if (in.task_load[t * in.loads + d] != 0 || in.task_brought[t * in.loads + d] != 0) return false;
        for (std::size_t g = 0; g < in.goods; ++g)
            if (in.task_goods[t * in.goods + g] != 0) return false;
        return in.role_size(r) == 1 && in.role_hand[r] < 0 && in.task_rank[t] < 0;
    };
    bool same = is_plain(role, task) && is_plain(other, other_task) &&
                in.task_place[task] == in.task_place[other_task] &&
                in.task_service_s[task] == in.task_service_s[other_task] &&
                in.task_due[task] == in.task_due[other_task] &&
                in.task_told_to[task] == in.task_told_to[other_task] &&
                windows == in.window_start[other_task + 1] - in.window_start[other_task] &&
                std::equal(first, last, other_first, other_last) &&
                std::equal(costs + in.able_start[role], costs + in.able_start[role + 1], costs + in.able_start[other]);
    for (Index w = 0; same && w < windows; ++w)
        same = in.window_opens_s[in.window_start[task] + w] == in.window_opens_s[in.window_start[other_task] + w] &&
               in.window_closes_s[in.window_start[task] + w] == in.window_closes_s[in.window_start[other_task] + w];
    return same;
}

// Breaks and depots become stops after the tasks.
void add_stops(Instance& in) {
    const auto add = [&in](Index place, Time service, Time opens, Time closes) {
        in.task_place.push_back(place);
        in.task_rank.push_back(kNone);
        in.task_service_s.push_back(service);
        in.task_due.push_back(kNoLimit);
        in.task_told_to.push_back(kNoLimit);
        in.window_opens_s.push_back(opens);
        in.window_closes_s.push_back(closes);
        in.window_start.push_back(static_cast<Index>(in.window_opens_s.size()));
    };
    for (Index b = 0; b < in.breaks(); ++b)
        add(kNone, in.break_lasts_s[b], in.break_opens_s[b], in.break_closes_s[b]);
    for (Index k = 0; k < in.depots(); ++k) add(in.depot_place[k], in.depot_service_s[k], 0, kNoLimit);
}

void index_links(Instance& in) {
    const std::size_t stops = in.task_place.size();
    in.link_start.assign(stops + 1, 0);
    for (std::size_t k = 0; k < in.link_first.size(); ++k) {
        ++in.link_start[in.link_first[k] + 1];
        ++in.link_start[in.link_second[k] + 1];
    }
    std::partial_sum(in.link_start.begin(), in.link_start.end(), in.link_start.begin());
    in.links.resize(2 * in.link_first.size());
    std::vector<Index> next(in.link_start.begin(), in.link_start.end() - 1);
    for (std::size_t k = 0; k < in.link_first.size(); ++k) {
        in.links[next[in.link_first[k]]++] = {in.link_second[k], in.link_min_s[k], in.link_max_s[k]};
        in.links[next[in.link_second[k]]++] = {in.link_first[k], -in.link_max_s[k], -in.link_min_s[k]};
    }
}

// Where nobody reloads, what is on board from the start is all the same.
void bring_what_is_aboard(Instance& in) {
    for (Index task = 0; task < in.tasks(); ++task)
        for (std::size_t d = 0; d < in.loads; ++d)
            if (const Time aboard = in.aboard(task, d); aboard > 0) {
                in.task_brought[task * in.loads + d] += aboard;
                in.task_load[task * in.loads + d] = 0;
            }
}

// Two roles of one crew, tied by one link to each other and by nothing to others.
bool is_pair(const Instance& in, Index need) {
    const Index role = in.need_role_start[need];
    if (in.crew_size(need) != 2 || in.role_crew[role] != in.role_crew[role + 1]) return false;
    const auto one = in.links_of(in.visit_of(role)), other = in.links_of(in.visit_of(role + 1));
    return one.size() == 1 && other.size() == 1 && one.begin()->partner == in.visit_of(role + 1) &&
           in.role_hand[role] < 0 && in.role_hand[role + 1] < 0 && in.need_series[need] < 0;
}

void group(std::vector<std::vector<Index>>& members, const std::vector<Index>& of) {
    for (Index k = 0; k < static_cast<Index>(of.size()); ++k) {
        if (of[k] < 0) continue;
        if (of[k] >= static_cast<Index>(members.size())) members.resize(of[k] + 1);
        members[of[k]].push_back(k);
    }
}

// The worst break of the triangle inequality among many detours.
Time find_detour_slack(const Instance& in) {
    if (in.travel.is_metric() || in.travel.places() < 3) return 0;
    constexpr int kDetours = 100'000;
    const auto places = static_cast<std::uint32_t>(in.travel.places());
    Rng rng(1);
    Time worst = 0;
    for (int k = 0; k < kDetours; ++k) {
        const auto a = static_cast<Index>(rng.below(places)), b = static_cast<Index>(rng.below(places)),
                   c = static_cast<Index>(rng.below(places));
        worst = std::max(worst, in.travel.seconds(0, a, c) - in.travel.seconds(0, a, b) - in.travel.seconds(0, b, c));
    }
    return worst;
}

bool any_other_than(const std::vector<Time>& values, Time plain) {
    return std::any_of(values.begin(), values.end(), [plain](Time value) { return value != plain; });
}

}  // namespace

Cost Instance::balance(Index vol, Time service) const {
    constexpr Cost kEightHours = 28'800;  // matcher.problem.EIGHT_HOURS
    const Time given = vol_given[vol], all = given + service;
    const auto cost = [this](Time s) { return weights.balance_permille * s * s / (1000 * kEightHours); };
    return cost(all) - cost(given);
}

void Instance::prepare() {
    task_count = role_task_start.back();
    break_count = static_cast<Index>(break_shift.size());
    vol_shift_start.assign(volunteers() + 1, 0);
    for (const Index vol : shift_vol) ++vol_shift_start[vol + 1];
    std::partial_sum(vol_shift_start.begin(), vol_shift_start.end(), vol_shift_start.begin());
    shift_break_start.assign(shifts() + 1, 0);
    for (const Index shift : break_shift) ++shift_break_start[shift + 1];
    std::partial_sum(shift_break_start.begin(), shift_break_start.end(), shift_break_start.begin());

    late_allowed = any_other_than(task_due, kNoLimit);
    has_deadlines = any_other_than(window_closes_s, kNoLimit) || any_other_than(shift_closes_s, kNoLimit);
    has_told = weights.moved > 0 && any_other_than(task_told_to, kNoLimit);
    has_metres = any_other_than(quota_max_m, kNoLimit);
    loads = volunteers() > 0 && (any_other_than(task_load, 0) || any_other_than(task_brought, 0))
                ? vol_capacity.size() / static_cast<std::size_t>(volunteers())
                : 0;
    goods = any_other_than(task_goods, 0) ? good_kept.size() : 0;
    has_plain_spots = !late_allowed && !has_told && !has_metres && weights.wait == 0 && breaks() == 0 && goods == 0 &&
                      series_spacing.empty() && depots() == 0;
    add_stops(*this);

    role_need.resize(roles());
    for (Index need = 0; need < needs(); ++need)
        for (Index role = need_role_start[need]; role < need_role_start[need + 1]; ++role) role_need[role] = need;
    task_role.assign(task_place.size(), kNone);
    for (Index role = 0; role < roles(); ++role)
        for (Index task = role_task_start[role]; task < role_task_start[role + 1]; ++task) task_role[task] = role;
    if (depots() == 0) bring_what_is_aboard(*this);
    index_links(*this);
    group(hand_roles, role_hand);
    series_needs.resize(series_spacing.size());
    group(series_needs, need_series);
    need_is_pair.resize(needs());
    for (Index need = 0; need < needs(); ++need) need_is_pair[need] = is_pair(*this, need);

    prune_able(*this);
    hopeless_priority = find_hopeless_priority(*this);
    role_is_twin.assign(roles(), 0);
    for (Index role = 1; role < roles(); ++role)
        role_is_twin[role] = role_crew[role] == role_crew[role - 1] && is_twin(*this, role, role - 1);
    index_roles_by_volunteer(*this);
    detour_slack = find_detour_slack(*this);
    find_neighbours(*this);
    find_near_volunteers(*this);
}

}  // namespace redvest
