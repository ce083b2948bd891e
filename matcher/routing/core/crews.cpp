// Crews of two: the cheapest pair of spots whose starts can meet.
#include <algorithm>

#include "recreate.hpp"

namespace redvest {

namespace {

// Of a crew's pairs some turn out to wait for each other in a circle with routes linked elsewhere.
constexpr std::size_t kPairs = 4, kLatePairs = 16;

}  // namespace

void Recreate::insert_crew(Index need) {
    const Index role = in_->need_role_start[need];
    collect_spots(role, spots_);
    if (spots_.empty()) return;
    if (in_->role_is_twin[role + 1]) {
        partner_spots_ = spots_;
        for (Spot& spot : partner_spots_) spot.role = role + 1;
    } else {
        collect_spots(role + 1, partner_spots_);
    }
    if (partner_spots_.empty()) return;
    const Cost most = limit(need);
    collect_pairs(most);
    if (in_->late_allowed) {
        Cost best = kNoCost;
        for (Pair& pair : best_pairs_) {
            pair.cost = late_.cost_of(guest_of(pair.one, pair.one_start), guest_of(pair.other, pair.other_start),
                                      pair.one.base + pair.other.base, best);
            best = std::min(best, pair.cost);
        }
        best_pairs_.sort();
    }
    for (const Pair& pair : best_pairs_)
        if (pair.cost < most && place(need, {&pair.one, &pair.other})) return;
}

void Recreate::collect_pairs(Cost most) {
    const auto cheaper = [](const Spot& a, const Spot& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.shift != b.shift ? a.shift < b.shift : a.visit_at < b.visit_at;
    };
    std::sort(spots_.begin(), spots_.end(), cheaper);
    std::sort(partner_spots_.begin(), partner_spots_.end(), cheaper);
    best_pairs_.clear(in_->late_allowed ? kLatePairs : kPairs, most);
    Pair pair;
    for (const Spot& one : spots_) {
        if (one.cost + partner_spots_.front().cost >= best_pairs_.bar()) return;
        pair.one = one;
        for (const Spot& other : partner_spots_) {
            pair.cost = one.cost + other.cost;
            if (pair.cost >= best_pairs_.bar()) break;
            const Index vol = in_->shift_vol[one.shift], other_vol = in_->shift_vol[other.shift];
            if (vol == other_vol || !is_guarded(vol, other_vol)) continue;
            pair.other = other;
            if (!meet(pair)) continue;
            if (in_->late_allowed)
                pair.cost = late_.bound_of(guest_of(one, pair.one_start), guest_of(other, pair.other_start),
                                           one.base + other.base);
            best_pairs_.offer(pair);
        }
    }
}

void Recreate::collect_spots(Index role, std::vector<Spot>& spots) {
    spots.clear();
    insertion_.aim(role);
    const auto bar = [] { return kNoCost; };
    const auto take = [&spots](const Spot& spot) { spots.push_back(spot); };
    each_shift(role, [&](Index shift, std::int64_t e) {
        if (!solution_->is_spare_twin(shift) || !solution_->is_spare_twin(shift - 1))
            insertion_.each_spot(shift, in_->able_cost[e], bar, take);
    });
}

// The earliest starts that keep the link, within what both routes bear.
bool Recreate::meet(Pair& pair) const {
    const Index task = in_->visit_of(pair.one.role), partner = in_->visit_of(pair.other.role);
    const TaskLink& link = *in_->links_of(task).begin();
    pair.one_start = std::max(pair.one.earliest, pair.other.earliest - link.max);
    pair.other_start = std::max(pair.other.earliest, pair.one_start + link.min);
    if (has_one_window(task) && has_one_window(partner))
        return pair.one_start <= pair.one.latest && pair.other_start <= pair.other.latest;
    Time start = pair.one.earliest, partner_start = pair.other.earliest;
    while (start <= pair.one.latest && partner_start <= pair.other.latest) {
        pair.one_start = in_->earliest_start(task, std::max(start, partner_start - link.max));
        if (pair.one_start > pair.one.latest) return false;
        pair.other_start = in_->earliest_start(partner, std::max(partner_start, pair.one_start + link.min));
        if (pair.one_start == start && pair.other_start == partner_start) return true;
        start = pair.one_start;
        partner_start = pair.other_start;
    }
    return false;
}

Guest Recreate::guest_of(const Spot& spot, Time start) const {
    // The position of the visit counts in what comes with it.
    return {in_->visit_of(spot.role), spot.shift, spot.visit_at - spot.errands(), start, spot.way_out};
}

}  // namespace redvest
