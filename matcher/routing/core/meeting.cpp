#include "meeting.hpp"

#include <algorithm>
#include <utility>

namespace redvest {

Meeting::Agreed Meeting::meet(int chain, Plan plan) {
    std::unique_lock<std::mutex> lock(mutex_);
    plans_[chain] = std::move(plan);
    came_.push_back(chain);
    const std::uint64_t number = agreement_.number;
    if (static_cast<int>(came_.size()) == present_)
        agree();
    else
        agreed_.wait(lock, [&] { return agreement_.number != number; });
    return agreement_;
}

void Meeting::leave() {
    const std::lock_guard<std::mutex> lock(mutex_);
    --present_;
    if (present_ > 0 && static_cast<int>(came_.size()) == present_) agree();
}

void Meeting::agree() {
    const auto less = [this](int a, int b) {
        return plans_[a].energy != plans_[b].energy ? plans_[a].energy < plans_[b].energy : a < b;
    };
    const int best = *std::min_element(came_.begin(), came_.end(), less);
    if (plans_[best].is_whole) {
        agreement_.stops = plans_[best].stops;
    } else {
        // Who has left keeps the routes of the last agreement.
        for (const int chain : came_)
            for (const Index shift : plans_[chain].shifts)
                agreement_.stops[shift] = std::move(plans_[chain].stops[shift]);
    }
    came_.clear();
    ++agreement_.number;
    agreed_.notify_all();
}

}  // namespace redvest
