// What leaving a need out costs while a fleet is annealed.
//
// With hardly a shift to spare the plans that serve everybody lie apart: the way from one to the next leads
// over plans that leave somebody out. One price level opens that way, moved until somebody is out for a
// given share of the steps; whoever stays out gets dearer, so that others make room.
//
// Sources: Vidal et al. (2012), A hybrid genetic algorithm for multidepot and periodic vehicle routing
// problems, section 4.6 (penalties that follow a share of feasible plans); Nagata and Bräysy (2009), A powerful
// route minimization heuristic for the VRPTW (counters of what could not be inserted).
#pragma once

#include <cstdint>
#include <vector>

#include "instance.hpp"

namespace redvest {

class Guidance {
public:
    // `leg`: cost of travel between two stops, the scale of the level.
    Guidance(const Instance& in, double leg);

    double price(Index need) const;
    double price(const std::vector<Index>& absent) const;

    // After each step: who is out, whether that is anybody who could be served, and how far cooling has come.
    void learn(const std::vector<Index>& absent, bool leaves_out, double cooled);
    // Somebody has been out for so long that the way back is to be given up.
    bool is_lost() const { return steps_out_ >= most_out_; }
    // The plan is another, and serves everybody.
    void restart() { steps_out_ = 0; }

private:
    double growth(Index need) const;

    const Instance* in_;
    double leg_, level_, mean_priority_;
    std::vector<double> growth_;        // need -> by how much it is dearer, at the step when it was last out
    std::vector<std::int64_t> last_;    // need -> that step
    std::int64_t step_ = 0, steps_out_ = 0, most_out_;
    int seen_ = 0, out_ = 0;            // steps since the level was last moved, and those with somebody out
};

}  // namespace redvest
