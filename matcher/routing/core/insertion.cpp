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
    uses_goods_ = takes_room_ = lacks_room_ = false;
    needs_a_look_ = errand_ != kNone && in_->has_metres;
    stocked_ = true;
    const Index first = in_->role_task_start[role];
    for (Index task = first; task <= visit_; ++task) {
        for (std::size_t g = 0; g < in_->goods; ++g) {
            const bool is_asked = in_->task_goods[task * in_->goods + g] > 0;
            uses_goods_ |= is_asked;
            needs_a_look_ |= is_asked && task == errand_;
        }
        for (std::size_t d = 0; d < in_->loads; ++d) {
            const Time brought = in_->task_brought[task * in_->loads + d], load = in_->task_load[task * in_->loads + d];
            const bool is_more_than_fetched = errand_ != kNone && (brought > 0 || (task == visit_ && load > 0));
            takes_room_ |= in_->depots() > 0 && (brought > 0 || load != 0);
            needs_a_look_ |= is_more_than_fetched || in_->aboard(task, d) > 0;
        }
    }
}

void Insertion::read_stock(const Route& route, Index vol) {
    stocked_ = true;
    for (std::size_t g = 0; g < in_->goods; ++g) {
        Time asked = 0, all = route.used[g];
        for (Index task = in_->role_task_start[role_]; task <= visit_; ++task) {
            const Time amount = in_->task_goods[task * in_->goods + g];
            asked += amount;
            all = in_->good_kept[g] ? std::max(all, amount) : all + amount;
        }
        stocked_ &= asked == 0 || all <= in_->vol_stock[vol * in_->goods + g];
    }
}

// Whether the most that is on board leaves too little for all that the role may take on board.
bool Insertion::is_short_of_room(const Route& route, Index vol) const {
    for (std::size_t d = 0; d < in_->loads; ++d) {
        Time most = 0, taken = 0;
        for (std::size_t k = d; k < route.carried.size(); k += in_->loads)
            most = std::max(most, route.carried[k].before);
        for (Index task = in_->role_task_start[role_]; task <= visit_; ++task)
            taken += in_->task_brought[task * in_->loads + d] + in_->aboard(task, d) +
                     std::max<Time>(0, in_->task_load[task * in_->loads + d]);
        if (taken > 0 && most + taken > in_->vol_capacity[vol * in_->loads + d]) return true;
    }
    return false;
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
