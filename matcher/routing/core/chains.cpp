// Needs of many roles: larger crews, and chains of crews that are served all or none. One role after the other
// is let into the schedule, the next one sees what it left; the cheapest few spots of each are tried in depth.
#include <vector>

#include "recreate.hpp"

namespace redvest {

namespace {

// Spots of a role that are tried, and insertions of one chain in all.
constexpr std::size_t kBranches = 3;
constexpr int kInsertions = 6;

}  // namespace

void Recreate::insert_chain(Index need) {
    branches_left_ = kInsertions * in_->crew_size(need);
    extend(need, in_->need_role_start[need], 0, limit(need));
}

bool Recreate::extend(Index need, Index role, Cost cost, Cost most) {
    if (role == in_->need_role_start[need + 1]) {
        solution_->serve(need);
        return true;
    }
    best_spots_.clear(kBranches, most == kNoCost ? kNoCost : most - cost);
    insertion_.aim(role);
    each_shift(role, [&](Index shift, std::int64_t e) {
        // A crew may want two who are alike.
        if (shift > 0 && solution_->is_spare_twin(shift) && solution_->is_spare_twin(shift - 1)) return;
        if (!may_join(role, in_->shift_vol[shift])) return;
        insertion_.each_spot(
            shift, in_->able_cost[e], [this] { return best_spots_.bar(); },
            [this](const Spot& spot) { best_spots_.offer(spot); });
    });
    const std::vector<Spot> spots(best_spots_.begin(), best_spots_.end());
    for (const Spot& spot : spots) {
        if (branches_left_-- <= 0) return false;
        if (!put({&spot})) continue;
        if (extend(need, role + 1, cost + spot.cost, most)) return true;
        take_back({&spot});
    }
    return false;
}

// Beside those of the crew who have a place already: somebody else, and for a minor the guardian.
bool Recreate::may_join(Index role, Index vol) const {
    if (!solution_->suits(role, vol)) return false;
    const Index crew = in_->role_crew[role], need = in_->role_need[role];
    Index open = 0, missing = 0;
    bool is_awaited = false, has_guardian = in_->vol_guardian[vol] < 0;
    for (Index other = in_->need_role_start[need]; other < in_->need_role_start[need + 1]; ++other) {
        if (in_->role_crew[other] != crew || other == role) continue;
        const Index placed = solution_->volunteer_of(other);
        if (placed == kNone) {
            ++open;
            continue;
        }
        has_guardian |= placed == in_->vol_guardian[vol];
        const Index guardian = in_->vol_guardian[placed];
        bool is_there = guardian < 0;
        for (Index third = in_->need_role_start[need]; third < in_->need_role_start[need + 1]; ++third)
            is_there |= in_->role_crew[third] == crew && solution_->volunteer_of(third) == guardian;
        if (is_there) continue;
        ++missing;
        is_awaited |= guardian == vol;
    }
    return missing - is_awaited + !has_guardian <= open;
}

}  // namespace redvest
