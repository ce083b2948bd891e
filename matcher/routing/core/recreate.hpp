// Greedy insertion with blinks, in an order drawn anew each time.
// Source: Christiaens and Vanden Berghe (2020), section 5.2; the orders for windows, section 6.
#pragma once

#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

#include "insertion.hpp"
#include "ruin.hpp"
#include "shortlist.hpp"

namespace redvest {

class Recreate {
public:
    Recreate(Solution& solution, double blink_rate, Rng& rng);

    // Inserts what it can: the needs just removed anywhere, and one more; others that nobody serves only
    // into the shifts of the volunteers just relieved, since nothing else has changed for them.
    void run(const std::vector<Index>& removed, const std::vector<Index>& shifts);
    // Every need nobody serves, anywhere.
    void run_all(bool blinking);
    // Where unmet priority has a price: by how much, about, a need may cost more than its price from now on.
    void tolerate(double loss) { tolerance_ = loss; }

private:
    enum class Order { kRandom, kPriority, kScarce, kLoad, kFar, kNear, kShortWindow, kEarly, kLate, kCount };

    Cost limit(Index need);
    void reopen(const std::vector<Index>& shifts);
    void collect_absent();
    void sort_todo();
    double key(Order order, Index need);
    // Two spots whose visits can keep their link.
    struct Pair {
        Cost cost = kNoCost;
        Spot one, other;
        Time one_start = 0, other_start = 0;
    };

    void insert(Index need, const std::vector<Index>* shifts);
    void insert_single(Index need, const std::vector<Index>* shifts);
    void insert_crew(Index need);
    void collect_spots(Index role, std::vector<Spot>& spots);
    void collect_pairs(Cost most);
    bool meet(Pair& pair) const;
    Guest guest_of(const Spot& spot, Time start) const;
    bool place(Index need, std::initializer_list<const Spot*> spots);

    Solution* solution_;
    const Instance* in_;
    Rng* rng_;
    Blinks blinks_;
    LateTrial late_;
    Insertion insertion_;
    double tolerance_ = std::numeric_limits<double>::infinity();
    std::vector<double> order_weight_;
    std::vector<std::pair<double, Index>> todo_;
    std::vector<std::uint64_t> marked_;  // need -> bit per ruined route that could take it
    std::vector<char> is_new_;
    Shortlist<Spot> best_spots_;
    Shortlist<Pair> best_pairs_;
    std::vector<Spot> spots_, partner_spots_;
    std::vector<std::pair<Index, Index>> places_;
    std::vector<Index> shifts_;
    std::vector<Index> reopened_;  // shifts that have room now
};

}  // namespace redvest
