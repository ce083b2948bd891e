// Adjacent string removal: takes strings of neighbouring stops out of neighbouring routes.
// Source: Christiaens and Vanden Berghe (2020), Slack induction by string removals, section 5.1.
#pragma once

#include <vector>

#include "rng.hpp"
#include "solution.hpp"

namespace redvest {

struct RuinParams {
    double mean_removed = 10;   // c-bar
    double longest_string = 10; // L-max
    double uncapped_rate = 0.1; // strings as long as L-max, not as the mean route
    double split_rate = 0.5;    // alpha
    double split_growth = 0.01; // beta
};

class Ruin {
public:
    Ruin(const Instance& instance, const RuinParams& params, Rng& rng);

    // Removes needs and refreshes the schedule. What it did is in removed() and shifts(). False if what is
    // left breaks a rule, as Solution::refresh() may find.
    bool run(Solution& solution);

    // The need around which it took them out.
    Index seed() const { return seed_; }
    const std::vector<Index>& removed() const { return removed_; }
    // Every route that lost a stop.
    const std::vector<Index>& shifts() const { return shifts_; }

private:
    void choose_string(const Solution& solution, Index need, double longest);
    void mark(Index shift);

    const Instance* in_;
    RuinParams params_;
    Rng* rng_;
    Index seed_ = 0;
    std::vector<Index> removed_, shifts_;
    std::vector<char> is_removed_, is_ruined_;
};

}  // namespace redvest
