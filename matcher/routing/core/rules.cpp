// Rules that bind routes and crews, asked of what stands.
#include <algorithm>
#include <cstdlib>

#include "solution.hpp"

namespace redvest {

bool Solution::clashes(Index need, Time start) const {
    constexpr Time kDay = 86'400;  // matcher.problem.DAY
    const Index series = in_->need_series[need];
    if (series < 0) return false;
    for (const Index other : in_->series_needs[series]) {
        const Index task = in_->visit_of(in_->need_role_start[other]);
        if (other == need || !is_placed(task) || stop_of(task).start <= -kNoLimit) continue;
        if (std::abs(stop_of(task).start / kDay - start / kDay) < std::max<Time>(1, in_->series_spacing[series]))
            return true;
    }
    return false;
}

bool Solution::suits(Index role, Index vol) const {
    if (in_->role_hand[role] >= 0)
        for (const Index other : in_->hand_roles[in_->role_hand[role]])
            if (other != role && volunteer_of(other) != kNone && volunteer_of(other) != vol) return false;
    const Index need = in_->role_need[role];
    for (Index other = in_->need_role_start[need]; other < in_->need_role_start[need + 1]; ++other)
        if (other != role && in_->role_crew[other] == in_->role_crew[role] && volunteer_of(other) == vol) return false;
    return true;
}

bool Solution::is_sound_crew(Index need) const {
    for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role) {
        const Index vol = volunteer_of(role);
        if (!in_->is_able(role, vol) || !suits(role, vol)) return false;
        for (Index task = in_->role_task_start[role]; task < in_->visit_of(role); ++task)
            if (route_of_[task] != route_of_[task + 1] || position_of_[task] > position_of_[task + 1]) return false;
        const Index guardian = in_->vol_guardian[vol];
        bool guarded = guardian < 0;
        for (Index other = in_->need_role_start[need]; other < in_->need_role_start[need + 1]; ++other)
            guarded |= in_->role_crew[other] == in_->role_crew[role] && volunteer_of(other) == guardian;
        if (!guarded) return false;
    }
    return true;
}

bool Solution::keeps_quotas(Index shift) const {
    for (const Index quota : {in_->shift_quota[shift], in_->shift_second_quota[shift]})
        if (quota >= 0 && (work_[quota].travel > in_->quota_max_travel[quota] ||
                           work_[quota].metres > in_->quota_max_m[quota] ||
                           work_[quota].service > in_->quota_max_service[quota] ||
                           work_[quota].visits > in_->quota_max_tasks[quota]))
            return false;
    return true;
}

bool Solution::is_sound(Index shift) {
    if (!holds(shift) || !keeps_quotas(shift)) return false;
    Index rank = kNone;
    const Index vol = in_->shift_vol[shift];
    for (Index s = in_->vol_shift_start[vol]; s < in_->vol_shift_start[vol + 1]; ++s)
        for (const Stop& stop : routes_[s].stops) {
            if (!in_->is_task(stop.task) || in_->task_rank[stop.task] < 0) continue;
            if (in_->task_rank[stop.task] < rank) return false;
            rank = in_->task_rank[stop.task];
        }
    return true;
}

}  // namespace redvest
