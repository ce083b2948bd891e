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
        limit_ = limit;
        kept_.clear();
    }

    // Only what costs less than this is of interest.
    Cost bar() const { return kept_.size() < capacity_ ? limit_ : kept_.back().cost; }

    void offer(const Candidate& candidate) {
        if (candidate.cost >= bar()) return;
        if (kept_.size() == capacity_) kept_.pop_back();
        const auto dearer = [](Cost cost, const Candidate& other) { return cost < other.cost; };
        kept_.insert(std::upper_bound(kept_.begin(), kept_.end(), candidate.cost, dearer), candidate);
    }

    void sort() {
        std::stable_sort(kept_.begin(), kept_.end(),
                         [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
    }

    auto begin() { return kept_.begin(); }
    auto end() { return kept_.end(); }

private:
    std::vector<Candidate> kept_;
    std::size_t capacity_ = 1;
    Cost limit_ = kNoCost;
};

}  // namespace redvest
