// What insertions would add to lateness: a trial push of starts over routes and links, nothing changed.
#pragma once

#include <algorithm>
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
        : solution_(&solution),
          in_(&solution.instance()),
          start_(in_->task_place.size()),
          stamp_(in_->task_place.size(), 0) {}

    // Largest lateness of the solution as it stands; read once before a series of trials.
    void rebase() { late_max_ = in_->late_allowed ? solution_->late_max() : 0; }

    // `cost` plus the weighted lateness of letting the guest in; kNoLimit where it is not below `bar`.
    Cost cost_of(const Guest& guest, Cost cost, Cost bar);
    // The same for two guests whose tasks are linked, each at the start that suits both.
    Cost cost_of(const Guest& one, const Guest& other, Cost cost, Cost bar);
    // A lower bound on the first, in constant time.
    Cost bound_of(const Guest& guest, Cost cost) const {
        const Time late = in_->late(guest.task, guest.earliest);
        return cost + weighted(late + overshoot(guest), late);
    }
    // A lower bound that adds up over a crew: both may delay the same visit, but each is late by itself.
    Cost half_bound_of(const Guest& guest, Cost cost) const {
        return cost + in_->weights.late_sum * in_->late(guest.task, guest.earliest);
    }
    Cost bound_of(const Guest& one, const Guest& other, Cost cost) const {
        const Time one_late = in_->late(one.task, one.earliest), other_late = in_->late(other.task, other.earliest);
        const Time certain = std::max(overshoot(one), overshoot(other));
        return cost + weighted(one_late + other_late + certain, std::max(one_late, other_late));
    }

private:
    struct Push {
        Index task;
        Time start;
    };

    Time arrival_after(const Guest& guest) const {
        return guest.earliest + in_->task_service_s[guest.task] + guest.way_out;
    }
    const Stop& stop_after(const Guest& guest) const { return solution_->route(guest.shift).stops[guest.position]; }
    bool pushes(const Guest& guest) const {
        return stop_after(guest).task != kNone && arrival_after(guest) > stop_after(guest).start;
    }
    // By how much the stop after the guest would pass the last start that makes nobody later. Somebody is
    // then later by at least as much; and nobody is, where it is zero.
    Time overshoot(const Guest& guest) const {
        return std::max<Time>(0, arrival_after(guest) - stop_after(guest).harmless);
    }
    Cost weighted(Time sum, Time worst) const {
        return in_->weights.late_sum * sum + in_->weights.late_max * std::max<Time>(0, worst - late_max_);
    }
    Cost push(int count, Cost cost, Cost bar);
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
