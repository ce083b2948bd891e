// The fleet phase: take one shift after another out of use while every need is still served.
//
// Source: Christiaens and Vanden Berghe (2020), section 7: needs are weighed by how often they were left
// out, so that the hard ones find a place first.
#include <algorithm>
#include <cmath>

#include "search.hpp"

namespace redvest {

void Search::minimise_shifts(double until) {
    const double leg = mean_leg();
    std::vector<Index> absent_before;
    double done = 0;
    while (keep_going(done) && done < until) {
        if (solution_.absent().empty()) {
            best_.keep(solution_);
            if (is_fewest()) break;
            const Index shift = cheapest_shift();
            solution_.checkpoint();
            solution_.close(shift);
            best_.changed(solution_.touched());
            continue;
        }
        absent_before = solution_.absent();
        const double current = annealed(solution_.score());
        step();
        const Cost before = absences(absent_before), now = absences(solution_.absent());
        for (const Index need : solution_.absent()) ++absences_[need];
        const bool cheaper = annealed(solution_.score()) < current - leg * std::log(1.0 - rng_.uniform());
        if (now < before || (now == before && cheaper))
            best_.changed(solution_.touched());
        else
            solution_.rollback();
    }
    solution_.load(best_.tasks());
    best_.changed(solution_.touched());
    best_.keep(solution_);
    for (Index shift = 0; shift < in_->shifts(); ++shift)
        if (solution_.route(shift).empty()) solution_.close(shift);
}

Cost Search::absences(const std::vector<Index>& absent) const {
    Cost sum = 0;
    for (const Index need : absent) sum += absences_[need];
    return sum;
}

// The busy shift whose needs were left out least often.
Index Search::cheapest_shift() const {
    Index cheapest = kNone;
    Cost least = 0;
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        const Route& route = solution_.route(shift);
        if (route.empty()) continue;
        Cost sum = 0;
        for (const Stop& stop : route.stops)
            if (stop.task != kNone) sum += absences_[in_->role_need[in_->task_role[stop.task]]];
        if (cheapest == kNone || sum < least) {
            cheapest = shift;
            least = sum;
        }
    }
    return cheapest;
}

// No fewer shifts can carry the loads of visits that are brought along from the start.
bool Search::is_fewest() const {
    Index busy = 0;
    for (Index shift = 0; shift < in_->shifts(); ++shift) busy += !solution_.route(shift).empty();
    Time load = 0, most = 1;
    for (Index role = 0; role < in_->roles(); ++role)
        if (in_->role_size(role) == 1) load += in_->task_load[in_->visit_of(role)];
    for (const Time capacity : in_->vol_capacity) most = std::max(most, capacity);
    return busy <= std::max<Time>(1, (load + most - 1) / most);
}

}  // namespace redvest
