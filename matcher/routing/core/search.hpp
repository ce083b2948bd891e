// Ruin and recreate under simulated annealing, after a fleet phase where one is asked for.
// Source: Christiaens and Vanden Berghe (2020), Slack induction by string removals, sections 4 and 7.
#pragma once

#include <cstdint>
#include <functional>

#include "clock.hpp"
#include "columns.hpp"
#include "incumbent.hpp"
#include "meeting.hpp"
#include "recreate.hpp"
#include "ruin.hpp"

namespace redvest {

struct SearchParams {
    double hot_legs = 3;      // temperature at the start, in mean legs of the first plan
    bool hot_follows_slack = true;  // of a fleet with as few shifts as can be: another start
    double cold_legs = 0.05;  // at the end
    double blink_rate = 0.01;
    double progress_s = 0.1;  // seconds between two reports
    bool fewest_shifts = false;
    double fleet_share = 0.4;  // most of the budget that the fleet phase may take
    RuinParams ruin;
};

struct Progress {
    double seconds = 0;
    double cpu_seconds = 0;
    std::int64_t iterations = 0;
    Index needs_served = 0;
    Score best;
    double done = 0;
};

using Report = std::function<bool(const Progress&)>;
// Of these columns, those that together serve more than `kept`, or as much for less; none if none are found in
// the time, or when it is asked to stop.
struct Packing {
    const std::vector<Column>& columns;
    std::vector<Index> room;  // class of shifts -> how many of it there are
    std::vector<Index> kept;  // columns of the best plan
    double seconds = 0;
    std::function<bool()> go_on;
};
using Polish = std::function<std::vector<Index>(const Packing&)>;

class Search {
public:
    // `report` is called now and then; false stops the search.
    Search(const Instance& instance, const Budget& budget, const SearchParams& params, std::uint64_t seed,
           Report report);

    // One of several chains.
    void join(Meeting& meeting, int chain);

    // With the fewest shifts, where routes may be judged each by itself and time is what limits the search.
    void polish_with(Polish polish);

    // From these stops of every shift, or from nothing if there are none.
    void run(const std::vector<std::vector<Index>>& start);

    const Incumbent& best() const { return best_; }
    std::int64_t iterations() const { return iterations_; }
    double seconds() const { return clock_.seconds(); }
    double cpu_seconds() const { return clock_.cpu_seconds(); }
    bool stopped() const { return stopped_; }

private:
    void minimise_shifts(double until);
    void anneal();
    void anneal_fleet();
    double hot_legs_of_fleet();
    void top_up();
    void go_on_from(const std::vector<std::vector<Index>>& stops);  // of every shift

    // One step of ruin and recreate, to be kept or rolled back.
    void step();
    bool keep_going(double& done);
    void report_if_due(double done);
    // Needs that nobody could serve at all are no reason to keep a shift.
    bool serves_all(const Score& score) const { return score.unmet <= in_->hopeless_priority; }
    bool is_better() const;
    double annealed(const Score& score) const;
    double mean_leg() const;
    Cost absences(const std::vector<Index>& absent) const;
    Index cheapest_shift() const;
    bool is_fewest() const;
    void close_idle();
    void go_back(Incumbent& whole);
    double temperature_at(double cooled, double hot_legs) const;  // in legs

    // polish.cpp
    bool polishes();
    void remember_routes();
    void polish();

    // shares.cpp
    bool meets(double done);
    void meet();
    void share_out(std::uint64_t number);
    std::size_t weight_of(Index vol) const;

    const Instance* in_;
    SearchParams params_;
    Report report_;
    Clock clock_;
    Rng rng_;
    Solution solution_;
    Ruin ruin_;
    Recreate recreate_;
    Incumbent best_;
    Columns columns_;
    Polish polish_;
    std::size_t polished_ = 0;  // times
    std::vector<Cost> absences_;  // need -> steps it was left out of, in the fleet phase
    std::int64_t iterations_ = 0;
    double next_report_s_ = 0;
    Meeting* meeting_ = nullptr;
    int chain_ = 0;
    double next_meeting_ = 0;
    bool shares_ = false;            // until the next meeting only these are this chain's:
    std::vector<Index> own_shifts_;
    bool stopped_ = false;
};

}  // namespace redvest
