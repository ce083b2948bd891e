// Several chains: how the work is shared out between two meetings.
#include <algorithm>
#include <utility>

#include "search.hpp"

namespace redvest {

namespace {

// Meetings of a search: often enough that no border stands long, seldom enough that they cost nothing.
constexpr double kMeetings = 100;
constexpr double kShiftEnergy = 1e12, kUnmetEnergy = 1e18;

// Nothing ties what one volunteer does to what another does.
bool is_separable(const Instance& in) {
    return in.link_first.empty() && in.series_needs.empty() && in.hand_roles.empty() && in.weights.late_max == 0;
}

}  // namespace

void Search::join(Meeting& meeting, int chain) {
    meeting_ = &meeting;
    chain_ = chain;
}

bool Search::meets(double done) {
    if (!meeting_ || done < next_meeting_) return false;
    next_meeting_ = done + 1 / kMeetings;
    return true;
}

void Search::meet() {
    Meeting::Plan plan;
    plan.energy = annealed(solution_.score());
    // Fewer shifts come first where that is asked, but after the needs.
    if (params_.fewest_shifts)
        plan.energy = kUnmetEnergy * static_cast<double>(solution_.totals().unmet) +
                      kShiftEnergy * static_cast<double>(solution_.totals().busy) +
                      static_cast<double>(solution_.cost());
    plan.stops.resize(in_->shifts());
    for (Index shift = 0; shift < in_->shifts(); ++shift)
        if (!solution_.route(shift).empty())
            for (const Stop& stop : solution_.route(shift).stops)
                if (stop.task != kNone) plan.stops[shift].push_back(stop.task);
    plan.shifts = own_shifts_;
    plan.is_whole = !shares_;
    const Meeting::Agreed agreed = meeting_->meet(chain_, std::move(plan));
    go_on_from(agreed.stops);
    if (is_better()) best_.keep(solution_);
    if (params_.fewest_shifts && serves_all(solution_.score())) close_idle();
    // Nobody finds a way between plans of a tight fleet among half of it.
    shares_ = is_separable(*in_) && !params_.fewest_shifts;
    if (shares_) share_out(agreed.number);
}

// Volunteers and needs by their distance from a place that all chains draw alike; a band for each chain.
void Search::share_out(std::uint64_t number) {
    Rng rng(number);
    const Index origin = in_->task_place[rng.below(static_cast<std::uint32_t>(in_->tasks()))];
    const auto middle = [this](Index shift) {
        const auto& stops = solution_.route(shift).stops;
        return stops[stops.size() / 2].place;
    };
    std::vector<std::pair<Time, Index>> far;  // distance, volunteer
    std::size_t all = 0;
    for (Index vol = 0; vol < in_->volunteers(); ++vol) {
        if (in_->vol_shift_start[vol] == in_->vol_shift_start[vol + 1]) continue;
        const Index place = middle(in_->vol_shift_start[vol]);
        far.emplace_back(place == kNone ? 0 : in_->travel.distance(origin, place), vol);
        all += weight_of(vol);
    }
    std::sort(far.begin(), far.end());
    const auto chains = static_cast<std::size_t>(meeting_->chains());
    const auto band = [&](std::size_t before) {
        return std::min(chains - 1, before * chains / std::max<std::size_t>(1, all));
    };
    own_shifts_.clear();
    std::vector<Time> ends(chains, 0);  // of the bands
    std::size_t before = 0;
    for (const auto& [distance, vol] : far) {
        const std::size_t owner = band(before);
        before += weight_of(vol);
        ends[owner] = distance;
        for (Index shift = in_->vol_shift_start[vol]; shift < in_->vol_shift_start[vol + 1]; ++shift) {
            if (owner == static_cast<std::size_t>(chain_))
                own_shifts_.push_back(shift);
            else
                solution_.lend(shift);
        }
    }
    for (const Index need : solution_.absent()) {
        const Time distance = in_->travel.distance(origin, in_->task_place[in_->visit_of(in_->need_role_start[need])]);
        std::size_t owner = 0;
        while (owner + 1 < chains && distance > ends[owner]) ++owner;
        if (owner != static_cast<std::size_t>(chain_)) solution_.lend_need(need);
    }
}

// Idle volunteers count too, or one chain would have them all.
std::size_t Search::weight_of(Index vol) const {
    std::size_t weight = 1;
    for (Index shift = in_->vol_shift_start[vol]; shift < in_->vol_shift_start[vol + 1]; ++shift)
        weight += static_cast<std::size_t>(solution_.route(shift).tasks);
    return weight;
}

}  // namespace redvest
