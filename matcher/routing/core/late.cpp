#include "late.hpp"

#include <algorithm>

namespace redvest {

Time LateTrial::start_of(Index task) const {
    if (stamp_[task] == now_) return start_[task];
    return solution_->is_placed(task) ? solution_->stop_of(task).start : -kNoLimit;
}

const Guest* LateTrial::guest_of(Index task) const {
    for (int g = 0; g < guest_count_; ++g)
        if (guests_[g].task == task) return &guests_[g];
    return nullptr;
}

const Guest* LateTrial::guest_before(Index shift, Index position) const {
    for (int g = 0; g < guest_count_; ++g)
        if (guests_[g].shift == shift && guests_[g].position == position) return &guests_[g];
    return nullptr;
}

Cost LateTrial::cost_of(const Guest& guest, Cost cost, Cost bar) {
    const Cost bound = bound_of(guest, cost);
    if (bound >= bar) return kNoLimit;
    if (overshoot(guest) == 0) return bound;
    guests_[0] = guest;
    return push(1, cost, bar);
}

Cost LateTrial::cost_of(const Guest& one, const Guest& other, Cost cost, Cost bar) {
    const Cost bound = bound_of(one, other, cost);
    if (bound >= bar) return kNoLimit;
    // Each route may push the other through a third, even in a circle: only the push itself is exact.
    if (!pushes(one) && !pushes(other)) return bound;
    guests_ = {one, other};
    return push(2, cost, bar);
}

// A trial push of starts from the guests on, over routes and links.
Cost LateTrial::push(int count, Cost cost, Cost bar) {
    guest_count_ = count;
    ++now_;
    queue_.clear();
    Time sum = 0, worst = late_max_;
    std::size_t pushes = 0;
    const std::size_t most_pushes = 50 + 4 * in_->task_place.size();
    for (int g = 0; g < count; ++g) queue_.push_back({guests_[g].task, guests_[g].earliest});
    while (!queue_.empty()) {
        auto [task, bound] = queue_.back();
        queue_.pop_back();
        const Guest* guest = guest_of(task);
        Index shift = guest ? guest->shift : solution_->route_of(task);
        Index position = guest ? kNone : solution_->position_of(task);
        // One sweep along the route that starts at `task`.
        while (task != kNone) {
            const bool is_known_by_place = in_->is_reload(task);  // a depot is in many routes
            const Time start = in_->earliest_start(task, bound);
            const Time before = is_known_by_place ? solution_->route(shift).stops[position].start : start_of(task);
            if (start <= before) break;
            if (start >= kNoLimit || ++pushes > most_pushes) return kNoLimit;  // or routes wait in a circle
            if (!is_known_by_place) {
                start_[task] = start;
                stamp_[task] = now_;
            }
            const Time late = in_->late(task, start);
            sum += late - (before > -kNoLimit ? in_->late(task, before) : 0);
            worst = std::max(worst, late);
            if (cost + weighted(sum, worst) >= bar) return kNoLimit;

            for (const TaskLink& link : in_->links_of(task)) {
                const Time partner = start_of(link.partner);
                if (partner <= -kNoLimit) continue;
                if (partner < start + link.min) queue_.push_back({link.partner, start + link.min});
                // A start that its partner holds back waits for it.
                if (start < partner - link.max) queue_.push_back({task, partner - link.max});
            }

            const Time depart = start + in_->task_service_s[task];
            if (guest) {
                position = guest->position;
                bound = depart + guest->way_out;
                guest = nullptr;
            } else {
                ++position;
                if ((guest = guest_before(shift, position))) {
                    const Index mode = in_->vol_mode[in_->shift_vol[shift]];
                    const Index from = solution_->route(shift).stops[position - 1].place;
                    bound = depart + in_->travel.seconds(mode, from, in_->task_place[guest->task]);
                    task = guest->task;
                    continue;
                }
                bound = depart + solution_->route(shift).stops[position].travel_in;
            }
            task = solution_->route(shift).stops[position].task;
        }
    }
    return cost + weighted(sum, worst);
}

}  // namespace redvest
