// What routes carry and use up: loads between reloads, goods before the first one.
#include <algorithm>

#include "solution.hpp"

namespace redvest {

void Solution::unweigh(Index shift) {
    if (in_->loads == 0 && in_->goods == 0) return;
    if (unweighed_.empty() || unweighed_.back() != shift) unweighed_.push_back(shift);
}

void Solution::weigh_all() {
    for (const Index shift : unweighed_) {
        touch(shift);
        if (in_->goods > 0) use_up(shift);
        if (in_->depots() > 0)
            weigh<true>(shift);
        else
            weigh<false>(shift);
    }
    unweighed_.clear();
}

void Solution::use_up(Index shift) {
    Route& route = routes_[shift];
    const std::size_t goods = in_->goods;
    route.first_reload = kNone;
    route.used.assign(goods, 0);
    for (std::size_t i = 1; i + 1 < route.stops.size(); ++i) {
        const Index task = route.stops[i].task;
        if (in_->is_reload(task)) {
            route.first_reload = static_cast<Index>(i);
            break;
        }
        if (!in_->is_task(task)) continue;
        for (std::size_t g = 0; g < goods; ++g) {
            const Time asked = in_->task_goods[task * goods + g];
            route.used[g] = in_->good_kept[g] ? std::max(route.used[g], asked) : route.used[g] + asked;
        }
    }
}

template <bool kReloads>
void Solution::weigh(Index shift) {
    Route& route = routes_[shift];
    const std::size_t count = route.stops.size(), loads = in_->loads;
    route.carried.resize(count * loads);
    for (std::size_t d = 0; d < loads; ++d) {
        Time lasting = 0;  // stays on board at a reload
        if (kReloads)
            for (const Stop& stop : route.stops)
                if (in_->is_task(stop.task)) lasting += in_->aboard(stop.task, d);
        for (std::size_t first = 0, last; first < count; first = last) {
            last = kReloads ? first + 1 : count;
            while (last < count && !in_->is_reload(route.stops[last].task)) ++last;
            Time load = lasting, after = 0;
            for (std::size_t i = first; i < last; ++i)
                if (const Index task = route.stops[i].task; in_->is_task(task))
                    load += in_->task_brought[task * loads + d];
            Time before = load;
            for (std::size_t i = first; i < last; ++i) {
                const Index task = route.stops[i].task;
                if (in_->is_task(task)) {
                    load += in_->task_load[task * loads + d] - in_->task_brought[task * loads + d];
                    if (kReloads) lasting += in_->lasting(task, d);
                }
                before = std::max(before, load);
                route.carried[i * loads + d].load = load;
                route.carried[i * loads + d].before = before;
            }
            for (std::size_t i = last; i-- > first;) {
                Carried& here = route.carried[i * loads + d];
                here.after = after = std::max(after, here.load);
            }
        }
    }
}

bool Solution::holds(Index shift) {
    weigh_all();
    const Route& route = routes_[shift];
    const Index vol = in_->shift_vol[shift];
    for (std::size_t g = 0; g < in_->goods; ++g)
        if (route.used[g] > in_->vol_stock[vol * in_->goods + g]) return false;
    for (std::size_t k = 0; k < route.carried.size(); ++k)
        if (route.carried[k].before > in_->vol_capacity[vol * in_->loads + k % in_->loads]) return false;
    return true;
}

void Solution::drop_spare_reloads(Index shift) {
    if (in_->depots() == 0) return;
    for (Index i = static_cast<Index>(routes_[shift].stops.size()) - 2; i > 0; --i) {
        const Index reload = routes_[shift].stops[i].task;
        if (!in_->is_reload(reload)) continue;
        erase(shift, i);
        if (!holds(shift)) insert(reload, shift, i);
    }
}

}  // namespace redvest
