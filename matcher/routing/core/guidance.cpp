#include "guidance.hpp"

#include <algorithm>
#include <cmath>

namespace redvest {

namespace {

// Measured on Li & Lim and Sartori-Buriol instances of 200 stops: benchmarks/README.md.
constexpr double kFirstLevel = 20, kLowestLevel = 1, kHighestLevel = 100;  // in legs
constexpr double kShareOut = 0.5, kShareOutCold = 0.2;                     // of steps, at the start and the end
constexpr double kLevelStep = 1.05;
constexpr int kStepsALevel = 100;
constexpr double kGrowth = 0.003, kDecay = 0.999;  // a step out, in levels; a step served
constexpr std::int64_t kMostOut = 20;              // steps for each need

}  // namespace

Guidance::Guidance(const Instance& in, double leg)
    : in_(&in),
      leg_(leg),
      level_(kFirstLevel * leg),
      growth_(in.needs(), 0.0),
      last_(in.needs(), 0),
      most_out_(kMostOut * in.needs()) {
    double sum = 0;
    for (const Cost priority : in.need_priority) sum += static_cast<double>(priority);
    mean_priority_ = std::max(1.0, sum / std::max<double>(1, in.needs()));
}

double Guidance::growth(Index need) const {
    if (growth_[need] == 0) return 0;
    return growth_[need] * std::pow(kDecay, static_cast<double>(step_ - last_[need]));
}

double Guidance::price(Index need) const {
    return level_ * static_cast<double>(in_->need_priority[need]) / mean_priority_ * (1 + growth(need));
}

double Guidance::price(const std::vector<Index>& absent) const {
    double sum = 0;
    for (const Index need : absent) sum += price(need);
    return sum;
}

void Guidance::learn(const std::vector<Index>& absent, bool leaves_out, double cooled) {
    ++step_;
    for (const Index need : absent) {
        growth_[need] = growth(need) + kGrowth;
        last_[need] = step_;
    }
    steps_out_ = leaves_out ? steps_out_ + 1 : 0;
    out_ += leaves_out;
    if (++seen_ < kStepsALevel) return;
    const double share = kShareOut + (kShareOutCold - kShareOut) * cooled;
    level_ *= out_ > share * kStepsALevel ? kLevelStep : 1 / kLevelStep;
    level_ = std::clamp(level_, kLowestLevel * leg_, kHighestLevel * leg_);
    seen_ = out_ = 0;
}

}  // namespace redvest
