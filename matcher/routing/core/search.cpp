#include "search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace redvest {

namespace {

// Small instances have so few spots that at the paper's rate greedy insertion would repeat itself.
double blink_rate(const Instance& in, double rate) {
    return std::max(rate, 1.0 / (1.0 + in.tasks() + in.shifts()));
}

}  // namespace

Search::Search(const Instance& instance, const Budget& budget, const SearchParams& params, std::uint64_t seed,
               Report report)
    : in_(&instance),
      params_(params),
      report_(std::move(report)),
      clock_(budget),
      rng_(seed),
      solution_(instance),
      ruin_(instance, params.ruin, rng_),
      recreate_(solution_, blink_rate(instance, params.blink_rate), rng_),
      best_(instance),
      columns_(instance),
      absences_(instance.needs(), 1) {}

void Search::run(const std::vector<std::vector<Index>>& start) {
    if (!start.empty()) {
        go_on_from(start);
        best_.keep(solution_);
    }
    solution_.checkpoint();
    recreate_.run_all(start.empty());
    best_.changed(solution_.touched());
    if (start.empty() || solution_.score() < best_.score()) best_.keep(solution_);
    if (in_->able_vol.empty()) return;  // no time would change an empty plan
    if (params_.fewest_shifts) minimise_shifts(params_.fleet_share);
    // Where somebody has to stay out anyway priority decides who.
    const bool is_tight = params_.fewest_shifts && in_->weights.lexicographic && serves_all(best_.score());
    if (is_tight)
        anneal_fleet();
    else
        anneal();
    if (meeting_) meet();
    top_up();
}

void Search::go_on_from(const std::vector<std::vector<Index>>& stops) {
    solution_.load(stops);
    best_.changed(solution_.touched());
}

// No need that pays stays unmet beside somebody who has room for it just as the best plan stands.
void Search::top_up() {
    if (best_.absent().empty()) return;
    solution_.load(best_.tasks());
    recreate_.tolerate(0);
    recreate_.run_all(false);
    best_.changed(solution_.touched());
    if (is_better()) best_.keep(solution_);
}

// Than the best plan: of those that leave out the same, fewer shifts come first where that is asked.
bool Search::is_better() const {
    const Score score = solution_.score();
    if (params_.fewest_shifts && score.unmet == best_.score().unmet && solution_.totals().busy != best_.totals().busy)
        return solution_.totals().busy < best_.totals().busy;
    return score < best_.score();
}

void Search::anneal() {
    const double leg = mean_leg();
    double current = annealed(solution_.score());
    double began = 1, temperature = 0, done = 0;
    while (keep_going(done)) {
        began = std::min(began, done);
        if (iterations_ % 64 == 0 || temperature == 0) {
            const double cooled = began < 1 ? (done - began) / (1 - began) : 1;
            temperature = leg * temperature_at(cooled, params_.hot_legs);
        }
        if (meets(done)) {
            meet();
            current = annealed(solution_.score());
        }
        recreate_.tolerate(temperature);
        step();
        const Score score = solution_.score();
        const double candidate = annealed(score);
        const bool is_best = is_better();
        if (is_best || candidate < current - temperature * std::log(1.0 - rng_.uniform())) {
            current = candidate;
            best_.changed(solution_.touched());
            if (is_best) best_.keep(solution_);
        } else {
            solution_.rollback();
        }
    }
}

double Search::temperature_at(double cooled, double hot_legs) const {
    return hot_legs * std::pow(params_.cold_legs / hot_legs, cooled);
}

void Search::step() {
    ++iterations_;
    solution_.checkpoint();
    if (ruin_.run(solution_))
        recreate_.run(ruin_);
    else
        solution_.rollback();
}

bool Search::keep_going(double& done) {
    done = clock_.done(iterations_);
    if (done >= 1 || stopped_) return false;
    if (iterations_ % 64 == 0) report_if_due(done);
    return !stopped_;
}

void Search::report_if_due(double done) {
    const double seconds = clock_.seconds();
    if (seconds < next_report_s_) return;
    next_report_s_ = seconds + params_.progress_s;
    const Index served = in_->needs() - static_cast<Index>(best_.absent().size());
    stopped_ = !report_({seconds, clock_.cpu_seconds(), iterations_, served, best_.score(), done});
}

double Search::annealed(const Score& score) const {
    return static_cast<double>(score.cost) + static_cast<double>(in_->weights.unmet) * static_cast<double>(score.unmet);
}

// Cost of travel between two stops: the scale on which temperatures mean the same in every instance.
double Search::mean_leg() const {
    const Totals& totals = solution_.totals();
    const auto travel = static_cast<double>(in_->weights.travel * totals.travel);
    return totals.stops == 0 ? 1.0 : std::max(1.0, travel / static_cast<double>(totals.stops + totals.busy));
}

}  // namespace redvest
