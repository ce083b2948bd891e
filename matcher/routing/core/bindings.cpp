// The door between matcher/routing/search.py and the core. Arrays are copied in; the GIL is released.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/vector.h>

#include "search.hpp"

namespace nb = nanobind;
using namespace redvest;

namespace {

template <class T>
std::vector<T> vector_of(const nb::object& owner, const char* name) {
    using Array = nb::ndarray<const T, nb::c_contig, nb::device::cpu>;
    const auto array = nb::cast<Array>(owner.attr(name));
    return std::vector<T>(array.data(), array.data() + array.size());
}

Travel travel_of(const nb::object& travel) {
    if (nb::hasattr(travel, "xy")) {
        std::vector<Pace> paces;
        for (const nb::handle pace : nb::iterable(travel.attr("paces")))
            paces.push_back({nb::cast<std::int64_t>(pace.attr("s_per_km")),
                             nb::cast<std::int64_t>(pace.attr("detour_permille")),
                             nb::cast<std::int64_t>(pace.attr("fixed_s"))});
        return Travel::straight_line(vector_of<std::int32_t>(travel, "xy"), std::move(paces));
    }
    const nb::object shape = travel.attr("seconds").attr("shape");
    return Travel::matrix(vector_of<std::int32_t>(travel, "seconds"), nb::cast<std::size_t>(shape[0]),
                          nb::cast<std::size_t>(shape[1]));
}

Instance instance_of(const nb::object& problem) {
    Instance in;
    in.travel = travel_of(problem.attr("travel"));
    const auto i32 = [&](const char* name) { return vector_of<std::int32_t>(problem, name); };
    const auto i64 = [&](const char* name) { return vector_of<std::int64_t>(problem, name); };
    in.vol_mode = i32("vol_mode");
    in.vol_guardian = i32("vol_guardian");
    in.shift_vol = i32("shift_vol");
    in.shift_quota = i32("shift_quota");
    in.shift_second_quota = i32("shift_second_quota");
    in.shift_start_place = i32("shift_start_place");
    in.shift_end_place = i32("shift_end_place");
    in.shift_class = i32("shift_class");
    in.shift_out = i32("shift_out");
    in.break_shift = i32("break_shift");
    in.depot_place = i32("depot_place");
    in.good_kept = i32("good_kept");
    in.need_series = i32("need_series");
    in.need_role_start = i32("need_role_start");
    in.role_crew = i32("role_crew");
    in.role_hand = i32("role_hand");
    in.role_task_start = i32("role_task_start");
    in.able_vol = i32("able_vol");
    in.able_cost = i32("able_cost");
    in.task_place = i32("task_place");
    in.task_rank = i32("task_rank");
    in.window_start = i32("window_start");
    in.link_first = i32("link_first");
    in.link_second = i32("link_second");
    in.vol_capacity = i64("vol_capacity");
    in.vol_stock = i64("vol_stock");
    in.vol_given = i64("vol_given");
    in.quota_max_travel = i64("quota_max_travel");
    in.quota_max_m = i64("quota_max_m");
    in.quota_max_tasks = i64("quota_max_tasks");
    in.quota_max_service = i64("quota_max_service");
    in.shift_opens_s = i64("shift_opens_s");
    in.shift_closes_s = i64("shift_closes_s");
    in.break_opens_s = i64("break_opens_s");
    in.break_closes_s = i64("break_closes_s");
    in.break_lasts_s = i64("break_lasts_s");
    in.depot_service_s = i64("depot_service_s");
    in.need_priority = i64("need_priority");
    in.series_spacing = i64("series_spacing");
    in.able_start = i64("able_start");
    in.task_load = i64("task_load");
    in.task_brought = i64("task_brought");
    in.task_goods = i64("task_goods");
    in.task_service_s = i64("task_service_s");
    in.task_due = i64("task_due");
    in.task_told_to = i64("task_told_to");
    in.window_opens_s = i64("window_opens_s");
    in.window_closes_s = i64("window_closes_s");
    in.link_min_s = i64("link_min_s");
    in.link_max_s = i64("link_max_s");
    const nb::object weights = problem.attr("weights");
    const auto weight = [&weights](const char* name) { return nb::cast<Cost>(weights.attr(name)); };
    in.weights = {weight("unmet"), weight("travel"), weight("late_sum"), weight("late_max"), weight("wait"),
                  weight("moved"), weight("balance_permille"), nb::cast<bool>(weights.attr("lexicographic"))};
    in.prepare();
    return in;
}

// What a search leaves behind once its working state is gone.
struct Found {
    Incumbent best;
    std::int64_t iterations;
    double seconds, cpu_seconds;
    bool stopped;
};

Found search(const Instance& instance, const Budget& budget, const SearchParams& params, std::uint64_t seed,
             const std::vector<std::vector<Index>>& start, Meeting* meeting, int chain, const nb::object& report,
             const nb::object& polish) {
    // Without a report the search still asks now and then, so that Ctrl-C is heard.
    const auto ask = [&report](const Progress& progress) {
        nb::gil_scoped_acquire locked;
        if (PyErr_CheckSignals() != 0) throw nb::python_error();
        return report.is_none() || nb::cast<bool>(report(progress));
    };
    const auto ask_polish = [&polish](const Packing& packing) {
        nb::gil_scoped_acquire locked;
        std::vector<Cost> costs;
        std::vector<Index> classes, starts{0}, needs;
        for (const Column& column : packing.columns) {
            costs.push_back(column.cost);
            classes.push_back(column.shift_class);
            needs.insert(needs.end(), column.needs.begin(), column.needs.end());
            starts.push_back(static_cast<Index>(needs.size()));
        }
        return nb::cast<std::vector<Index>>(
            polish(costs, classes, starts, needs, packing.room, packing.kept, packing.seconds,
                   nb::cpp_function(packing.go_on)));
    };
    nb::gil_scoped_release unlocked;
    Search search(instance, budget, params, seed, ask);
    // Whatever happens, the other chains must not wait for this one.
    struct Presence {
        Meeting* meeting;
        ~Presence() {
            if (meeting) meeting->leave();
        }
    } presence{meeting};
    if (meeting) search.join(*meeting, chain);
    if (!polish.is_none()) search.polish_with(ask_polish);
    search.run(start);
    return {search.best(), search.iterations(), search.seconds(), search.cpu_seconds(), search.stopped()};
}

}  // namespace

NB_MODULE(_core, m) {
    m.doc() = "Ruin-and-recreate search over routes; see matcher/routing/search.py.";
    nb::class_<Instance>(m, "Instance").def_static("of", &instance_of);
    nb::class_<Meeting>(m, "Meeting").def(nb::init<int>(), nb::arg("chains"));
    nb::class_<Budget>(m, "Budget")
        .def(nb::init<>())
        .def_rw("seconds", &Budget::seconds)
        .def_rw("cpu_seconds", &Budget::cpu_seconds)
        .def_rw("iterations", &Budget::iterations);
    nb::class_<SearchParams>(m, "SearchParams")
        .def(nb::init<>())
        .def_rw("hot_legs", &SearchParams::hot_legs)
        .def_rw("hot_follows_slack", &SearchParams::hot_follows_slack)
        .def_rw("cold_legs", &SearchParams::cold_legs)
        .def_rw("fewest_shifts", &SearchParams::fewest_shifts)
        .def_rw("blink_rate", &SearchParams::blink_rate)
        .def_prop_rw("mean_removed", [](const SearchParams& p) { return p.ruin.mean_removed; },
                     [](SearchParams& p, double value) { p.ruin.mean_removed = value; })
        .def_prop_rw("longest_string", [](const SearchParams& p) { return p.ruin.longest_string; },
                     [](SearchParams& p, double value) { p.ruin.longest_string = value; });
    nb::class_<Progress>(m, "Progress")
        .def_ro("seconds", &Progress::seconds)
        .def_ro("cpu_seconds", &Progress::cpu_seconds)
        .def_ro("iterations", &Progress::iterations)
        .def_ro("needs_served", &Progress::needs_served)
        .def_prop_ro("unmet_priority", [](const Progress& p) { return p.best.unmet; })
        .def_prop_ro("cost", [](const Progress& p) { return p.best.cost; })
        .def_ro("done", &Progress::done);
    nb::class_<Found>(m, "Found")
        .def_prop_ro("tasks", [](const Found& f) { return f.best.tasks(); })
        .def_prop_ro("starts", [](const Found& f) { return f.best.starts(); })
        .def_prop_ro("absent", [](const Found& f) { return f.best.absent(); })
        .def_prop_ro("unmet_priority", [](const Found& f) { return f.best.totals().unmet; })
        .def_prop_ro("travel", [](const Found& f) { return f.best.totals().travel; })
        .def_prop_ro("late_sum", [](const Found& f) { return f.best.totals().late_sum; })
        .def_prop_ro("late_max", [](const Found& f) { return f.best.late_max(); })
        .def_prop_ro("wait", [](const Found& f) { return f.best.totals().wait; })
        .def_prop_ro("moved", [](const Found& f) { return f.best.totals().moved; })
        .def_prop_ro("balance", [](const Found& f) { return f.best.totals().balance; })
        .def_prop_ro("pair_cost", [](const Found& f) { return f.best.totals().pair_cost; })
        .def_prop_ro("cost", [](const Found& f) { return f.best.score().cost; })
        .def_ro("iterations", &Found::iterations)
        .def_ro("seconds", &Found::seconds)
        .def_ro("cpu_seconds", &Found::cpu_seconds)
        .def_ro("stopped", &Found::stopped);
    m.def("search", &search, nb::arg("instance"), nb::arg("budget"), nb::arg("params"), nb::arg("seed"),
          nb::arg("start"), nb::arg("meeting").none(), nb::arg("chain"), nb::arg("report").none(),
          nb::arg("polish").none());
}
