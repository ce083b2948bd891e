#include "anneal.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "recreate.hpp"

namespace redvest {

namespace {

double read_clock(clockid_t id) {
    timespec now{};
    clock_gettime(id, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class Clock {
public:
    explicit Clock(const Budget& budget)
        : budget_(budget), wall_(read_clock(CLOCK_MONOTONIC)), cpu_(read_clock(CLOCK_PROCESS_CPUTIME_ID)) {}

    double seconds() const { return read_clock(CLOCK_MONOTONIC) - wall_; }
    double cpu_seconds() const { return read_clock(CLOCK_PROCESS_CPUTIME_ID) - cpu_; }

    // Share of the budget that is used; the search ends at 1.
    double done(std::int64_t iterations) {
        double done = 0;
        if (budget_.iterations >= 0)
            done = budget_.iterations == 0 ? 1 : static_cast<double>(iterations) / static_cast<double>(budget_.iterations);
        if (iterations % kIterationsBetweenReadings == 0) {
            timed_ = 0;
            if (budget_.seconds > 0) timed_ = std::max(timed_, seconds() / budget_.seconds);
            if (budget_.cpu_seconds > 0) timed_ = std::max(timed_, cpu_seconds() / budget_.cpu_seconds);
        }
        return std::max(done, timed_);
    }

private:
    static constexpr std::int64_t kIterationsBetweenReadings = 8;  // a reading costs half a microsecond
    Budget budget_;
    double wall_, cpu_;
    double timed_ = 0;
};

// Routes of the best plan, kept up to date by copying only what changed since it was last best.
class Incumbent {
public:
    explicit Incumbent(const Instance& in) : tasks_(in.shifts()), starts_(in.shifts()), dirty_(in.shifts(), 0) {}

    void changed(const std::vector<Index>& shifts) {
        for (const Index shift : shifts)
            if (!dirty_[shift]) {
                dirty_[shift] = 1;
                pending_.push_back(shift);
            }
    }

    void keep(const Solution& solution) {
        for (const Index shift : pending_) {
            dirty_[shift] = 0;
            tasks_[shift].clear();
            starts_[shift].clear();
            for (const Stop& stop : solution.route(shift).stops)
                if (stop.task != kNone) {
                    tasks_[shift].push_back(stop.task);
                    starts_[shift].push_back(stop.start);
                }
        }
        pending_.clear();
        absent_ = solution.absent();
        totals_ = solution.totals();
        late_max_ = solution.late_max();
        score_ = solution.score();
    }

    const Score& score() const { return score_; }
    Index served(const Instance& in) const { return in.needs() - static_cast<Index>(absent_.size()); }

    Found found() && {
        std::sort(absent_.begin(), absent_.end());
        Found found;
        found.tasks = std::move(tasks_);
        found.starts = std::move(starts_);
        found.absent = std::move(absent_);
        found.totals = totals_;
        found.late_max = late_max_;
        found.cost = score_.cost;
        return found;
    }

private:
    std::vector<std::vector<Index>> tasks_;
    std::vector<std::vector<Time>> starts_;
    std::vector<char> dirty_;
    std::vector<Index> pending_;
    std::vector<Index> absent_;
    Totals totals_;
    Time late_max_ = 0;
    Score score_;
};

double annealed(const Instance& in, const Score& score) {
    return static_cast<double>(score.cost) + static_cast<double>(in.weights.unmet) * static_cast<double>(score.unmet);
}

// Cost of travel between two stops: the scale on which temperatures mean the same in every instance.
double mean_leg(const Solution& solution) {
    const Instance& in = solution.instance();
    std::size_t legs = 0;
    for (Index shift = 0; shift < in.shifts(); ++shift)
        if (!solution.route(shift).empty()) legs += solution.route(shift).stops.size() - 1;
    const auto travel = static_cast<double>(in.weights.travel * solution.totals().travel);
    return legs == 0 ? 1.0 : std::max(1.0, travel / static_cast<double>(legs));
}

}  // namespace

Found anneal(const Instance& in, const Budget& budget, const AnnealParams& params, std::uint64_t seed,
             const std::function<bool(const Progress&)>& report) {
    Clock clock(budget);
    Rng rng(seed);
    Solution solution(in);
    Ruin ruin(in, params.ruin, rng);
    Recreate recreate(solution, params.blink_rate, rng);
    Incumbent best(in);

    solution.checkpoint();
    recreate.run_all();
    best.changed(solution.touched());
    best.keep(solution);
    double current = annealed(in, best.score());

    std::int64_t iteration = 0;
    bool stopped = false;
    double next_report_s = 0;
    const double leg = mean_leg(solution);
    double temperature = params.hot_legs * leg;
    for (double done = clock.done(0); done < 1; done = clock.done(iteration)) {
        if (iteration % 64 == 0) {
            temperature = leg * params.hot_legs * std::pow(params.cold_legs / params.hot_legs, done);
            const double seconds = clock.seconds();
            if (report && seconds >= next_report_s) {
                next_report_s = seconds + params.progress_s;
                stopped = !report({seconds, clock.cpu_seconds(), iteration, best.served(in), best.score(), done});
                if (stopped) break;
            }
        }
        ++iteration;
        solution.checkpoint();
        ruin.run(solution);
        recreate.run(ruin.removed(), ruin.shifts());
        const Score score = solution.score();
        const double candidate = annealed(in, score);
        const bool is_best = score < best.score();
        if (is_best || candidate < current - temperature * std::log(1.0 - rng.uniform())) {
            current = candidate;
            best.changed(solution.touched());
            if (is_best) best.keep(solution);
        } else {
            solution.rollback();
        }
    }
    Found found = std::move(best).found();
    found.iterations = iteration;
    found.seconds = clock.seconds();
    found.cpu_seconds = clock.cpu_seconds();
    found.stopped = stopped;
    return found;
}

}  // namespace redvest
