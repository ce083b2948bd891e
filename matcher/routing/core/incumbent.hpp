// The best plan so far, kept up to date by copying only the routes that changed since it was last kept.
#pragma once

#include <vector>

#include "solution.hpp"

namespace redvest {

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
            if (solution.route(shift).empty()) continue;
            for (const Stop& stop : solution.route(shift).stops)
                if (stop.task != kNone) tasks_[shift].push_back(stop.task);
            starts_[shift] = solution.starts_of(shift);
        }
        pending_.clear();
        absent_ = solution.absent();
        totals_ = solution.totals();
        late_max_ = solution.late_max();
        score_ = solution.score();
    }

    const std::vector<std::vector<Index>>& tasks() const { return tasks_; }    // by shift, in order
    const std::vector<std::vector<Time>>& starts() const { return starts_; }  // of service, as tasks()
    const std::vector<Index>& absent() const { return absent_; }
    const Totals& totals() const { return totals_; }
    Time late_max() const { return late_max_; }
    const Score& score() const { return score_; }

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

}  // namespace redvest
