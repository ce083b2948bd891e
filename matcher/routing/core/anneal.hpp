// Simulated annealing over ruin and recreate. Source: Christiaens and Vanden Berghe (2020), section 4.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "ruin.hpp"
#include "solution.hpp"

namespace redvest {

struct Budget {
    double seconds = 0;             // wall; 0 is no limit
    double cpu_seconds = 0;         // of all threads of the process; 0 is no limit
    std::int64_t iterations = -1;   // -1 is no limit
};

struct AnnealParams {
    double hot_legs = 3;      // temperature at the start, in mean legs of the first plan
    double cold_legs = 0.05;  // at the end
    double blink_rate = 0.01;
    double progress_s = 0.1;
    RuinParams ruin;
};

struct Progress {
    double seconds = 0;
    double cpu_seconds = 0;
    std::int64_t iterations = 0;
    Index needs_served = 0;
    Score best;
    double done = 0;
};

struct Found {
    std::vector<std::vector<Index>> tasks;   // by shift
    std::vector<std::vector<Time>> starts;
    std::vector<Index> absent;
    Totals totals;
    Time late_max = 0;
    Cost cost = 0;
    std::int64_t iterations = 0;
    double seconds = 0;
    double cpu_seconds = 0;
    bool stopped = false;
};

// Best plan found within the budget. `report` is called now and then; false stops the search.
Found anneal(const Instance& instance, const Budget& budget, const AnnealParams& params, std::uint64_t seed,
             const std::function<bool(const Progress&)>& report);

}  // namespace redvest
