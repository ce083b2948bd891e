// Fewest shifts first: the fleet phase takes one shift after another out of use while every need is still
// served; then the plan is annealed with the shifts that are left.
//
// Source: Christiaens and Vanden Berghe (2020), section 7: needs are weighed by how often they were left
// out, so that the hard ones find a place first.
#include <algorithm>
#include <cmath>

#include "search.hpp"

namespace redvest {

namespace {

constexpr double kBackToBest = 0.3;

constexpr int kTrials = 1000;
constexpr double kTrialShare = 0.01;                   // of the budget
constexpr double kSlack = 0.35, kTight = 0.5;          // share of trials that find no place for somebody
constexpr double kSlackLegs = 3, kTightLegs = 0.3;

}  // namespace

void Search::minimise_shifts(double until) {
    const double leg = mean_leg();
    std::vector<Index> absent_before;
    double done = 0;
    while (keep_going(done) && done < until) {
        if (serves_all(solution_.score())) {
            best_.keep(solution_);
            if (is_fewest()) break;
            const Index shift = cheapest_shift();
            solution_.checkpoint();
            const bool holds = solution_.close(shift);
            best_.changed(solution_.touched());
            if (!holds) break;
            continue;
        }
        absent_before = solution_.absent();
        const double current = annealed(solution_.score());
        step();
        const Cost before = absences(absent_before), now = absences(solution_.absent());
        for (const Index need : solution_.absent()) ++absences_[need];
        const bool cheaper = annealed(solution_.score()) < current - leg * std::log(1.0 - rng_.uniform());
        if (now < before || (now == before && cheaper)) {
            best_.changed(solution_.touched());
            // Until everybody is served no shift is out of use, and every plan counts.
            if (!serves_all(best_.score()) && is_better()) best_.keep(solution_);
        } else {
            solution_.rollback();
        }
    }
    go_on_from(best_.tasks());
    best_.keep(solution_);
    if (serves_all(best_.score())) close_idle();
}

// The less slack a fleet has, the colder it begins: what heat takes apart does not come together again. Slack
// shows in how many steps from the best plan find a place for everybody.
double Search::hot_legs_of_fleet() {
    if (!params_.hot_follows_slack) return params_.hot_legs;
    double began = 1, done = 0;
    int stuck = 0, steps = 0;
    for (; steps < kTrials && keep_going(done); ++steps) {
        began = std::min(began, done);
        if (done > began + kTrialShare) break;
        step();
        stuck += !serves_all(solution_.score());
        solution_.rollback();
    }
    const double share = static_cast<double>(stuck) / std::max(1, steps);
    const double tight = std::clamp((share - kSlack) / (kTight - kSlack), 0.0, 1.0);
    return kSlackLegs * std::pow(kTightLegs / kSlackLegs, tight);
}

void Search::anneal_fleet() {
    const double leg = mean_leg(), hot_legs = hot_legs_of_fleet();
    Guidance guidance(*in_, leg);
    Incumbent whole = best_;  // the last plan on the way that serves everybody
    Score score = solution_.score();
    std::vector<Index> absent = solution_.absent();
    double began = 1, done = 0;
    recreate_.follow(&guidance);
    while (keep_going(done)) {
        began = std::min(began, done);
        const double cooled = began < 1 ? (done - began) / (1 - began) : 1;
        const double temperature = leg * temperature_at(cooled, hot_legs);
        recreate_.tolerate(temperature);
        step();
        const Score next = solution_.score();
        const bool is_best = is_better();
        const double loss = static_cast<double>(next.cost - score.cost) + guidance.price(solution_.absent()) -
                            guidance.price(absent);
        if (is_best || loss < -temperature * std::log(1.0 - rng_.uniform())) {
            score = next;
            absent = solution_.absent();
            best_.changed(solution_.touched());
            whole.changed(solution_.touched());
            remember_routes();
            if (is_best) best_.keep(solution_);
            if (serves_all(score)) whole.keep(solution_);
        } else {
            solution_.rollback();
        }
        guidance.learn(absent, !serves_all(score), cooled);
        const bool is_meeting = meets(done), is_polished = polishes();
        if (!is_meeting && !is_polished && !guidance.is_lost()) continue;
        if (!serves_all(score)) go_back(whole);
        if (is_meeting) meet();
        if (is_polished) polish();
        whole.changed(solution_.touched());
        whole.keep(solution_);
        guidance.restart();
        score = solution_.score();
        absent = solution_.absent();
    }
    recreate_.follow(nullptr);
}

// To the last plan that served everybody, or to the best.
void Search::go_back(Incumbent& whole) {
    go_on_from(rng_.uniform() < kBackToBest ? best_.tasks() : whole.tasks());
    whole.changed(solution_.touched());
    whole.keep(solution_);
    close_idle();
}

void Search::close_idle() {
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
            if (in_->is_task(stop.task)) sum += absences_[in_->role_need[in_->task_role[stop.task]]];
        if (cheapest == kNone || sum < least) {
            cheapest = shift;
            least = sum;
        }
    }
    return cheapest;
}

// No fewer shifts can carry the loads of visits that are brought along from the start.
bool Search::is_fewest() const {
    if (in_->depots() > 0) return solution_.totals().busy <= 1;
    Time fewest = 1;
    for (std::size_t d = 0; d < in_->loads; ++d) {
        Time load = 0, most = 1;
        for (Index task = 0; task < in_->tasks(); ++task) load += in_->task_brought[task * in_->loads + d];
        for (Index vol = 0; vol < in_->volunteers(); ++vol)
            most = std::max(most, in_->vol_capacity[vol * in_->loads + d]);
        fewest = std::max(fewest, (load + most - 1) / most);
    }
    return solution_.totals().busy <= fewest;
}

}  // namespace redvest
