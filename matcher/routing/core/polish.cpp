// The polish: at times the plan with the fewest shifts is put together anew from all the routes that have been
// seen. Where shifts are not few the annealing leaves nothing to find: benchmarks/README.md.
#include <algorithm>
#include <iterator>

#include "search.hpp"

namespace redvest {

namespace {

// Shares of a budget in seconds at which it comes, and the most that it takes each time.
constexpr double kPolishAt[] = {0.65, 0.9};
constexpr double kPolishShare = 0.12, kPolishEnd = 0.97;
constexpr double kMostSeconds = 10;  // and what is not found by then hardly ever is

}  // namespace

void Search::polish_with(Polish polish) {
    if (clock_.budget_seconds() > 0 && Columns::hold(*in_)) polish_ = std::move(polish);
}

bool Search::polishes() {
    if (!polish_) return false;
    std::size_t next = polished_;
    while (next < std::size(kPolishAt) && clock_.timed() >= kPolishAt[next]) ++next;
    if (next == polished_) return false;
    polished_ = next;
    return true;
}

void Search::remember_routes() {
    if (!polish_) return;
    for (const Index shift : solution_.touched()) columns_.offer(solution_, shift);
}

// Goes on from the best plan, or from a better one.
void Search::polish() {
    const auto load = [this](const std::vector<std::vector<Index>>& stops) {
        solution_.load(stops);
        best_.changed(solution_.touched());
        close_idle();
    };
    load(best_.tasks());
    std::vector<Index> room(in_->shifts(), 0), kept;
    std::vector<std::vector<Index>> open(in_->shifts());  // class -> its shifts, last first
    for (Index shift = in_->shifts(); shift-- > 0;)
        if (!solution_.is_closed(shift)) {
            ++room[in_->shift_class[shift]];
            open[in_->shift_class[shift]].push_back(shift);
            columns_.offer(solution_, shift);
        }
    for (Index shift = 0; shift < in_->shifts(); ++shift)
        if (!solution_.route(shift).empty()) kept.push_back(columns_.find(solution_, shift));
    const double share = std::min(kPolishShare, kPolishEnd - clock_.read());
    const double seconds = std::min(share * clock_.budget_seconds(), kMostSeconds);
    if (seconds <= 0) return;
    const auto go_on = [this] {
        report_if_due(clock_.read());
        return !stopped_;
    };
    const std::vector<Index> picked = polish_({columns_.all(), room, kept, seconds, go_on});
    if (picked.empty()) return;
    std::vector<std::vector<Index>> stops(in_->shifts());
    for (const Index k : picked) {
        auto& left = open[columns_.all()[k].shift_class];
        stops[left.back()] = columns_.all()[k].stops;
        left.pop_back();
    }
    load(stops);
    if (is_better())
        best_.keep(solution_);
    else
        load(best_.tasks());
}

}  // namespace redvest
