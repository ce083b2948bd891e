// Parts of routes as spans of time, joined end to end.
#pragma once

#include <algorithm>

#include "travel.hpp"

namespace redvest {

// A part of a route served without needless wait: how long it takes, and the first and the last moment to
// begin it so. Source: Vidal, Crainic, Gendreau and Prins (2013), Comput. Oper. Res. 40(1), section 4.4.
struct Segment {
    Time duration = 0;
    Time earliest = -kNoLimit;
    Time latest = kNoLimit;
};

// `way` apart; both parts are feasible one after the other.
inline Segment joined(const Segment& one, Time way, const Segment& other) {
    const Time gap = one.duration + way;
    const Time wait = std::max<Time>(0, other.earliest - gap - one.latest);
    return {gap + wait + other.duration, std::max(other.earliest - gap, one.earliest) - wait,
            std::min(other.latest - gap, one.latest)};
}

}  // namespace redvest
