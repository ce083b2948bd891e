#include "recreate.hpp"

#include <algorithm>
#include <cmath>

namespace redvest {

namespace {

// Candidates whose exact cost is worked out. One is enough where spots have it from the start; of a crew's
// pairs some turn out to wait for each other in a circle with routes linked elsewhere.
constexpr std::size_t kLateSpots = 8, kPairs = 4, kLatePairs = 16;

template <class Values>
bool varies(const Values& values) {
    return !values.empty() && std::any_of(values.begin(), values.end(), [&](auto v) { return v != values.front(); });
}

}  // namespace

Recreate::Recreate(Solution& solution, double blink_rate, Rng& rng)
    : solution_(&solution),
      in_(&solution.instance()),
      rng_(&rng),
      blinks_(blink_rate, rng),
      late_(solution),
      insertion_(solution, late_, blinks_),
      order_weight_(static_cast<std::size_t>(Order::kCount), 0.0),
      marked_(in_->needs(), 0),
      is_new_(in_->needs(), 0) {
    const auto weigh = [this](Order order, double weight) { order_weight_[static_cast<std::size_t>(order)] = weight; };
    const bool one_depot = !varies(in_->shift_start_place);
    weigh(Order::kRandom, 4);
    weigh(Order::kPriority, varies(in_->need_priority) ? 4 : 0);
    weigh(Order::kScarce, varies(in_->shift_class) ? 2 : 0);
    weigh(Order::kLoad, in_->has_loads ? 4 : 0);
    weigh(Order::kFar, one_depot ? 2 : 0);
    weigh(Order::kNear, one_depot ? 1 : 0);
    weigh(Order::kShortWindow, 2);
    weigh(Order::kEarly, 2);
    weigh(Order::kLate, 2);
}

void Recreate::run(const std::vector<Index>& removed, const std::vector<Index>& shifts) {
    todo_.clear();
    for (const Index need : removed) {
        is_new_[need] = 1;
        todo_.emplace_back(0.0, need);
    }
    if (!solution_->absent().empty()) {
        // Nobody ruins an idle shift, and a blink may have overlooked it: one of the others is tried anywhere.
        const auto& absent = solution_->absent();
        const Index need = absent[rng_->below(static_cast<std::uint32_t>(absent.size()))];
        if (!is_new_[need]) todo_.emplace_back(0.0, need);
        is_new_[need] = 1;
    }
    reopen(shifts);
    collect_absent();
    sort_todo();
    for (const auto& [_, need] : todo_) insert(need, is_new_[need] ? nullptr : &reopened_);
    for (const auto& [_, need] : todo_) {
        is_new_[need] = 0;
        marked_[need] = 0;
    }
}

void Recreate::run_all(bool blinking) {
    blinks_.enable(blinking);
    todo_.clear();
    for (const Index need : solution_->absent()) todo_.emplace_back(0.0, need);
    sort_todo();
    for (const auto& [_, need] : todo_) insert(need, nullptr);
    blinks_.enable(true);
}

// Limits bind all shifts of a volunteer together, so a stop less in one makes room in the others.
void Recreate::reopen(const std::vector<Index>& shifts) {
    reopened_.clear();
    for (const Index ruined : shifts) {
        const Index vol = in_->shift_vol[ruined];
        for (Index shift = in_->vol_shift_start[vol]; shift < in_->vol_shift_start[vol + 1]; ++shift)
            if (std::find(reopened_.begin(), reopened_.end(), shift) == reopened_.end()) reopened_.push_back(shift);
    }
}

void Recreate::collect_absent() {
    if (solution_->absent().empty()) return;
    for (std::size_t k = 0; k < reopened_.size(); ++k) {
        const Index vol = in_->shift_vol[reopened_[k]];
        for (std::int64_t e = in_->vol_role_start[vol]; e < in_->vol_role_start[vol + 1]; ++e) {
            const Index need = in_->role_need[in_->vol_role[e]];
            if (solution_->is_served(need) || is_new_[need]) continue;
            if (marked_[need] == 0) todo_.emplace_back(0.0, need);
            marked_[need] |= std::uint64_t{1} << std::min<std::size_t>(k, 63);
        }
    }
}

double Recreate::key(Order order, Index need) {
    const Index role = in_->need_role_start[need], task = in_->visit_of(role);
    const auto first = in_->window_start[task];
    switch (order) {
        case Order::kPriority: return -static_cast<double>(in_->need_priority[need]) + 1e-6 * rng_->uniform();
        case Order::kScarce: return static_cast<double>(in_->able_start[role + 1] - in_->able_start[role]);
        case Order::kLoad: return -static_cast<double>(in_->task_load[in_->role_task_start[role]]);
        case Order::kFar: return -static_cast<double>(in_->travel.seconds(0, in_->shift_start_place[0], in_->task_place[task]));
        case Order::kNear: return static_cast<double>(in_->travel.seconds(0, in_->shift_start_place[0], in_->task_place[task]));
        case Order::kShortWindow: return static_cast<double>(in_->last_close(task) - in_->window_opens_s[first]);
        case Order::kEarly: return static_cast<double>(in_->window_opens_s[first]);
        case Order::kLate: return -static_cast<double>(in_->last_close(task));
        default: return rng_->uniform();
    }
}

void Recreate::sort_todo() {
    double total = 0;
    for (const double weight : order_weight_) total += weight;
    double draw = rng_->uniform() * total;
    std::size_t order = 0;
    while (order + 1 < order_weight_.size() && draw >= order_weight_[order]) draw -= order_weight_[order++];
    for (auto& [value, need] : todo_) value = key(static_cast<Order>(order), need);
    std::sort(todo_.begin(), todo_.end());
}

// What serving the need must cost less than. Losses are borne as the annealing bears them.
Cost Recreate::limit(Index need) {
    if (in_->weights.lexicographic || std::isinf(tolerance_)) return kNoCost;
    const Cost price = in_->weights.unmet * in_->need_priority[need];
    return price + static_cast<Cost>(-tolerance_ * std::log(1.0 - rng_->uniform()));
}

void Recreate::insert(Index need, const std::vector<Index>* shifts) {
    late_.rebase();
    if (in_->crew_size(need) == 1)
        insert_single(need, shifts);
    else
        insert_crew(need);
}

void Recreate::insert_single(Index need, const std::vector<Index>* shifts) {
    const Index role = in_->need_role_start[need];
    const Cost most = limit(need);
    best_spots_.clear(in_->late_allowed ? kLateSpots : 1, most);
    const auto bar = [this] { return best_spots_.bar(); };
    const auto take = [this](const Spot& spot) { best_spots_.offer(spot); };
    const auto able_first = in_->able_vol.begin() + in_->able_start[role];
    const auto able_last = in_->able_vol.begin() + in_->able_start[role + 1];
    if (shifts) {
        for (std::size_t k = 0; k < shifts->size(); ++k) {
            if (!(marked_[need] >> std::min<std::size_t>(k, 63) & 1)) continue;
            const Index shift = (*shifts)[k];
            const auto able = std::lower_bound(able_first, able_last, in_->shift_vol[shift]);
            if (able == able_last || *able != in_->shift_vol[shift]) continue;
            insertion_.each_spot(role, shift, in_->able_cost[able - in_->able_vol.begin()], bar, take);
        }
    } else {
        for (auto able = able_first; able != able_last; ++able)
            for (Index shift = in_->vol_shift_start[*able]; shift < in_->vol_shift_start[*able + 1]; ++shift)
                if (!solution_->is_spare_twin(shift))
                    insertion_.each_spot(role, shift, in_->able_cost[able - in_->able_vol.begin()], bar, take);
    }
    if (in_->late_allowed) {
        Cost best = kNoCost;
        for (Spot& spot : best_spots_) {
            spot.cost = late_.cost_of(guest_of(spot, spot.earliest), spot.base, best);
            best = std::min(best, spot.cost);
        }
        best_spots_.sort();
    }
    for (const Spot& spot : best_spots_)
        if (spot.cost < most && place(need, {&spot})) return;
}

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
        return a.cost != b.cost ? a.cost < b.cost : a.shift != b.shift ? a.shift < b.shift : a.visit < b.visit;
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
            if (in_->shift_vol[one.shift] == in_->shift_vol[other.shift]) continue;
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
    const auto bar = [] { return kNoCost; };
    const auto take = [&spots](const Spot& spot) { spots.push_back(spot); };
    for (std::int64_t e = in_->able_start[role]; e < in_->able_start[role + 1]; ++e) {
        const Index vol = in_->able_vol[e];
        for (Index shift = in_->vol_shift_start[vol]; shift < in_->vol_shift_start[vol + 1]; ++shift)
            if (!solution_->is_spare_twin(shift) || !solution_->is_spare_twin(shift - 1))
                insertion_.each_spot(role, shift, in_->able_cost[e], bar, take);
    }
}

// The earliest starts that keep the link, within what both routes bear.
bool Recreate::meet(Pair& pair) const {
    const Index task = in_->visit_of(pair.one.role), partner = in_->visit_of(pair.other.role);
    const TaskLink& link = in_->task_link[task];
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
    const Index task = in_->visit_of(spot.role), vol = in_->shift_vol[spot.shift];
    const Index after = solution_->route(spot.shift).stops[spot.visit].place;
    const Time way_out = in_->travel.seconds(in_->vol_mode[vol], in_->task_place[task], after);
    return {task, spot.shift, spot.visit, start, way_out};
}

// Lets the need in; as before if the schedule does not bear it after all.
bool Recreate::place(Index need, std::initializer_list<const Spot*> spots) {
    places_.clear();
    shifts_.clear();
    Cost pair_cost = 0;
    for (const Spot* spot : spots) {
        if (spot->pickup != kNone) {
            solution_->insert(in_->role_task_start[spot->role], spot->shift, spot->pickup);
            places_.emplace_back(spot->shift, spot->pickup);
        }
        solution_->insert(in_->visit_of(spot->role), spot->shift, spot->visit);
        places_.emplace_back(spot->shift, spot->visit);
        shifts_.push_back(spot->shift);
        pair_cost += in_->pair_cost(spot->role, in_->shift_vol[spot->shift]);
    }
    solution_->set_served(need, true, pair_cost);
    if (solution_->settle(places_)) return true;
    solution_->remove(need);
    solution_->refresh(shifts_);
    return false;
}

}  // namespace redvest
