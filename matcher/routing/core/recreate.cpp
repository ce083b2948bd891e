#include "recreate.hpp"

#include <algorithm>

namespace redvest {

namespace {

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
    collect_absent(shifts);
    sort_todo();
    for (const auto& [_, need] : todo_) insert(need, is_new_[need] ? nullptr : &shifts);
    for (const auto& [_, need] : todo_) {
        is_new_[need] = 0;
        marked_[need] = 0;
    }
}

void Recreate::run_all() {
    todo_.clear();
    for (const Index need : solution_->absent()) todo_.emplace_back(0.0, need);
    sort_todo();
    for (const auto& [_, need] : todo_) insert(need, nullptr);
}

void Recreate::collect_absent(const std::vector<Index>& shifts) {
    if (solution_->absent().empty()) return;
    for (std::size_t k = 0; k < shifts.size(); ++k) {
        const Index vol = in_->shift_vol[shifts[k]];
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

void Recreate::insert(Index need, const std::vector<Index>* shifts) {
    late_.rebase();
    if (in_->crew_size(need) == 1)
        insert_single(need, shifts);
    else
        insert_crew(need);
}

void Recreate::insert_single(Index need, const std::vector<Index>* shifts) {
    const Index role = in_->need_role_start[need];
    Spot best;
    const auto bar = [&best] { return best.cost; };
    const auto take = [&best](const Spot& spot) { best = spot; };
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
    if (!best.found()) return;
    place(best);
    solution_->set_served(need, true, pair_cost(best));
    std::vector<std::pair<Index, Index>> places;
    if (best.pickup != kNone) places.emplace_back(best.shift, best.pickup);
    places.emplace_back(best.shift, best.visit);
    if (!solution_->settle(places)) {
        solution_->remove(need);
        solution_->refresh({best.shift});
    }
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
    const auto by_base = [](const Spot& a, const Spot& b) {
        return a.base != b.base ? a.base < b.base : a.shift != b.shift ? a.shift < b.shift : a.visit < b.visit;
    };
    const auto by_cost = [&](const Spot& a, const Spot& b) { return a.cost != b.cost ? a.cost < b.cost : by_base(a, b); };
    std::sort(spots_.begin(), spots_.end(), by_cost);
    std::sort(partner_spots_.begin(), partner_spots_.end(), by_base);

    Cost best_cost = kNoCost;
    const Spot *best = nullptr, *best_partner = nullptr;
    for (const Spot& one : spots_) {
        if (one.cost + partner_spots_.front().base >= best_cost) break;
        for (const Spot& other : partner_spots_) {
            if (one.cost + other.base >= best_cost) break;
            if (in_->shift_vol[one.shift] == in_->shift_vol[other.shift]) continue;
            Time one_start = 0, other_start = 0;
            if (!meet(one, other, one_start, other_start)) continue;
            Cost cost = one.base + other.base;
            if (in_->late_allowed)
                cost = late_.cost_of(guest_of(one, one_start), guest_of(other, other_start), cost, best_cost);
            if (cost >= best_cost) continue;
            best_cost = cost;
            best = &one;
            best_partner = &other;
        }
    }
    if (!best) return;
    place(*best);
    place(*best_partner);
    solution_->set_served(need, true, pair_cost(*best) + pair_cost(*best_partner));
    std::vector<std::pair<Index, Index>> places;
    for (const Spot* spot : {best, best_partner}) {
        if (spot->pickup != kNone) places.emplace_back(spot->shift, spot->pickup);
        places.emplace_back(spot->shift, spot->visit);
    }
    // The intervals of the two spots were worked out apart; routes that are linked elsewhere may disagree.
    if (!solution_->settle(places)) {
        solution_->remove(need);
        solution_->refresh({best->shift, best_partner->shift});
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

bool Recreate::meet(const Spot& one, const Spot& other, Time& one_start, Time& other_start) const {
    const Index task = in_->visit_of(one.role), partner = in_->visit_of(other.role);
    const TaskLink& link = in_->task_link[task];
    one_start = one.earliest;
    other_start = other.earliest;
    while (one_start <= one.latest && other_start <= other.latest) {
        const Time wanted = in_->earliest_start(task, std::max(one_start, other_start - link.max));
        if (wanted > one.latest) return false;
        const Time partner_wanted = in_->earliest_start(partner, std::max(other_start, wanted + link.min));
        if (wanted == one_start && partner_wanted == other_start) return true;
        one_start = wanted;
        other_start = partner_wanted;
    }
    return false;
}

Guest Recreate::guest_of(const Spot& spot, Time start) const {
    const Index task = in_->visit_of(spot.role), vol = in_->shift_vol[spot.shift];
    const Index after = solution_->route(spot.shift).stops[spot.visit].place;
    const Time way_out = in_->travel.seconds(in_->vol_mode[vol], in_->task_place[task], after);
    return {task, spot.shift, spot.visit, start, way_out};
}

void Recreate::place(const Spot& spot) {
    if (spot.pickup != kNone) solution_->insert(in_->role_task_start[spot.role], spot.shift, spot.pickup);
    solution_->insert(in_->visit_of(spot.role), spot.shift, spot.visit);
}

Cost Recreate::pair_cost(const Spot& spot) const {
    return in_->pair_cost(spot.role, in_->shift_vol[spot.shift]);
}

}  // namespace redvest
