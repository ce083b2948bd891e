// Time comes in as a budget; the clocks are read here and nowhere else.
#pragma once

#include <algorithm>
#include <cstdint>
#include <ctime>

namespace redvest {

struct Budget {
    double seconds = 0;            // wall; 0 is no limit
    double cpu_seconds = 0;        // of all threads of the process; 0 is no limit
    std::int64_t iterations = -1;  // -1 is no limit
};

class Clock {
public:
    explicit Clock(const Budget& budget)
        : budget_(budget), wall_(read(CLOCK_MONOTONIC)), cpu_(read(CLOCK_PROCESS_CPUTIME_ID)) {}

    double seconds() const { return read(CLOCK_MONOTONIC) - wall_; }
    double cpu_seconds() const { return read(CLOCK_PROCESS_CPUTIME_ID) - cpu_; }

    // 0 where it is not in seconds.
    double budget_seconds() const { return budget_.cpu_seconds > 0 ? budget_.cpu_seconds : budget_.seconds; }

    // Share of the budget that is used; the search ends at 1.
    double done(std::int64_t iterations) {
        if (iterations % kIterationsBetweenReadings == 0) {
            timed_ = 0;
            if (budget_.seconds > 0) timed_ = std::max(timed_, seconds() / budget_.seconds);
            if (budget_.cpu_seconds > 0) timed_ = std::max(timed_, cpu_seconds() / budget_.cpu_seconds);
        }
        if (budget_.iterations < 0) return timed_;
        if (budget_.iterations == 0) return 1;
        return std::max(timed_, static_cast<double>(iterations) / static_cast<double>(budget_.iterations));
    }

private:
    static constexpr std::int64_t kIterationsBetweenReadings = 8;  // a reading costs half a microsecond

    static double read(clockid_t id) {
        timespec now{};
        clock_gettime(id, &now);
        return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
    }

    Budget budget_;
    double wall_, cpu_;
    double timed_ = 0;
};

}  // namespace redvest
