// Greedy insertion with blinks, in an order drawn anew each time.
// Source: Christiaens and Vanden Berghe (2020), section 5.2; the orders for windows, section 6.
#pragma once

#include <vector>

#include "insertion.hpp"
#include "ruin.hpp"

namespace redvest {

class Recreate {
public:
    Recreate(Solution& solution, double blink_rate, Rng& rng);

    // Inserts what it can: the needs just removed anywhere; others that nobody serves only into the
    // routes just ruined, since nothing else has changed for them.
    void run(const std::vector<Index>& removed, const std::vector<Index>& shifts);
    // Every need nobody serves, anywhere.
    void run_all();

private:
    enum class Order { kRandom, kPriority, kScarce, kLoad, kFar, kNear, kShortWindow, kEarly, kLate, kCount };

    void collect_absent(const std::vector<Index>& shifts);
    void sort_todo();
    double key(Order order, Index need);
    void insert(Index need, const std::vector<Index>* shifts);
    void insert_single(Index need, const std::vector<Index>* shifts);
    void insert_crew(Index need);
    void collect_spots(Index role, std::vector<Spot>& spots);
    bool meet(const Spot& one, const Spot& other, Time& one_start, Time& other_start) const;
    Guest guest_of(const Spot& spot, Time start) const;
    void place(const Spot& spot);
    Cost pair_cost(const Spot& spot) const;

    Solution* solution_;
    const Instance* in_;
    Rng* rng_;
    Blinks blinks_;
    LateTrial late_;
    Insertion insertion_;
    std::vector<double> order_weight_;
    std::vector<std::pair<double, Index>> todo_;
    std::vector<std::uint64_t> marked_;  // need -> bit per ruined route that could take it
    std::vector<char> is_new_;
    std::vector<Spot> spots_, partner_spots_;
};

}  // namespace redvest
