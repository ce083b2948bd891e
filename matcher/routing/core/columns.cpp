#include "columns.hpp"

#include <algorithm>

namespace redvest {

namespace {

// More are no use to a polish of seconds: the half that was not seen for longest is forgotten.
constexpr std::size_t kMostColumns = 10'000;
constexpr std::uint64_t kMarks = 0x5e7;

}  // namespace

Columns::Columns(const Instance& in) : in_(&in), need_mark_(in.needs()), class_mark_(in.shifts()) {
    Rng rng(kMarks);
    for (auto& mark : need_mark_) mark = rng.next();
    for (auto& mark : class_mark_) mark = rng.next();
}

bool Columns::hold(const Instance& in) {
    if (!in.link_first.empty() || !in.series_needs.empty() || !in.hand_roles.empty()) return false;
    if (in.late_allowed || in.has_told || in.weights.balance_permille > 0) return false;
    for (Index need = 0; need < in.needs(); ++need)
        if (in.crew_size(need) != 1) return false;
    return in.shifts() == in.volunteers();
}

std::uint64_t Columns::key(const Solution& solution, Index shift) const {
    std::uint64_t sum = class_mark_[in_->shift_class[shift]];
    for (const Stop& stop : solution.route(shift).stops)
        if (in_->is_task(stop.task) && in_->visit_of(in_->task_role[stop.task]) == stop.task)
            sum += need_mark_[in_->role_need[in_->task_role[stop.task]]];
    return sum;
}

Cost Columns::cost_of(const Solution& solution, Index shift) const {
    const Route& route = solution.route(shift);
    Cost cost = in_->weights.travel * route.travel + in_->weights.wait * route.wait;
    for (const Stop& stop : route.stops) {
        if (!in_->is_task(stop.task)) continue;
        const Index role = in_->task_role[stop.task];
        if (in_->visit_of(role) == stop.task) cost += in_->able_cost[in_->able_at(role, in_->shift_vol[shift])];
    }
    return cost;
}

void Columns::offer(const Solution& solution, Index shift) {
    const Route& route = solution.route(shift);
    if (route.empty()) return;
    ++offers_;
    const std::uint64_t its_key = key(solution, shift);
    const auto [found, is_new] = at_.try_emplace(its_key, static_cast<Index>(columns_.size()));
    const Cost cost = cost_of(solution, shift);
    if (!is_new) {
        columns_[found->second].seen = offers_;
        if (columns_[found->second].cost <= cost) return;
    } else {
        columns_.emplace_back();
    }
    Column& column = columns_[found->second];
    column.key = its_key;
    column.shift_class = in_->shift_class[shift];
    column.cost = cost;
    column.seen = offers_;
    column.needs.clear();
    column.stops.clear();
    for (const Stop& stop : route.stops) {
        if (stop.task == kNone) continue;
        column.stops.push_back(stop.task);
        if (in_->is_task(stop.task) && in_->visit_of(in_->task_role[stop.task]) == stop.task)
            column.needs.push_back(in_->role_need[in_->task_role[stop.task]]);
    }
    if (columns_.size() > kMostColumns) forget();
}

Index Columns::find(const Solution& solution, Index shift) const {
    const auto found = at_.find(key(solution, shift));
    return found == at_.end() ? kNone : found->second;
}

void Columns::forget() {
    const auto half = columns_.begin() + static_cast<std::ptrdiff_t>(columns_.size() / 2);
    std::nth_element(columns_.begin(), half, columns_.end(),
                     [](const Column& a, const Column& b) { return a.seen > b.seen; });
    columns_.erase(half, columns_.end());
    at_.clear();
    for (std::size_t k = 0; k < columns_.size(); ++k) at_[columns_[k].key] = static_cast<Index>(k);
}

}  // namespace redvest
