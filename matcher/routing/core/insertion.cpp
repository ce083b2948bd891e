#include "insertion.hpp"

namespace redvest {

void Insertion::aim(Index role) {
    role_ = role;
    visit_ = in_->visit_of(role);
    errand_ = in_->role_size(role) == 2 ? in_->role_task_start[role] : kNone;
    not_before_ = -kNoLimit;
    not_after_ = kNoLimit;
    for (const TaskLink& link : in_->links_of(visit_)) {
        if (!solution_->is_placed(link.partner)) continue;
        const Stop& partner = solution_->stop_of(link.partner);
        not_before_ = std::max(not_before_, partner.start - link.max);
        not_after_ = std::min(not_after_, partner.latest - link.min);
    }
    is_in_series_ = in_->need_series[in_->role_need[role]] >= 0;
    service_ = in_->task_service_s[visit_] + (errand_ != kNone ? in_->task_service_s[errand_] : 0);
    is_ranked_ = in_->task_rank[visit_] >= 0;
    uses_goods_ = takes_room_ = false;
    for (std::size_t d = 0; d < in_->loads && in_->depots() > 0 && errand_ == kNone; ++d)
        takes_room_ |= in_->task_brought[visit_ * in_->loads + d] > 0 || in_->task_load[visit_ * in_->loads + d] > 0;
    for (std::size_t g = 0; g < in_->goods; ++g) uses_goods_ |= in_->task_goods[visit_ * in_->goods + g] > 0;
}

void Insertion::read_stock(const Route& route, Index vol) {
    stocked_ = true;
    for (std::size_t g = 0; g < in_->goods; ++g) {
        const Time asked = in_->task_goods[visit_ * in_->goods + g], used = route.used[g];
        const Time all = in_->good_kept[g] ? std::max(used, asked) : used + asked;
        stocked_ &= asked == 0 || all <= in_->vol_stock[vol * in_->goods + g];
    }
}

// Pinned order: the positions between the pinned tasks before and after this one, over all shifts.
bool Insertion::ranked_span(const Route& route, Index shift, Index vol) {
    const Index rank = in_->task_rank[visit_];
    for (Index other = in_->vol_shift_start[vol]; other < in_->vol_shift_start[vol + 1]; ++other)
        for (const Stop& stop : solution_->route(other).stops) {
            if (other == shift || !in_->is_task(stop.task) || in_->task_rank[stop.task] < 0) continue;
            if (other < shift ? in_->task_rank[stop.task] > rank : in_->task_rank[stop.task] < rank) return false;
        }
    for (Index i = 1; i + 1 < static_cast<Index>(route.stops.size()); ++i) {
        const Index other = in_->task_rank[route.stops[i].task];
        if (other >= 0 && other < rank) limits_.low = i + 1;
        if (other > rank) {
            limits_.high = i;
            break;
        }
    }
    return true;
}

}  // namespace redvest
