// Where chains that search the same instance at the same time meet: who is worse goes on from the better plan.
#pragma once

#include <mutex>
#include <vector>

#include "solution.hpp"

namespace redvest {

class Exchange {
public:
    // Leaves this plan for the others unless one of theirs is better: then `routes` becomes that, and true.
    bool trade(int chain, double energy, std::vector<std::vector<Index>>& routes) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (chain_ != kNone && chain_ != chain && energy_ < energy) {
            routes = routes_;
            return true;
        }
        chain_ = chain;
        energy_ = energy;
        routes_ = routes;
        return false;
    }

private:
    std::mutex mutex_;
    int chain_ = kNone;  // whose plan it is
    double energy_ = 0;
    std::vector<std::vector<Index>> routes_;  // by shift, stops in order
};

}  // namespace redvest
