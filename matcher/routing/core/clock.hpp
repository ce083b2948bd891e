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
        : budget_(budget), wall_(now(CLOCK_MONOTONIC)), cpu_(now(CLOCK_PROCESS_CPUTIME_ID)) {}

    double seconds() const { return now(CLOCK_MONOTONIC) - wall_; }
    double cpu_seconds() const { return now(CLOCK_PROCESS_CPUTIME_ID) - cpu_; }

    // 0 where the budget is not in seconds.
    double budget_seconds() const { return budget_.cpu_seconds > 0 ? budget_.cpu_seconds : budget_.seconds; }

    // Share of the seconds, wall or CPU, that is used, as last read; 0 where there is no such limit.
    double timed() const { return timed_; }
    double read() {
        timed_ = 0;
        if (budget_.seconds > 0) timed_ = std::max(timed_, seconds() / budget_.seconds);
        if (budget_.cpu_seconds > 0) timed_ = std::max(timed_, cpu_seconds() / budget_.cpu_seconds);
        return timed_;
    }

    // Share of the budget that is used; the search ends at 1.
    double done(std::int64_t iterations) {
        if (iterations % kIterationsBetweenReadings == 0) read();
        if (budget_.iterations < 0) return timed_;
        if (budget_.iterations == 0) return 1;
        return std::max(timed_, static_cast<double>(iterations) / static_cast<double>(budget_.iterations));
    }

private:
    static constexpr std::int64_t kIterationsBetweenReadings = 8;  // a reading costs half a microsecond

    static double now(clockid_t id) {
        timespec time{};
        clock_gettime(id, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    }

    Budget budget_;
    double wall_, cpu_;
    double timed_ = 0;
};

}  // namespace redvest
