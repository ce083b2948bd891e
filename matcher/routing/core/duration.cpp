// How long routes take when nobody leaves sooner than needed.
#include <algorithm>

#include "solution.hpp"

namespace redvest {

Segment Solution::segment_of(const Stop& stop) const {
    const Time service = in_->task_service_s[stop.task];
    for (const TaskLink& link : in_->links_of(stop.task))
        if (is_placed(link.partner)) return {service, stop.start, stop.start};
    return in_->segment_at(stop.task, stop.start);
}

void Solution::time_through(Index shift) {
    Route& route = routes_[shift];
    const std::size_t count = route.stops.size();
    const Segment end{0, in_->shift_opens_s[shift], in_->shift_closes_s[shift]};
    route.head.resize(count);
    route.tail.resize(count);
    route.head.front() = route.tail.back() = end;
    Time busy = route.travel;
    for (std::size_t i = 1; i < count; ++i) {
        const Stop& stop = route.stops[i];
        const Segment here = stop.task == kNone ? end : segment_of(stop);
        busy += here.duration;
        route.head[i] = joined(route.head[i - 1], stop.travel_in, here);
    }
    for (std::size_t i = count - 1; i-- > 0;) {
        const Segment here = i == 0 ? end : segment_of(route.stops[i]);
        route.tail[i] = joined(here, route.stops[i + 1].travel_in, route.tail[i + 1]);
    }
    const Time wait = route.empty() ? 0 : route.head.back().duration - busy;
    totals_.wait += wait - route.wait;
    route.wait = wait;
}

void Solution::time_all(const std::vector<Index>& shifts) {
    if (in_->weights.wait == 0) return;
    for (const Index shift : shifts) time_through(shift);
    for (const Index shift : untimed_) {
        touch(shift);
        time_through(shift);
    }
    untimed_.clear();
}

std::vector<Time> Solution::starts_of(Index shift) const {
    const Route& route = routes_[shift];
    std::vector<Time> starts;
    Time now = in_->weights.wait > 0 ? route.head.back().earliest : -kNoLimit;
    for (std::size_t i = 1; i + 1 < route.stops.size(); ++i) {
        const Stop& stop = route.stops[i];
        const Time start =
            in_->weights.wait > 0 ? std::max(now + stop.travel_in, segment_of(stop).earliest) : stop.start;
        starts.push_back(start);
        now = start + in_->task_service_s[stop.task];
    }
    return starts;
}

}  // namespace redvest
