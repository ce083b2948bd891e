#include "recreate.hpp"

#include <algorithm>
#include <cmath>

namespace redvest {

namespace {

// Candidates whose exact cost is worked out, or that are tried until the schedule bears one. The first is
// enough where a spot knows all about itself.
constexpr std::size_t kLateSpots = 8, kSpots = 4;
// Needs nobody serves that are tried after a ruin.
constexpr std::size_t kMostAbsent = 200;

template <class Values>
bool varies(const Values& values) {
    return !values.empty() && std::any_of(values.begin(), values.end(), [&](auto v) { return v != values.front(); });
}

double load_of(const Instance& in, Index task) {
    return static_cast<double>(in.task_load[task * in.loads] + in.task_brought[task * in.loads]);
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
      is_new_(in_->needs(), 0),
      tried_(in_->volunteers(), 0) {
    const auto weigh = [this](Order order, double weight) { order_weight_[static_cast<std::size_t>(order)] = weight; };
    const bool one_depot = !varies(in_->shift_start_place);
    weigh(Order::kRandom, 4);
    weigh(Order::kPriority, varies(in_->need_priority) ? 4 : 0);
    weigh(Order::kScarce, varies(in_->shift_class) ? 2 : 0);
    weigh(Order::kLoad, in_->loads > 0 ? 4 : 0);
    weigh(Order::kFar, one_depot ? 2 : 0);
    weigh(Order::kNear, one_depot ? 1 : 0);
    weigh(Order::kShortWindow, 2);
    weigh(Order::kEarly, 2);
    weigh(Order::kLate, 2);
}

void Recreate::run(const Ruin& ruin) {
    todo_.clear();
    for (const Index need : ruin.removed()) {
        is_new_[need] = 1;
        todo_.emplace_back(0.0, need);
    }
    if (!solution_->absent().empty()) {
        // Nobody ruins an idle shift, and a blink may have overlooked it: one of the others is tried anywhere.
        const auto& absent = solution_->absent();
        const Index need = absent[rng_->below(static_cast<std::uint32_t>(absent.size()))];
        if (!is_new_[need] && !solution_->is_lent(need)) {
            todo_.emplace_back(0.0, need);
            is_new_[need] = 1;
        }
    }
    reopen(ruin.shifts());
    collect_absent(ruin.seed());
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
    for (const Index need : solution_->absent())
        if (!solution_->is_lent(need)) todo_.emplace_back(0.0, need);
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

void Recreate::mark(Index need, std::size_t reopened) {
    if (solution_->is_served(need) || is_new_[need] || solution_->is_lent(need)) return;
    if (marked_[need] == 0) todo_.emplace_back(0.0, need);
    marked_[need] |= std::uint64_t{1} << std::min<std::size_t>(reopened, 63);
}

void Recreate::collect_absent(Index seed) {
    const auto& absent = solution_->absent();
    if (absent.size() > kMostAbsent) {
        // The nearest ones: a step costs the same however large the question is.
        std::size_t found = 0;
        for (const Index need : in_->neighbours[seed])
            if (!solution_->is_served(need) && !is_new_[need]) {
                mark_able(need);
                if (++found == kMostAbsent) return;
            }
        return;
    }
    for (const Index need : absent) mark_able(need);
}

// Which of the reopened shifts could take the need.
void Recreate::mark_able(Index need) {
    for (std::size_t k = 0; k < reopened_.size(); ++k)
        for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
            if (in_->is_able(role, in_->shift_vol[reopened_[k]])) mark(need, k);
}

double Recreate::from_first_home(Index task) const {
    return static_cast<double>(in_->travel.seconds(0, in_->shift_start_place[0], in_->task_place[task]));
}

double Recreate::key(Order order, Index need) {
    const Index role = in_->need_role_start[need], task = in_->visit_of(role);
    const auto first = in_->window_start[task];
    switch (order) {
        case Order::kPriority: return -static_cast<double>(in_->need_priority[need]) + 1e-6 * rng_->uniform();
        case Order::kScarce: return static_cast<double>(in_->able_start[role + 1] - in_->able_start[role]);
        case Order::kLoad: return -load_of(*in_, in_->role_task_start[role]);
        case Order::kFar: return -from_first_home(task);
        case Order::kNear: return from_first_home(task);
        case Order::kShortWindow: return static_cast<double>(in_->deadline(task) - in_->window_opens_s[first]);
        case Order::kEarly: return static_cast<double>(in_->window_opens_s[first]);
        case Order::kLate: return -static_cast<double>(in_->deadline(task));
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
    if ((in_->weights.lexicographic && !guidance_) || std::isinf(tolerance_)) return kNoCost;
    const Cost price = guidance_ ? static_cast<Cost>(guidance_->price(need))
                                 : in_->weights.unmet * in_->need_priority[need];
    return price + static_cast<Cost>(-tolerance_ * std::log(1.0 - rng_->uniform()));
}

void Recreate::insert(Index need, const std::vector<Index>* shifts) {
    late_.rebase();
    if (in_->crew_size(need) == 1)
        insert_single(need, shifts);
    else if (in_->need_is_pair[need])
        insert_crew(need);
    else
        insert_chain(need);
}

void Recreate::insert_single(Index need, const std::vector<Index>* shifts) {
    const Index role = in_->need_role_start[need];
    const Cost most = limit(need);
    const bool is_tied = in_->role_hand[role] >= 0;
    // What a plain spot promises the schedule keeps.
    const bool is_sure = in_->has_plain_spots && in_->links_of(in_->visit_of(role)).empty();
    best_spots_.clear(in_->late_allowed ? kLateSpots : is_sure ? 1 : kSpots, most);
    insertion_.aim(role);
    const auto bar = [this] { return best_spots_.bar(); };
    const auto take = [this](const Spot& spot) { best_spots_.offer(spot); };
    const auto attempt = [&](Index shift, std::int64_t e) {
        if (is_tied && !solution_->suits(role, in_->shift_vol[shift])) return;
        insertion_.each_spot(shift, in_->able_cost[e], bar, take);
    };
    if (shifts) {
        for (std::size_t k = 0; k < shifts->size(); ++k) {
            if (!(marked_[need] >> std::min<std::size_t>(k, 63) & 1)) continue;
            const Index shift = (*shifts)[k];
            const std::int64_t e = in_->able_at(role, in_->shift_vol[shift]);
            if (e >= 0) attempt(shift, e);
        }
    } else {
        each_shift(role, [&](Index shift, std::int64_t e) {
            if (!solution_->is_spare_twin(shift)) attempt(shift, e);
        });
    }
    if (in_->late_allowed) {
        Cost best = kNoCost;
        for (Spot& spot : best_spots_) {
            if (spot.errands() > 0) continue;  // a bound is all that is known
            spot.cost = late_.cost_of(guest_of(spot, spot.earliest), spot.base, best);
            best = std::min(best, spot.cost);
        }
        best_spots_.sort();
    }
    for (const Spot& spot : best_spots_)
        if (spot.cost < most && place(need, {&spot})) return;
}

// Lets the need in; as before if the schedule does not bear it after all.
bool Recreate::place(Index need, std::initializer_list<const Spot*> spots) {
    if (!put(spots)) return false;
    solution_->serve(need);
    return true;
}

bool Recreate::put(std::initializer_list<const Spot*> spots) {
    places_.clear();
    for (const Spot* spot : spots) {
        // A reload comes into a route that has work already.
        solution_->insert(in_->visit_of(spot->role), spot->shift, spot->visit_at - spot->errands());
        if (spot->errand != kNone) {
            solution_->insert(spot->errand, spot->shift, spot->errand_at - spot->is_reloaded_first());
            places_.emplace_back(spot->shift, spot->errand_at);
        }
        if (spot->reload != kNone) {
            solution_->insert(spot->reload, spot->shift, spot->reload_at);
            places_.emplace_back(spot->shift, spot->reload_at);
        }
        places_.emplace_back(spot->shift, spot->visit_at);
        if (spot->is_reloaded_first()) std::swap(places_.end()[-2], places_.end()[-3]);
    }
    if (solution_->settle(places_)) return true;
    take_back(spots);
    return false;
}

void Recreate::take_back(std::initializer_list<const Spot*> spots) {
    shifts_.clear();
    for (const Spot* spot : spots) {
        solution_->take_out(spot->role);
        // An emptied route has lost its reload already.
        if (spot->reload != kNone && !solution_->route(spot->shift).empty()) {
            const bool is_behind = spot->errand != kNone && !spot->is_reloaded_first();
            solution_->take_out_reload(spot->shift, spot->reload_at - is_behind);
        }
        shifts_.push_back(spot->shift);
    }
    solution_->refresh(shifts_);
}

}  // namespace redvest
