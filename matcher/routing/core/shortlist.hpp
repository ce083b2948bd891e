// The few cheapest of many candidates, in order of cost; the first come stays ahead of its equals.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "travel.hpp"

namespace redvest {

template <class Candidate>
class Shortlist {
public:
    // Nothing that costs `limit` or more is kept.
    void clear(std::size_t capacity, Cost limit = kNoCost) {
        capacity_ = capacity;
        limit_ = bar_ = limit;
        kept_.clear();
    }

    // Only what costs less than this is of interest.
    Cost bar() const { return bar_; }

    void offer(const Candidate& candidate) {
        if (candidate.cost >= bar()) return;
        if (kept_.size() == capacity_) kept_.pop_back();
        const auto dearer = [](Cost cost, const Candidate& other) { return cost < other.cost; };
        kept_.insert(std::upper_bound(kept_.begin(), kept_.end(), candidate.cost, dearer), candidate);
        set_bar();
    }

    void sort() {
        std::stable_sort(kept_.begin(), kept_.end(),
                         [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
        set_bar();
    }

    auto begin() { return kept_.begin(); }
    auto end() { return kept_.end(); }

private:
    // It is asked for far more often than it changes.
    void set_bar() { bar_ = kept_.size() < capacity_ ? limit_ : kept_.back().cost; }

    std::vector<Candidate> kept_;
    std::size_t capacity_ = 1;
    Cost limit_ = kNoCost;
    Cost bar_ = kNoCost;
};

}  // namespace redvest
