#include "ruin.hpp"

#include <algorithm>

namespace redvest {

namespace {

// How persistently a seed is drawn among the needs that this chain may move; there may be none.
constexpr double kSeedAgain = 0.95;

}  // namespace

Ruin::Ruin(const Instance& instance, const RuinParams& params, Rng& rng)
    : in_(&instance), params_(params), rng_(&rng), is_removed_(instance.needs(), 0), is_ruined_(instance.shifts(), 0) {}

bool Ruin::run(Solution& solution) {
    for (const Index need : removed_) is_removed_[need] = 0;
    for (const Index shift : shifts_) is_ruined_[shift] = 0;
    removed_.clear();
    shifts_.clear();

    const Totals& totals = solution.totals();
    if (totals.busy == 0) return true;
    const double mean_length = static_cast<double>(totals.stops) / static_cast<double>(totals.busy);
    // The paper's cap alone never empties a route longer than the mean; where routes are short that matters.
    const bool capped = rng_->uniform() >= params_.uncapped_rate;
    const double longest = capped ? std::min(params_.longest_string, mean_length) : params_.longest_string;
    const double most_strings = 4 * params_.mean_removed / (1 + longest) - 1;
    const auto strings = static_cast<std::size_t>(1 + rng_->uniform() * std::max(most_strings, 0.0));

    // The seed may be a need nobody serves: its neighbours then make room for it.
    do {
        seed_ = static_cast<Index>(rng_->below(static_cast<std::uint32_t>(in_->needs())));
    } while ((solution.is_lent(seed_) || solution.is_held(seed_)) && rng_->uniform() < kSeedAgain);
    std::size_t done = 0;
    for (const Index need : in_->neighbours[seed_]) {
        if (done >= strings) break;
        if (!solution.is_served(need) || is_removed_[need] || solution.is_held(need)) continue;
        const std::size_t ruined = shifts_.size();
        choose_string(solution, need, longest);
        done += shifts_.size() > ruined;
    }
    for (const Index need : removed_)
        for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
            mark(solution.route_of(in_->visit_of(role)));
    for (const Index need : removed_) solution.remove(need);
    for (const Index shift : shifts_) solution.drop_spare_reloads(shift);
    if (!solution.refresh(shifts_)) return false;
    const auto keeps_quotas = [&solution](Index shift) { return solution.keeps_quotas(shift); };
    return in_->travel.is_metric() || std::all_of(shifts_.begin(), shifts_.end(), keeps_quotas);
}

void Ruin::choose_string(const Solution& solution, Index need, double longest) {
    const Index crew = in_->crew_size(need);
    const Index role = in_->need_role_start[need] + (crew > 1 ? static_cast<Index>(rng_->below(crew)) : 0);
    const Index task = in_->visit_of(role), shift = solution.route_of(task);
    if (is_ruined_[shift]) return;
    mark(shift);
    const auto& stops = solution.route(shift).stops;
    const auto length = static_cast<Index>(stops.size()) - 2;
    const Index position = solution.position_of(task);
    const Index most = static_cast<Index>(std::min<double>(length, longest));
    const Index taken = 1 + static_cast<Index>(rng_->uniform() * most) - (most == 0);
    const Index want = std::clamp<Index>(taken, 1, length);

    Index kept = 0;
    if (want > 1 && want < length && rng_->uniform() < params_.split_rate) {
        kept = 1;
        while (want + kept < length && rng_->uniform() < params_.split_growth) ++kept;
    }
    const Index span = want + kept;
    const Index first_low = std::max<Index>(1, position - span + 1);
    const Index first_high = std::min<Index>(position, length - span + 1);
    const Index first = first_low + static_cast<Index>(rng_->below(first_high - first_low + 1));
    const Index kept_from = kept > 0 ? first + 1 + static_cast<Index>(rng_->below(want - 1)) : 0;
    for (Index i = first; i < first + span; ++i) {
        if (kept > 0 && i >= kept_from && i < kept_from + kept) continue;
        if (!in_->is_task(stops[i].task)) continue;
        const Index gone = in_->role_need[in_->task_role[stops[i].task]];
        if (is_removed_[gone] || solution.is_held(gone)) continue;
        is_removed_[gone] = 1;
        removed_.push_back(gone);
    }
}

void Ruin::mark(Index shift) {
    if (is_ruined_[shift]) return;
    is_ruined_[shift] = 1;
    shifts_.push_back(shift);
}

}  // namespace redvest
