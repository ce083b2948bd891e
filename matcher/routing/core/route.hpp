// One route as it stands: its stops with their times, and what is known of it from both ends.
#pragma once

#include <vector>

#include "instance.hpp"

namespace redvest {

struct Stop {
    Index task = kNone;       // a task, break or depot of Instance; kNone at both ends of a route
    Index place = kNone;      // of a break: the place of the stop before
    Time travel_in = 0;       // from the stop before
    Time start = -kNoLimit;   // service; -kNoLimit while unknown
    Time depart = -kNoLimit;  // start + service
    Time latest = kNoLimit;   // latest start that everything after still bears; kNoLimit while unknown
    Time harmless = kNoLimit; // latest start that makes nobody after it later than now; where lateness is allowed
};

// What is on board when a stop is left, and the most before it and after it, up to the reloads around it.
struct Carried {
    Time load = 0;
    Time before = 0;
    Time after = 0;
};

struct Route {
    std::vector<Stop> stops;         // start place, stops, end place
    std::vector<Carried> carried;    // (stops, loads); empty where nothing is carried
    std::vector<Time> used;          // (goods,) before the first reload
    std::vector<Segment> head, tail; // from the start to each stop, from each stop to the end; for weights.wait
    Time travel = 0;
    Time metres = 0;
    Time service = 0;
    Time visit_service = 0;
    Time wait = 0;
    Time late_max = 0;
    Index tasks = 0;   // without breaks and reloads
    Index visits = 0;
    Index linked = 0;  // tasks with links
    Index first_reload = kNone;

    // An idle volunteer stays at home and takes no break.
    bool empty() const { return tasks == 0; }
};

}  // namespace redvest
