// How long a way takes: the integer rule of models/travel.py, or given matrices.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace redvest {

using Index = std::int32_t;
using Time = std::int64_t;
using Cost = std::int64_t;

inline constexpr Index kNone = -1;
inline constexpr Cost kNoCost = std::numeric_limits<Cost>::max();
// Stands for "no limit" and "never"; matcher.problem.NO_LIMIT.
inline constexpr Time kNoLimit = Time{1} << 60;

// Smallest t >= 0 with (1000 t)^2 >= factor^2 * squared. Exact: the double root is off by one at most.
inline std::int64_t ceil_scaled_root(std::int64_t squared, std::int64_t factor) {
    const std::int64_t scaled = (factor * factor * squared + 999'999) / 1'000'000;
    auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(scaled)));
    while (root * root < scaled) ++root;
    while (root > 0 && (root - 1) * (root - 1) >= scaled) --root;
    return root;
}

struct Pace {
    std::int64_t s_per_km;
    std::int64_t detour_permille;
    std::int64_t fixed_s;
};

class Travel {
public:
    // Places whose full matrix is cheaper to keep than to work out again: 4,000 places take 64 MB a mode.
    static constexpr std::size_t kTabulatedPlaces = 4'000;

    static Travel straight_line(std::vector<std::int32_t> xy, std::vector<Pace> paces) {
        Travel travel;
        travel.places_ = xy.size() / 2;
        travel.xy_ = std::move(xy);
        travel.paces_ = std::move(paces);
        if (travel.places_ <= kTabulatedPlaces) travel.tabulate();
        return travel;
    }

    static Travel matrix(std::vector<std::int32_t> seconds, std::size_t modes, std::size_t places) {
        Travel travel;
        travel.places_ = places;
        travel.from_ = std::move(seconds);
        travel.to_.resize(travel.from_.size());
        for (std::size_t mode = 0; mode < modes; ++mode) {
            const std::size_t base = mode * places * places;
            for (std::size_t a = 0; a < places; ++a)
                for (std::size_t b = 0; b < places; ++b)
                    travel.to_[base + b * places + a] = travel.from_[base + a * places + b];
        }
        // One row for both directions: half the memory, and the way out of a stop is the way in to the next.
        if (travel.to_ == travel.from_) std::vector<std::int32_t>().swap(travel.to_);
        return travel;
    }

    std::size_t places() const { return places_; }
    // Straight lines keep the triangle inequality: leaving out a stop never breaks a route.
    bool is_metric() const { return !xy_.empty(); }

    // The ways from and to one place; kNone (an open end) is zero away from everywhere.
    class Ways {
    public:
        Time to(Index other) const { return other < 0 ? 0 : row_from_ ? row_from_[other] : compute(other); }
        Time from(Index other) const { return other < 0 ? 0 : row_to_ ? row_to_[other] : compute(other); }

    private:
        friend class Travel;
        Time compute(Index other) const { return travel_->straight_s(mode_, place_, other); }
        const std::int32_t* row_from_ = nullptr;
        const std::int32_t* row_to_ = nullptr;
        const Travel* travel_ = nullptr;
        Index mode_ = 0;
        Index place_ = 0;
    };

    Ways ways(Index mode, Index place) const {
        Ways ways;
        if (!from_.empty()) {
            const std::size_t row = (static_cast<std::size_t>(mode) * places_ + place) * places_;
            ways.row_from_ = from_.data() + row;
            ways.row_to_ = (to_.empty() ? from_ : to_).data() + row;
        }
        ways.travel_ = this;
        ways.mode_ = mode;
        ways.place_ = place;
        return ways;
    }

    Time seconds(Index mode, Index from, Index to) const {
        if (from < 0 || to < 0) return 0;
        if (!from_.empty()) return from_[(static_cast<std::size_t>(mode) * places_ + from) * places_ + to];
        return straight_s(mode, from, to);
    }

    // A measure of how far apart two places are, comparable with itself alone.
    Time distance(Index from, Index to) const {
        return xy_.empty() ? seconds(0, from, to) : squared(from, to);
    }

    // Length of the way; a matrix knows none.
    Time metres(Index mode, Index from, Index to) const {
        if (from < 0 || to < 0 || xy_.empty()) return 0;
        return ceil_scaled_root(squared(from, to), paces_[mode].detour_permille);
    }

private:
    std::int64_t squared(Index a, Index b) const {
        const std::int64_t dx = std::int64_t{xy_[2 * a]} - xy_[2 * b];
        const std::int64_t dy = std::int64_t{xy_[2 * a + 1]} - xy_[2 * b + 1];
        return dx * dx + dy * dy;
    }

    Time straight_s(Index mode, Index a, Index b) const {
        const std::int64_t d2 = squared(a, b);
        return d2 == 0 ? 0 : ceil_scaled_root(d2, paces_[mode].s_per_km) + paces_[mode].fixed_s;
    }

    void tabulate() {
        std::vector<std::int32_t> table(paces_.size() * places_ * places_);
        const auto places = static_cast<Index>(places_);
        for (Index mode = 0; mode < static_cast<Index>(paces_.size()); ++mode) {
            std::int32_t* const square = table.data() + static_cast<std::size_t>(mode) * places_ * places_;
            for (Index a = 0; a < places; ++a)
                for (Index b = 0; b < a; ++b)
                    square[a * places_ + b] = square[b * places_ + a] =
                        static_cast<std::int32_t>(straight_s(mode, a, b));
        }
        from_ = std::move(table);
    }

    std::size_t places_ = 0;
    std::vector<std::int32_t> xy_;    // (P, 2) metres; empty with a matrix
    std::vector<Pace> paces_;         // by mode
    std::vector<std::int32_t> from_;  // (M, P, P) row: from
    std::vector<std::int32_t> to_;    // transposed; empty where ways are the same both ways
};

}  // namespace redvest
