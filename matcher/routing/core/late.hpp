// What insertions would add to lateness: a trial push of starts over routes and links, nothing changed.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "solution.hpp"

namespace redvest {

// A visit that is not in its route yet.
struct Guest {
    Index task;
    Index shift;
    Index position;  // before the stop that stands there now
    Time earliest;   // start as its own route allows
    Time way_out;    // travel to the stop after
};

class LateTrial {
public:
    explicit LateTrial(const Solution& solution)
        : solution_(&solution), in_(&solution.instance()), start_(in_->tasks()), stamp_(in_->tasks(), 0) {}

    // Largest lateness of the solution as it stands; read once before a series of trials.
    void rebase() { late_max_ = in_->late_allowed ? solution_->late_max() : 0; }

    // `cost` plus the weighted lateness of letting the guest in; gives up at `bar`.
    Cost cost_of(const Guest& guest, Cost cost, Cost bar) { return run({guest, guest}, 1, cost, bar); }
    // The same for two guests whose tasks are linked.
    Cost cost_of(const Guest& one, const Guest& other, Cost cost, Cost bar) {
        return run({one, other}, 2, cost, bar);
    }

private:
    struct Push {
        Index task;
        Time start;
    };

    Cost run(std::array<Guest, 2> guests, int count, Cost cost, Cost bar);
    Time start_of(Index task) const;
    const Guest* guest_of(Index task) const;
    const Guest* guest_before(Index shift, Index position) const;

    const Solution* solution_;
    const Instance* in_;
    Time late_max_ = 0;
    std::vector<Time> start_;  // by task, true where stamped
    std::vector<std::uint32_t> stamp_;
    std::uint32_t now_ = 0;
    std::array<Guest, 2> guests_{};
    int guest_count_ = 0;
    std::vector<Push> queue_;
};

}  // namespace redvest
