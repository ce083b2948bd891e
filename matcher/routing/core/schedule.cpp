// Starts and latest starts of Solution: label correcting over routes and links.
//
// With one link a need, both ends of a pair push each other until nothing moves. Starts are bounded above
// by windows and shift ends, so a deadlock between routes shows as a start beyond its bound; where
// lateness is allowed there is no bound and the number of pushes tells.
#include <algorithm>

#include "solution.hpp"

namespace redvest {

bool Solution::push_starts() {
    std::size_t pushes = 0;
    const std::size_t most_pushes = 50 + 20 * static_cast<std::size_t>(in_->tasks());
    while (!queue_.empty()) {
        auto [shift, position] = queue_.back();
        queue_.pop_back();
        touch(shift);
        Route& route = routes_[shift];
        const auto count = static_cast<Index>(route.stops.size());
        for (; position < count; ++position) {
            Stop& stop = route.stops[position];
            const Time arrives = route.stops[position - 1].depart + stop.travel_in;
            if (stop.task == kNone) {
                stop.start = stop.depart = arrives;
                if (!route.empty() && arrives > in_->shift_closes_s[shift]) return false;
                break;
            }
            if (++pushes > most_pushes) return false;
            Time bound = arrives;
            const bool linked = has_partner(stop.task);
            const TaskLink& link = in_->task_link[stop.task];
            if (linked) {
                const Time partner_start = stop_of(link.partner).start;
                if (partner_start > -kNoLimit) bound = std::max(bound, partner_start - link.max);
            }
            const Time start = in_->earliest_start(stop.task, bound);
            if (start >= kNoLimit) return false;
            if (start == stop.start) break;
            if (in_->late_allowed) {
                const Time late = in_->late(stop.task, start);
                totals_.late_sum += late - (stop.start > -kNoLimit ? in_->late(stop.task, stop.start) : 0);
                route.late_max = std::max(route.late_max, late);
            }
            stop.start = start;
            stop.depart = start + in_->task_service_s[stop.task];
            if (linked) {
                const Stop& partner = stop_of(link.partner);
                // An unknown start is worked out when its own route is swept.
                if (partner.start > -kNoLimit && partner.start < start + link.min)
                    queue_.push_back({route_of_[link.partner], position_of_[link.partner]});
            }
        }
    }
    return true;
}

// Latest start that everything after bears; where lateness is allowed, that makes nobody later than now.
Time Solution::last_harmless_start(const Stop& stop, Time bound) const {
    if (!in_->late_allowed) return in_->latest_start(stop.task, bound);
    return std::min(bound, std::max(in_->last_close(stop.task), stop.start));
}

bool Solution::pull_latest() {
    while (!queue_.empty()) {
        auto [shift, position] = queue_.back();
        queue_.pop_back();
        touch(shift);
        Route& route = routes_[shift];
        for (; position >= 1; --position) {
            Stop& stop = route.stops[position];
            const Stop& after = route.stops[position + 1];
            Time bound = after.latest - after.travel_in - in_->task_service_s[stop.task];
            const bool linked = has_partner(stop.task);
            const TaskLink& link = in_->task_link[stop.task];
            if (linked) bound = std::min(bound, stop_of(link.partner).latest - link.min);
            const Time latest = last_harmless_start(stop, bound);
            if (latest < stop.start) return false;
            if (latest == stop.latest) break;
            stop.latest = latest;
            if (linked && stop_of(link.partner).latest > latest + link.max)
                queue_.push_back({route_of_[link.partner], position_of_[link.partner]});
        }
    }
    return true;
}

bool Solution::settle(const std::vector<std::pair<Index, Index>>& route_positions) {
    queue_.clear();
    // Last in, first out: the earliest insertion of a route is swept first.
    for (auto one = route_positions.rbegin(); one != route_positions.rend(); ++one)
        queue_.push_back({one->first, one->second});
    if (!push_starts()) return false;
    if (in_->late_allowed) return relax_latest();
    queue_.clear();
    for (const auto& [shift, position] : route_positions) queue_.push_back({shift, position});
    return pull_latest();
}

// A visit that is late already bears no more than it has, so growing starts move latest starts both ways.
bool Solution::relax_latest() {
    queue_.clear();
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        auto& stops = routes_[shift].stops;
        if (routes_[shift].empty()) continue;
        touch(shift);
        for (std::size_t i = 1; i + 1 < stops.size(); ++i) stops[i].latest = kNoLimit;
        queue_.push_back({shift, static_cast<Index>(stops.size()) - 2});
    }
    return pull_latest();
}

bool Solution::refresh(const std::vector<Index>& shifts) {
    closure_.clear();
    const auto reach = [this](Index shift) {
        if (in_closure_[shift]) return;
        in_closure_[shift] = 1;
        closure_.push_back(shift);
    };
    for (const Index shift : shifts) reach(shift);
    for (std::size_t k = 0; k < closure_.size(); ++k) {
        Route& route = routes_[closure_[k]];
        touch(closure_[k]);
        route.late_max = 0;
        for (std::size_t i = 1; i + 1 < route.stops.size(); ++i) {
            Stop& stop = route.stops[i];
            if (in_->late_allowed && stop.start > -kNoLimit) totals_.late_sum -= in_->late(stop.task, stop.start);
            stop.start = -kNoLimit;
            stop.latest = kNoLimit;
            if (route.linked > 0 && has_partner(stop.task)) reach(route_of_[in_->task_link[stop.task].partner]);
        }
    }
    queue_.clear();
    for (const Index shift : closure_) queue_.push_back({shift, 1});
    bool feasible = push_starts();
    queue_.clear();
    if (feasible) {
        for (const Index shift : closure_)
            queue_.push_back({shift, static_cast<Index>(routes_[shift].stops.size()) - 2});
        feasible = pull_latest();
    }
    for (const Index shift : closure_) in_closure_[shift] = 0;
    return feasible;
}

}  // namespace redvest
