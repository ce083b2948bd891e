// Greedy insertion with blinks, in an order drawn anew each time.
// Source: Christiaens and Vanden Berghe (2020), section 5.2; the orders for windows, section 6.
#pragma once

#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

#include "guidance.hpp"
#include "insertion.hpp"
#include "ruin.hpp"
#include "shortlist.hpp"

namespace redvest {

class Recreate {
public:
    Recreate(Solution& solution, double blink_rate, Rng& rng);

    // Inserts what it can: the needs just removed anywhere, and one more; others that nobody serves only
    // into the shifts of the volunteers just relieved, since nothing else has changed for them.
    void run(const Ruin& ruin);
    // Every need nobody serves, anywhere.
    void run_all(bool blinking);
    // Where unmet priority has a price: by how much, about, a need may cost more than its price from now on.
    void tolerate(double loss) { tolerance_ = loss; }
    // Until it is null again: what leaving a need out costs, whatever its priority.
    void follow(const Guidance* guidance) { guidance_ = guidance; }

private:
    enum class Order { kRandom, kPriority, kScarce, kLoad, kFar, kNear, kShortWindow, kEarly, kLate, kCount };
    // Two spots whose visits can keep their link.
    struct Pair {
        Cost cost = kNoCost;
        Spot one, other;
        Time one_start = 0, other_start = 0;
    };

    Cost limit(Index need);
    void reopen(const std::vector<Index>& shifts);
    void collect_absent(Index seed);
    void mark_able(Index need);
    void mark(Index need, std::size_t reopened);
    void sort_todo();
    double key(Order order, Index need);
    double from_first_home(Index task) const;

    void insert(Index need, const std::vector<Index>* shifts);
    void insert_single(Index need, const std::vector<Index>* shifts);
    bool place(Index need, std::initializer_list<const Spot*> spots);
    bool put(std::initializer_list<const Spot*> spots);
    void take_back(std::initializer_list<const Spot*> spots);

    // Calls attempt(shift, row of the pair) for the shifts worth trying: of all able volunteers, or where
    // those are very many of the nearest and of those who pass nearby.
    template <class Attempt>
    void each_shift(Index role, Attempt attempt);

    // crews.cpp
    void insert_crew(Index need);
    void collect_spots(Index role, std::vector<Spot>& spots);
    void collect_pairs(Cost most);
    bool meet(Pair& pair) const;
    bool is_guarded(Index vol, Index other) const {
        return (in_->vol_guardian[vol] < 0 || in_->vol_guardian[vol] == other) &&
               (in_->vol_guardian[other] < 0 || in_->vol_guardian[other] == vol);
    }
    bool has_one_window(Index task) const { return in_->window_start[task + 1] - in_->window_start[task] == 1; }
    Guest guest_of(const Spot& spot, Time start) const;

    // chains.cpp
    void insert_chain(Index need);
    bool extend(Index need, Index role, Cost cost, Cost most);
    bool may_join(Index role, Index vol) const;

    Solution* solution_;
    const Instance* in_;
    Rng* rng_;
    Blinks blinks_;
    LateTrial late_;
    Insertion insertion_;
    const Guidance* guidance_ = nullptr;
    double tolerance_ = std::numeric_limits<double>::infinity();
    std::vector<double> order_weight_;
    std::vector<std::pair<double, Index>> todo_;
    std::vector<std::uint64_t> marked_;  // need -> bit per ruined route that could take it
    std::vector<char> is_new_;
    std::vector<std::uint32_t> tried_;   // volunteer -> the last each_shift() that tried them
    std::uint32_t tries_ = 0;
    Shortlist<Spot> best_spots_;
    Shortlist<Pair> best_pairs_;
    std::vector<Spot> spots_, partner_spots_;
    int branches_left_ = 0;
    std::vector<std::pair<Index, Index>> places_;
    std::vector<Index> shifts_;
    std::vector<Index> reopened_;  // shifts that have room now
};

template <class Attempt>
void Recreate::each_shift(Index role, Attempt attempt) {
    const auto attempt_all = [&](Index vol, std::int64_t e) {
        for (Index shift = in_->vol_shift_start[vol]; shift < in_->vol_shift_start[vol + 1]; ++shift) attempt(shift, e);
    };
    if (in_->near_vols[role].empty()) {
        for (std::int64_t e = in_->able_start[role]; e < in_->able_start[role + 1]; ++e)
            attempt_all(in_->able_vol[e], e);
        return;
    }
    ++tries_;
    const auto attempt_once = [&](Index vol) {
        if (tried_[vol] == tries_) return;
        tried_[vol] = tries_;
        const std::int64_t e = in_->able_at(role, vol);
        if (e >= 0) attempt_all(vol, e);
    };
    for (const Index vol : in_->near_vols[role]) attempt_once(vol);
    for (const Index near : in_->neighbours[in_->role_need[role]])
        if (solution_->is_served(near)) attempt_once(solution_->volunteer_of(in_->need_role_start[near]));
}

}  // namespace redvest
