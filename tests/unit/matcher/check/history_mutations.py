"""Ways to spoil history, ties and figures of the good week, by name: the codes that must answer, no more."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from matcher.check.violation import Fault
from models.plans import Cost, Part, Plan, Stop
from models.reasons import Reason
from models.units import DAY_S, HOUR_S, MINUTE_S
from tests.schedules import Outing
from tests.unit.matcher.check.drafts import at, changed, dropped, edited, later, moved, rest
from tests.unit.matcher.check.good_plan import state
from tests.unit.matcher.check.good_week import (
    MIA_EARLY,
    MIA_TUESDAY,
    NORA,
    OLGA,
    OTTO,
    OTTO_TUESDAY,
    PIA,
    PIA_NEXT_MONDAY,
    PIA_SUNDAY,
    PIA_TUESDAY,
    PIA_WEDNESDAY,
    RITA_TUESDAY,
    Week,
)

Code = Reason | Fault
Stops = list[Stop]

HISTORY_MUTATIONS: dict[str, tuple[frozenset[Code], Callable[[Week], Plan]]] = {}

BREAKFAST, MEDS, CHAT, TEA = range(4)
"""Nora's Monday, of which the first two have started."""

RELAID: tuple[tuple[str, Outing, Callable[[Stops], Sequence[Stop]], set[Code]], ...] = (
    ("a started visit left out", NORA, lambda s: dropped(s, BREAKFAST), {Fault.STARTED_MISSING}),
    (
        "all that has started left out",
        OLGA,
        lambda s: [],
        # Who would have joined the crew is alone now, and out of time.
        {Fault.STARTED_MISSING, Fault.SERVED_IN_PART, Fault.OUTSIDE_WINDOWS},
    ),
    (
        "a started visit a second later",
        NORA,
        # Without its history it has to keep the rules, the way to it among them.
        lambda s: moved(s, MEDS, 1),
        {Fault.PIN_START, Fault.BEFORE_ARRIVAL, Fault.BEFORE_NOW, Fault.LINK_GAP},
    ),
    ("started visits in the other order", OLGA, lambda s: s[::-1], {Fault.STARTED_MISPLACED}),
    (
        "a started visit after one that has not",
        NORA,
        lambda s: [s[BREAKFAST], s[CHAT], s[MEDS], s[TEA]],
        {Fault.STARTED_MISPLACED, Fault.BEFORE_ARRIVAL, Fault.BEFORE_NOW},
    ),
    ("going on before history has ended", NORA, lambda s: moved(s, CHAT, -1), {Fault.BEFORE_ARRIVAL}),
    ("leaving a second before now", OTTO, lambda s: moved(s, 0, -1), {Fault.BEFORE_NOW}),
    (
        "more visits than history leaves",
        NORA,
        lambda s: [*s, Stop(need_id="extra", part=Part.VISIT, start_s=at(16, 30), end_s=at(17))],
        {Reason.OVER_TASKS},
    ),
    (
        "joining a crew a second after it has started",
        PIA,
        lambda s: moved(s, 0, 1),
        {Fault.CREW_NOT_TOGETHER, Fault.OUTSIDE_WINDOWS},
    ),
    ("a second later than may be", PIA, lambda s: moved(s, 1, 1), {Fault.OUTSIDE_WINDOWS}),
    (
        "late in a window that is not the last",
        PIA,
        lambda s: changed(s, 1, start_s=at(10, 50), end_s=at(11, 20)),
        {Fault.OUTSIDE_WINDOWS},
    ),
    ("the end of a chain is dropped", PIA_TUESDAY, lambda s: s[1:], {Fault.LINK_ALL_OR_NONE}),
    ("the middle of a chain is dropped", OTTO_TUESDAY, lambda s: [], {Fault.LINK_ALL_OR_NONE}),
    ("the head of a chain is dropped", RITA_TUESDAY, lambda s: [], {Fault.LINK_ALL_OR_NONE}),
    ("less than the gap to somebody else", OTTO_TUESDAY, lambda s: moved(s, 0, -1), {Fault.LINK_GAP}),
    ("more than the gap to somebody else", PIA_TUESDAY, lambda s: moved(s, 0, 1), {Fault.LINK_GAP}),
    ("a minor's seat left empty", MIA_TUESDAY, lambda s: [], {Fault.SERVED_IN_PART}),
    (
        "a minor fetches before dawn",
        MIA_EARLY,
        lambda s: moved(s, 0, -1),
        {Reason.MINOR_AT_NIGHT_OR_RISK},
    ),
)

for name, outing, change, codes in RELAID:

    def relaid(week: Week, outing: Outing = outing, change: Callable[..., Sequence[Stop]] = change) -> Plan:
        return week.relaid(outing, change)

    HISTORY_MUTATIONS[name] = (frozenset(codes), relaid)


def breaks(*codes: Code) -> Callable[[Callable[[Week], Plan]], Callable[[Week], Plan]]:
    """Registers a mutation under its own name."""

    def register(mutation: Callable[[Week], Plan]) -> Callable[[Week], Plan]:
        HISTORY_MUTATIONS[mutation.__name__.replace("_", " ")] = (frozenset(codes), mutation)
        return mutation

    return register


@breaks(Reason.PINNED_ELSEWHERE, Fault.SERVED_IN_PART, Fault.BEFORE_NOW, Reason.OVER_SERVICE)
def a_started_visit_by_somebody_else(week: Week) -> Plan:
    """It counts as any other visit then: it is neither whole, nor in time, nor within what she gives."""
    lift, *others = week.drafts[OLGA]
    return week.drawing.plan({**week.drafts, OLGA: others, PIA: [lift, *week.drafts[PIA]]})


@breaks(Fault.BEFORE_ARRIVAL, Fault.COST_MISSTATED)
def leaving_home_after_the_first_visit_has_started(week: Week) -> Plan:
    """It would look as if less had been waited."""
    return state(week.plan, OLGA, leaves_s=60 * MINUTE_S)


@breaks(Fault.STARTED_MISPLACED)
def a_started_visit_in_another_shift(week: Week) -> Plan:
    drafts = edited(week.drafts, OLGA, lambda stops: stops[1:])
    return week.drawing.plan({**drafts, ("olga", 1): week.drafts[OLGA][:1]})


@breaks(Fault.BEFORE_NOW, Fault.STARTED_MISSING)
def leaving_after_history_but_before_now(week: Week) -> Plan:
    """Breakfast is over at nine, and the way to the chat takes an hour and a half."""
    return week.relaid(NORA, lambda stops: [stops[BREAKFAST], *moved(stops[CHAT:], 0, 10 * MINUTE_S)])


@breaks(Fault.SERIES_TOO_CLOSE)
def a_series_a_day_too_close(week: Week) -> Plan:
    (stroll,) = week.drafts[PIA_WEDNESDAY]
    tuesday = [*week.drafts[PIA_TUESDAY], later(stroll, -18 * HOUR_S)]
    return week.drawing.plan({**week.drafts, PIA_WEDNESDAY: [], PIA_TUESDAY: tuesday})


@breaks(Reason.OVER_SERVICE)
def a_visit_of_next_week_on_sunday(week: Week) -> Plan:
    (stroll,) = week.drafts[PIA_NEXT_MONDAY]
    return week.drawing.plan({**week.drafts, PIA_NEXT_MONDAY: [], PIA_SUNDAY: [later(stroll, -DAY_S)]})


@breaks(Fault.EMPTY_ROUTE, Fault.BREAK_NOT_OWED)
def a_shift_of_nothing_but_a_break(week: Week) -> Plan:
    return week.drawing.plan({**week.drafts, ("rita-few-pads", 0): [rest(at(12), 30)]})


@breaks(Fault.UNMET_NOT_LISTED)
def a_need_of_which_a_part_has_started_kept_quiet(week: Week) -> Plan:
    return replace(week.plan, unmet=tuple(one for one in week.plan.unmet if one.need_id != "lift"))


@breaks(Reason.MINOR_WITHOUT_ADULT)
def a_minor_in_a_crew_of_three_without_the_guardian(week: Week) -> Plan:
    drafts = {**week.drafts, ("olga", 1): week.drafts["gina", 0], ("gina", 0): []}
    return week.drawing.plan(drafts)


@breaks(Fault.CREW_NOT_TOGETHER)
def one_of_three_comes_a_minute_later(week: Week) -> Plan:
    return week.relaid(MIA_TUESDAY, lambda stops: moved(stops, 0, MINUTE_S))


@breaks(Fault.TRAVEL_MISSTATED, Fault.COST_MISSTATED)
def travel_without_the_way_to_the_depot(week: Week) -> Plan:
    plan = state(week.plan, ("rita", 0), travel_s=-293)
    return replace(plan, cost=replace(plan.cost, travel_s=plan.cost.travel_s - 293))


for one in fields(Cost):

    def misstated(week: Week, term: str = one.name) -> Plan:
        cost = week.plan.cost
        return replace(week.plan, cost=replace(cost, **{term: getattr(cost, term) - 1}))

    HISTORY_MUTATIONS[f"a cost of one less {one.name}"] = (frozenset({Fault.COST_MISSTATED}), misstated)
