#include "mending.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace redvest {

Mending::Mending(Solution& solution, const std::vector<std::vector<Index>>& given)
    : solution_(&solution), in_(&solution.instance()), line_ups_(given.size()), shift_of_(in_->tasks(), kNone) {
    for (Index shift = 0; shift < in_->shifts(); ++shift) {
        Index rest = in_->tasks() + in_->shift_break_start[shift];
        for (const Index stop : given[shift]) {
            // Breaks are in the route already, in their own order.
            const bool is_break = in_->is_break(stop);
            line_ups_[shift].push_back({is_break ? rest++ : stop, is_break});
            if (in_->is_task(stop)) shift_of_[stop] = shift;
        }
    }
}

void Mending::run() {
    std::vector<Index> needs(in_->needs());
    std::iota(needs.begin(), needs.end(), 0);
    std::stable_sort(needs.begin(), needs.end(),
                     [this](Index a, Index b) { return in_->need_priority[a] > in_->need_priority[b]; });
    for (const Index need : needs) let_in(need);
}

void Mending::let_in(Index need) {
    shifts_.clear();
    before_.clear();
    Index most_breaks = 0;
    const Index last = in_->role_task_start[in_->need_role_start[need + 1]];
    for (Index task = in_->role_task_start[in_->need_role_start[need]]; task < last; ++task) {
        const Index shift = shift_of_[task];
        if (shift == kNone) return;
        if (std::find(shifts_.begin(), shifts_.end(), shift) != shifts_.end()) continue;
        shifts_.push_back(shift);
        before_.push_back(line_ups_[shift]);
        most_breaks = std::max(most_breaks, in_->shift_break_start[shift + 1] - in_->shift_break_start[shift]);
    }
    if (join(need, kNone)) return;
    // What is left out may have moved the breaks.
    for (Index breaks_after = 0; most_breaks > 0 && breaks_after <= most_breaks; ++breaks_after)
        if (join(need, breaks_after)) return;
}

// Each task where it stands in the line, if `breaks_after` is named with so many of the breaks around it behind it;
// false, and all as before, where that breaks a rule.
bool Mending::join(Index need, Index breaks_after) {
    const Index last = in_->role_task_start[in_->need_role_start[need + 1]];
    for (Index task = in_->role_task_start[in_->need_role_start[need]]; task < last; ++task) {
        LineUp& line_up = line_ups_[shift_of_[task]];
        if (breaks_after != kNone) move_breaks(line_up, task, breaks_after);
        insert(shift_of_[task], entry_of(line_up, task));
    }
    bool good = solution_->is_sound_crew(need);
    for (const Index shift : shifts_)
        if (good && !solution_->holds(shift)) bring_reloads(shift);
    good = good && solution_->refresh(shifts_);
    for (const Index shift : shifts_) good = good && solution_->is_sound(shift);
    if (good)
        solution_->serve(need);
    else
        take_back(need);
    return good;
}

// Those of the reloads given that the route cannot do without.
void Mending::bring_reloads(Index shift) {
    LineUp& line_up = line_ups_[shift];
    for (auto one = line_up.begin(); one != line_up.end(); ++one)
        if (in_->is_reload(one->stop) && !one->is_in) insert(shift, one);
    for (auto one = line_up.end(); one-- != line_up.begin();) {
        if (!in_->is_reload(one->stop)) continue;
        solution_->take_out_reload(shift, position_of(shift, one));
        one->is_in = false;
        if (!solution_->holds(shift)) insert(shift, one);
    }
}

void Mending::take_back(Index need) {
    for (Index role = in_->need_role_start[need]; role < in_->need_role_start[need + 1]; ++role)
        solution_->take_out(role);
    for (std::size_t k = 0; k < shifts_.size(); ++k) {
        const auto& stops = solution_->route(shifts_[k]).stops;
        for (Index i = static_cast<Index>(stops.size()) - 2; i > 0; --i)
            if (in_->is_reload(stops[i].task)) solution_->take_out_reload(shifts_[k], i);
        LineUp& line_up = line_ups_[shifts_[k]] = before_[k];
        for (auto one = line_up.begin(); one != line_up.end(); ++one)
            if (in_->is_reload(one->stop) && one->is_in) insert(shifts_[k], one);
    }
    solution_->refresh(shifts_);
}

Mending::LineUp::iterator Mending::entry_of(LineUp& line_up, Index task) {
    return std::find_if(line_up.begin(), line_up.end(), [task](const Given& one) { return one.stop == task; });
}

// Of the breaks between the stops around the task so many behind it, the others before it.
void Mending::move_breaks(LineUp& line_up, Index task, Index breaks_after) const {
    const auto is_neighbour = [this](const Given& one) { return one.is_in && !in_->is_break(one.stop); };
    const auto own = entry_of(line_up, task);
    const auto low = std::find_if(LineUp::reverse_iterator(own), line_up.rend(), is_neighbour).base();
    const auto high = std::find_if(own, line_up.end(), is_neighbour);
    LineUp moved, breaks;
    std::copy_if(low, high, std::back_inserter(breaks), [this](const Given& one) { return in_->is_break(one.stop); });
    const auto split = breaks.end() - std::min<std::ptrdiff_t>(breaks_after, breaks.end() - breaks.begin());
    for (auto one = low; one != high; ++one) {
        if (in_->is_break(one->stop)) continue;
        if (one == own) moved.insert(moved.end(), breaks.begin(), split);
        moved.push_back(*one);
        if (one == own) moved.insert(moved.end(), split, breaks.end());
    }
    std::copy(moved.begin(), moved.end(), low);
}

void Mending::insert(Index shift, LineUp::iterator one) {
    solution_->insert(one->stop, shift, position_of(shift, one));
    one->is_in = true;
}

// In the route, where the line-up has it.
Index Mending::position_of(Index shift, LineUp::iterator one) {
    return 1 + static_cast<Index>(
                   std::count_if(line_ups_[shift].begin(), one, [](const Given& other) { return other.is_in; }));
}

}  // namespace redvest
