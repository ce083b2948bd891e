// Which needs lie near each other, and who lives near a need that many could serve.
#include "neighbours.hpp"

#include <algorithm>

namespace redvest {

namespace {

// Neighbours kept per need. Ruins reach tens of needs; beyond a few hundred nothing changes.
constexpr std::size_t kNeighbours = 200;

// Up to so many able volunteers are all tried; of more, the nearest and those who pass nearby.
constexpr std::size_t kAllTried = 192, kNearest = 64;

}  // namespace

void find_neighbours(Instance& in) {
    const Index needs = in.needs();
    in.neighbours.resize(needs);
    const std::size_t kept = std::min<std::size_t>(kNeighbours, needs);
    std::vector<std::pair<Time, Index>> near(needs);
    for (Index a = 0; a < needs; ++a) {
        const Index place = in.task_place[in.visit_of(in.need_role_start[a])];
        for (Index b = 0; b < needs; ++b)
            near[b] = {b == a ? -1 : in.travel.distance(place, in.task_place[in.visit_of(in.need_role_start[b])]), b};
        std::nth_element(near.begin(), near.begin() + (kept - 1), near.end());
        std::sort(near.begin(), near.begin() + kept);
        in.neighbours[a].resize(kept);
        for (std::size_t k = 0; k < kept; ++k) in.neighbours[a][k] = near[k].second;
    }
}

void find_near_volunteers(Instance& in) {
    in.near_vols.assign(in.roles(), {});
    std::vector<std::pair<Time, Index>> near;
    for (Index role = 0; role < in.roles(); ++role) {
        if (in.able_start[role + 1] - in.able_start[role] <= static_cast<std::int64_t>(kAllTried)) continue;
        near.clear();
        const Index place = in.task_place[in.visit_of(role)];
        for (std::int64_t e = in.able_start[role]; e < in.able_start[role + 1]; ++e) {
            const Index vol = in.able_vol[e];
            near.emplace_back(in.travel.seconds(in.vol_mode[vol], in.shift_start_place[in.vol_shift_start[vol]], place),
                              vol);
        }
        std::nth_element(near.begin(), near.begin() + kNearest, near.end());
        for (std::size_t k = 0; k < kNearest; ++k) in.near_vols[role].push_back(near[k].second);
        std::sort(in.near_vols[role].begin(), in.near_vols[role].end());
    }
}

}  // namespace redvest
