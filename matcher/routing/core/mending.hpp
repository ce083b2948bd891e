// A start that breaks a rule, let in need by need: what does not fit beside the rest is left out.
#pragma once

#include <vector>

#include "solution.hpp"

namespace redvest {

class Mending {
public:
    // `given`: the stops of every shift in order, all its breaks among them. The solution has no tasks.
    Mending(Solution& solution, const std::vector<std::vector<Index>>& given);

    // The needs that are given whole, where they stand; what is worth more comes first.
    void run();

private:
    // Something given, and whether the route has it by now.
    struct Given {
        Index stop;
        bool is_in;
    };
    using LineUp = std::vector<Given>;

    void let_in(Index need);
    bool join(Index need, Index breaks_after);
    void bring_reloads(Index shift);
    void take_back(Index need);
    static LineUp::iterator entry_of(LineUp& line_up, Index task);
    void move_breaks(LineUp& line_up, Index task, Index breaks_after) const;
    void insert(Index shift, LineUp::iterator one);
    Index position_of(Index shift, LineUp::iterator one);

    Solution* solution_;
    const Instance* in_;
    std::vector<LineUp> line_ups_;  // by shift
    std::vector<Index> shift_of_;   // by task; kNone where it is not given
    std::vector<Index> shifts_;     // of the need that is let in
    std::vector<LineUp> before_;    // their line-ups
};

}  // namespace redvest
