// Starts and latest starts of Solution: label correcting over routes and links.
//
// Linked stops push each other until nothing moves. Starts are bounded above by windows and shift ends, so
// a deadlock between routes shows as a start beyond its bound; where lateness is allowed there may be no
// bound and the number of pushes tells.
#include <algorithm>

#include "solution.hpp"

namespace redvest {

bool Solution::push_starts() {
    std::size_t pushes = 0;
    const std::size_t most_pushes = 50 + 20 * in_->task_place.size();
    while (!queue_.empty()) {
        auto [shift, position] = queue_.back();
        queue_.pop_back();
        sweep(shift);
        Route& route = routes_[shift];
        const auto count = static_cast<Index>(route.stops.size());
        for (; position < count; ++position) {
            Stop& stop = route.stops[position];
            Time bound = route.stops[position - 1].depart + stop.travel_in;
            if (stop.task == kNone) {
                stop.start = stop.depart = bound;
                if (!route.empty() && bound > in_->shift_closes_s[shift]) return false;
                break;
            }
            if (++pushes > most_pushes) return false;
            const auto links = in_->links_of(stop.task);
            for (const TaskLink& link : links)
                if (const Stop* partner = find(link.partner); partner && partner->start > -kNoLimit)
                    bound = std::max(bound, partner->start - link.max);
            const Time start = in_->earliest_start(stop.task, bound);
            if (start >= kNoLimit) return false;
            if (start == stop.start) break;
            if (!move(shift, stop, start)) return false;
            // An unknown start is worked out when its own route is swept.
            for (const TaskLink& link : links)
                if (const Stop* partner = find(link.partner);
                    partner && partner->start > -kNoLimit && partner->start < start + link.min)
                    queue_.push_back({route_of_[link.partner], position_of_[link.partner]});
        }
    }
    return true;
}

// False if the visit would come too near another of its series.
bool Solution::move(Index shift, Stop& stop, Time start) {
    const bool known = stop.start > -kNoLimit;
    has_shrunk_ |= start < stop.start;
    if (in_->late_allowed) {
        const Time late = in_->late(stop.task, start);
        totals_.late_sum += late - (known ? in_->late(stop.task, stop.start) : 0);
        routes_[shift].late_max = std::max(routes_[shift].late_max, late);
    }
    if (in_->has_told)
        totals_.moved += in_->is_moved(stop.task, start) - (known && in_->is_moved(stop.task, stop.start));
    stop.start = start;
    stop.depart = start + in_->task_service_s[stop.task];
    if (in_->series_needs.empty() || !in_->is_task(stop.task)) return true;
    return !clashes(in_->role_need[in_->task_role[stop.task]], start);
}

// Latest start that everything after bears.
bool Solution::pull_latest() {
    while (!queue_.empty()) {
        auto [shift, position] = queue_.back();
        queue_.pop_back();
        sweep(shift);
        Route& route = routes_[shift];
        for (; position >= 1; --position) {
            Stop& stop = route.stops[position];
            const Stop& after = route.stops[position + 1];
            Time bound = after.latest - after.travel_in - in_->task_service_s[stop.task];
            const auto links = in_->links_of(stop.task);
            for (const TaskLink& link : links)
                if (const Stop* partner = find(link.partner)) bound = std::min(bound, partner->latest - link.min);
            const Time latest = in_->latest_start(stop.task, bound);
            if (latest < stop.start && !route.empty()) return false;
            if (latest == stop.latest) break;
            stop.latest = latest;
            for (const TaskLink& link : links)
                if (const Stop* partner = find(link.partner); partner && partner->latest > latest + link.max)
                    queue_.push_back({route_of_[link.partner], position_of_[link.partner]});
        }
    }
    return true;
}

// Latest start that makes nobody later than now.
void Solution::pull_harmless() {
    while (!queue_.empty()) {
        auto [shift, position] = queue_.back();
        queue_.pop_back();
        touch(shift);
        Route& route = routes_[shift];
        for (; position >= 1; --position) {
            Stop& stop = route.stops[position];
            const Stop& after = route.stops[position + 1];
            Time bound = std::min(stop.latest, after.harmless - after.travel_in - in_->task_service_s[stop.task]);
            const auto links = in_->links_of(stop.task);
            for (const TaskLink& link : links)
                if (const Stop* partner = find(link.partner)) bound = std::min(bound, partner->harmless - link.min);
            const Time harmless = std::min(bound, std::max(in_->task_due[stop.task], stop.start));
            if (harmless == stop.harmless) break;
            stop.harmless = harmless;
            for (const TaskLink& link : links)
                if (const Stop* partner = find(link.partner); partner && partner->harmless > harmless + link.max)
                    queue_.push_back({route_of_[link.partner], position_of_[link.partner]});
        }
    }
}

bool Solution::settle(const std::vector<std::pair<Index, Index>>& route_positions) {
    weigh_all();
    queue_.clear();
    // Last in, first out: the earliest insertion of a route is swept first. The way onward begins behind the
    // breaks that are taken where the new stop is.
    for (auto one = route_positions.rbegin(); one != route_positions.rend(); ++one) {
        const Index onward = onward_from(one->first, one->second + 1);
        if (onward > one->second + 1) queue_.push_back({one->first, onward});
        queue_.push_back({one->first, one->second});
    }
    if (!push_starts()) return false;
    if (has_shrunk_) {
        // A break or a way that breaks the triangle inequality: starts are not the least ones any more.
        closure_.clear();
        for (const auto& [shift, position] : route_positions) closure_.push_back(shift);
        return refresh(std::vector<Index>(closure_));
    }
    if (in_->has_deadlines) {
        queue_.clear();
        for (const auto& [shift, position] : route_positions)
            queue_.push_back({shift, onward_from(shift, position + 1) - 1});
        if (!pull_latest()) return false;
    }
    time_all(swept_);
    if (in_->late_allowed) {
        // A visit that is late already bears no more than it has, so growing starts move these both ways.
        closure_ = swept_;
        close_over_links();
        queue_.clear();
        for (const Index shift : closure_) {
            touch(shift);
            auto& stops = routes_[shift].stops;
            for (std::size_t i = 1; i + 1 < stops.size(); ++i) stops[i].harmless = kNoLimit;
            queue_.push_back({shift, static_cast<Index>(stops.size()) - 2});
        }
        pull_harmless();
    }
    forget_swept();
    return true;
}

bool Solution::refresh(const std::vector<Index>& shifts) {
    weigh_all();
    has_shrunk_ = false;
    closure_ = shifts;
    // What a settle() that failed has moved.
    closure_.insert(closure_.end(), swept_.begin(), swept_.end());
    closure_.insert(closure_.end(), unlinked_.begin(), unlinked_.end());
    unlinked_.clear();
    close_over_links();
    for (const Index shift : closure_) {
        Route& route = routes_[shift];
        touch(shift);
        route.late_max = 0;
        for (std::size_t i = 1; i + 1 < route.stops.size(); ++i) {
            Stop& stop = route.stops[i];
            if (stop.start > -kNoLimit) {
                if (in_->late_allowed) totals_.late_sum -= in_->late(stop.task, stop.start);
                if (in_->has_told) totals_.moved -= in_->is_moved(stop.task, stop.start);
            }
            stop.start = -kNoLimit;
            stop.latest = stop.harmless = kNoLimit;
        }
    }
    queue_.clear();
    for (const Index shift : closure_) queue_.push_back({shift, 1});
    if (!push_starts()) return false;
    has_shrunk_ = false;
    const auto from_ends = [this] {
        queue_.clear();
        for (const Index shift : closure_)
            queue_.push_back({shift, static_cast<Index>(routes_[shift].stops.size()) - 2});
    };
    if (in_->has_deadlines) {
        from_ends();
        if (!pull_latest()) return false;
    }
    if (in_->late_allowed) {
        from_ends();
        pull_harmless();
    }
    time_all(closure_);
    forget_swept();
    return true;
}

void Solution::sweep(Index shift) {
    touch(shift);
    if (is_swept_[shift]) return;
    is_swept_[shift] = 1;
    swept_.push_back(shift);
}

void Solution::forget_swept() {
    for (const Index shift : swept_) is_swept_[shift] = 0;
    swept_.clear();
}

// Adds to closure_ the routes that its routes are linked to, and drops what is named twice.
void Solution::close_over_links() {
    std::size_t kept = 0;
    for (const Index shift : closure_)
        if (!in_closure_[shift]) {
            in_closure_[shift] = 1;
            closure_[kept++] = shift;
        }
    closure_.resize(kept);
    for (std::size_t k = 0; k < closure_.size(); ++k) {
        const Route& route = routes_[closure_[k]];
        if (route.linked == 0) continue;
        for (std::size_t i = 1; i + 1 < route.stops.size(); ++i)
            for (const TaskLink& link : in_->links_of(route.stops[i].task)) {
                const Index other = route_of_[link.partner];
                if (other == kNone || in_closure_[other]) continue;
                in_closure_[other] = 1;
                closure_.push_back(other);
            }
    }
    for (const Index shift : closure_) in_closure_[shift] = 0;
}

}  // namespace redvest
