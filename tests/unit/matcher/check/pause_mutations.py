"""Ways to spoil breaks, reloads and loads of the good week, by name: the codes that must answer, no more."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from matcher.check.violation import Fault
from models.plans import Part, Plan, Stop
from models.reasons import Reason
from models.units import MINUTE_S, Seconds
from tests.schedules import Outing
from tests.unit.matcher.check.drafts import at, changed, dropped, later, moved, rest
from tests.unit.matcher.check.good_plan import add_stop
from tests.unit.matcher.check.good_week import NORA, OLGA, OTTO, PIA_TUESDAY, RITA, Week

Code = Reason | Fault
Stops = list[Stop]

PAUSE_MUTATIONS: dict[str, tuple[frozenset[Code], Callable[[Week], Plan]]] = {}

NOT_OWED, MISSED = Fault.BREAK_NOT_OWED, Fault.BREAK_MISSED
FIRST, LUNCH, RELOAD, SECOND, FETCH, THIRD, DROP, TEA = range(8)
"""Rita's Monday."""


def restock(start_s: Seconds) -> Stop:
    return Stop(part=Part.RELOAD, depot_id="store", start_s=start_s, end_s=Seconds(start_s + 5 * MINUTE_S))


def swapped_breaks(stops: Stops) -> Stops:
    """Ten minutes at noon, half an hour at tea."""
    return changed(changed(stops, TEA, end_s=at(15, 30)), LUNCH, end_s=at(12, 10))


def late_reload(stops: Stops) -> Stops:
    """Restocks after all is done."""
    return [*stops[:RELOAD], *stops[SECOND:TEA], restock(at(15)), rest(at(15, 30), 10)]


def early_reload(stops: Stops) -> Stops:
    """Restocks before the first visit too, and is a minute too soon there."""
    way_s = 300  # 300 m
    return [restock(at(10, 30)), later(stops[FIRST], 5 * MINUTE_S + way_s - MINUTE_S), *stops[LUNCH:]]


def fetched_with_a_full_bag(stops: Stops) -> Stops:
    """The parcel is fetched before the visit that would make room for it."""
    fetch = replace(stops[FETCH], start_s=at(12, 55), end_s=at(13))
    visits = [later(stops[number], 60 * MINUTE_S) for number in (SECOND, THIRD, DROP)]
    return [*stops[:SECOND], fetch, *visits, rest(at(15, 55), 10)]


def fetched_beside_the_medicine(stops: Stops) -> Stops:
    """Otto's bag is full of medicine that he has had since before now."""
    medicine, fetch, drop = stops
    return [later(fetch, 0), later(medicine, 60 * MINUTE_S), later(drop, 60 * MINUTE_S)]


def fetched_again(stops: Stops) -> Stops:
    medicine, *others = stops
    again = replace(medicine, part=Part.PICKUP, start_s=at(10, 15), end_s=Seconds(at(10, 15) + 5 * MINUTE_S))
    return [again, *(later(stop, 30 * MINUTE_S) for stop in (medicine, *others))]


RELAID: tuple[tuple[str, Outing, Callable[[Stops], Sequence[Stop]], set[Code]], ...] = (
    ("a break on the last second of its span", RITA, lambda s: moved(s, TEA, 60 * MINUTE_S), set()),
    ("a break that is not taken", RITA, lambda s: dropped(s, TEA), {MISSED}),
    ("a break taken twice", RITA, lambda s: [*s, later(s[TEA], 15 * MINUTE_S)], {NOT_OWED}),
    ("a break that nobody owes", OTTO, lambda s: [*s, rest(at(12), 10)], {NOT_OWED}),
    ("a break a second before its span", RITA, lambda s: moved(s, TEA, -1), {NOT_OWED, MISSED}),
    ("a break a second after its span", RITA, lambda s: moved(s, TEA, 3601), {NOT_OWED, MISSED}),
    ("a break a second too short", RITA, lambda s: changed(s, TEA, end_s=at(15, 9, 59)), {NOT_OWED, MISSED}),
    ("a break a second too long", RITA, lambda s: changed(s, TEA, end_s=at(15, 10, 1)), {NOT_OWED, MISSED}),
    ("a break that ends before it starts", RITA, lambda s: changed(s, TEA, end_s=at(14)), {NOT_OWED, MISSED}),
    ("breaks taken for each other", RITA, swapped_breaks, {NOT_OWED, MISSED}),
    ("a break before the visit has ended", RITA, lambda s: moved(s, FIRST, 5399), {Fault.BEFORE_ARRIVAL}),
    ("going on before the break has ended", RITA, lambda s: moved(s, RELOAD, -1), {Fault.BEFORE_ARRIVAL}),
    ("a break where all has started", OLGA, lambda s: [*s, rest(at(12), 10)], {NOT_OWED}),
    (
        "no reload before supplies run out",
        RITA,
        lambda s: dropped(s, RELOAD),
        {Reason.OVER_CAPACITY, Reason.NO_SUPPLIES},
    ),
    ("a reload after supplies have run out", RITA, late_reload, {Reason.OVER_CAPACITY, Reason.NO_SUPPLIES}),
    ("a reload that is left too late for", RITA, early_reload, {Fault.BEFORE_ARRIVAL}),
    ("going on before the reload has ended", RITA, lambda s: moved(s, SECOND, -1), {Fault.BEFORE_ARRIVAL}),
    (
        "a reload a second too short",
        RITA,
        lambda s: changed(s, RELOAD, end_s=s[RELOAD].end_s - 1),
        # Who is credited with less at the depot is said to wait more.
        {Fault.WRONG_SERVICE, Fault.COST_MISSTATED},
    ),
    (
        "a reload where there is no depot",
        RITA,
        lambda s: changed(s, RELOAD, part=Part.BREAK, depot_id=""),
        {NOT_OWED, Reason.OVER_CAPACITY, Reason.NO_SUPPLIES},
    ),
    ("a parcel fetched with a full bag", RITA, fetched_with_a_full_bag, {Reason.OVER_CAPACITY}),
    ("a parcel fetched beside what is on board", OTTO, fetched_beside_the_medicine, {Reason.OVER_CAPACITY}),
    ("fetching again what is on board", OTTO, fetched_again, {Fault.PICKED_UP_AGAIN}),
    (
        "a break that was over before now",
        NORA,
        lambda s: [*s[:2], rest(at(9, 30), 10), *s[2:]],
        {NOT_OWED, Fault.BEFORE_ARRIVAL, Fault.BEFORE_NOW},
    ),
)

for name, outing, change, codes in RELAID:

    def relaid(week: Week, outing: Outing = outing, change: Callable[..., Sequence[Stop]] = change) -> Plan:
        return week.relaid(outing, change)

    PAUSE_MUTATIONS[name] = (frozenset(codes), relaid)


# Somebody goes who has, or owes, a little else; the route is that of the good plan.
for to, codes in (
    ("rita-small-bag", {Reason.OVER_CAPACITY}),
    ("rita-few-pads", {Reason.NO_SUPPLIES}),
    ("rita-early-lunch", {NOT_OWED, MISSED}),
    ("rita-long-tea", {NOT_OWED, MISSED}),
):

    def handed(week: Week, to: str = to) -> Plan:
        return week.handed(RITA, to)

    PAUSE_MUTATIONS[f"{to} is sent"] = (frozenset(codes), handed)


# Stops that the judge sets aside, added to a plan that is else good.
for name, stop, codes in (
    ("a break that names a need", replace(rest(at(17), 10), need_id="chat"), {Fault.WRONG_PART}),
    ("a break at a depot", replace(rest(at(17), 10), depot_id="store"), {Fault.WRONG_PART}),
    (
        "a reload at a depot that does not exist",
        replace(restock(at(17)), depot_id="none"),
        {Fault.UNKNOWN_DEPOT},
    ),
    ("a reload at no depot", replace(restock(at(17)), depot_id=""), {Fault.UNKNOWN_DEPOT}),
    ("a reload for a need", replace(restock(at(17)), need_id="chat"), {Fault.WRONG_PART}),
    (
        "a visit at a depot",
        Stop(need_id="extra", part=Part.VISIT, depot_id="store", start_s=at(17), end_s=at(17)),
        {Fault.WRONG_PART},
    ),
):

    def added(week: Week, stop: Stop = stop) -> Plan:
        return add_stop(week.plan, PIA_TUESDAY, stop)

    PAUSE_MUTATIONS[name] = (frozenset(codes), added)
