// Where chains that search one instance at the same time meet, put their plans together and share out the work.
//
// Between two meetings each chain moves only its own volunteers' visits, so that what they have done adds up
// to one plan: the moves of all chains are moves of one annealing. Where visits of different volunteers hang
// together, the best plan is gone on from instead.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

#include "travel.hpp"

namespace redvest {

using Stops = std::vector<std::vector<Index>>;  // by shift, in order

class Meeting {
public:
    explicit Meeting(int chains) : present_(chains), plans_(static_cast<std::size_t>(chains)) {}

    int chains() const { return static_cast<int>(plans_.size()); }

    // What a chain brings: the routes of its own `shifts`, or its whole plan, which stands for election.
    struct Plan {
        bool is_whole = true;
        double energy = 0;
        Stops stops;
        std::vector<Index> shifts;
    };
    // What all go on from, and a number that they share to draw from.
    struct Agreed {
        Stops stops;
        std::uint64_t number = 0;
    };

    // Waits until every chain that is still there has come.
    Agreed meet(int chain, Plan plan);
    // A chain that comes no more.
    void leave();

private:
    void agree();

    std::mutex mutex_;
    std::condition_variable agreed_;
    int present_;
    std::vector<Plan> plans_;  // of those who have come, by chain
    std::vector<int> came_;
    Agreed agreement_;
};

}  // namespace redvest
