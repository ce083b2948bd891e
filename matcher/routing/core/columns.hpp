// Routes that the search has come by: of each set of needs the cheapest order that a class of shifts has had.
//
// A plan that is put together from the best of them (set packing) is often better than any the search held at one
// time. Sources: Rochat and Taillard (1995), Probabilistic diversification and intensification in local search
// for vehicle routing; Sartori and Buriol (2020), A study on the pickup and delivery problem with time windows.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "rng.hpp"
#include "solution.hpp"

namespace redvest {

struct Column {
    std::uint64_t key = 0;
    Index shift_class = 0;
    Cost cost = 0;             // all that the route costs
    std::vector<Index> needs;
    std::vector<Index> stops;  // tasks, breaks and reloads in order
    std::int64_t seen = 0;     // number of the offer at which it was last seen
};

class Columns {
public:
    explicit Columns(const Instance& in);

    // Whether a route may be judged by itself: nothing ties it to another, and all that it costs is its own.
    static bool hold(const Instance& in);

    void offer(const Solution& solution, Index shift);
    const std::vector<Column>& all() const { return columns_; }
    // The column of a route that has been offered.
    Index find(const Solution& solution, Index shift) const;

private:
    std::uint64_t key(const Solution& solution, Index shift) const;
    Cost cost_of(const Solution& solution, Index shift) const;
    void forget();

    const Instance* in_;
    std::vector<std::uint64_t> need_mark_, class_mark_;  // drawn; a set's key is the sum of its marks
    std::unordered_map<std::uint64_t, Index> at_;
    std::vector<Column> columns_;
    std::int64_t offers_ = 0;
};

}  // namespace redvest
