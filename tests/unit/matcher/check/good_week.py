"""Nine days under way, with breaks, depots, history, chains, series and every term, and a good plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from models.catalogue import Speciality
from models.day import Day, Depot
from models.needs import Link, LinkKind, Need, Pickup, Pin, Role, Series, Told
from models.people import Break, Limits, Volunteer
from models.plans import Plan, Stop
from models.terms import Terms
from models.units import HOUR_S, MINUTE_S, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import Outing
from tests.unit.matcher.check.drafts import Drafts, Drawing, at, edited, rest

RITA, NORA, OTTO, OLGA, PIA = ("rita", 0), ("nora", 0), ("otto", 0), ("olga", 0), ("pia", 0)
RITA_TUESDAY, OTTO_TUESDAY, PIA_TUESDAY = ("rita", 1), ("otto", 1), ("pia", 1)
GINA_TUESDAY, MIA_TUESDAY, GINA_EARLY, MIA_EARLY = ("gina", 0), ("mia", 0), ("gina", 1), ("mia", 1)
PIA_WEDNESDAY, PIA_SUNDAY, PIA_NEXT_MONDAY = ("pia", 2), ("pia", 3), ("pia", 4)

NOW_S = at(10)
LUNCH = Break(opens_s=at(11, 30), closes_s=at(12, 30), lasts_s=Seconds(30 * MINUTE_S))
TEA = Break(opens_s=at(15), closes_s=at(16), lasts_s=Seconds(10 * MINUTE_S))

TERMS = Terms(
    late=3,
    late_max=5,
    wait=1,
    change_s=1800,
    moved_s=900,
    moved_after_s=600,
    continuity_s=900,
    preference_s=600,
    balance_permille=500,
    scarce_s=400,
    refusal_s=100,
)


def make_needs() -> list[Need]:
    all_day = {"windows": (make_window(9, 17),)}
    parcel = {"pickup": Pickup(place=make_place(-200, 200), service_s=Seconds(5 * MINUTE_S), load=1)}
    strolls = tuple(make_window(24 * day + 9, 24 * day + 17) for day in range(9))
    return [
        make_need(
            "dressing-1", place=make_place(300, 0), supplies={"pads": 2}, windows=(make_window(10, 12),)
        ),
        make_need("dressing-2", place=make_place(600, 0), supplies={"pads": 1}, **all_day),
        make_need("dressing-3", place=make_place(600, 400), supplies={"pads": 2, "gauze": 1}, **all_day),
        make_need("parcel", place=make_place(700, 400), **parcel, **all_day),
        make_need(
            "breakfast",
            place=make_place(3000, 0),
            recipient_id="grump",
            windows=(make_window(12, 13),),
            supplies={"pads": 5},
        ),
        make_need("meds", place=make_place(-3000, 0), windows=(make_window(9, 11),)),
        make_need("chat", place=make_place(-2500, 0), usual_carers=frozenset({"rita"})),
        make_need("medicine", place=make_place(0, 500), pickup=replace(parcel["pickup"], load=2)),
        make_need("parcel-2", place=make_place(0, 600), **parcel),
        make_need("lift", place=make_place(-500, 0), crew=(Role(), Role())),
        make_need("watch", place=make_place(), crew=(Role(), Role()), windows=(make_window(11, 12),)),
        make_need(
            "errand",
            place=make_place(-500, 0),
            windows=(make_window(10, 10.5), make_window(11, 12)),
            late_s=Seconds(30 * MINUTE_S),
            preferred=frozenset({"nora"}),
        ),
        make_need("party", crew=(Role(), Role(), Role()), windows=(make_window(38, 39),)),
        make_need("paper", crew=(Role(), Role()), windows=(make_window(54.5, 56),), **parcel),
        make_need("consult", crew=(Role(speciality=Speciality.MEDICINE),), windows=(make_window(33, 34),)),
        make_need("collect", place=make_place(200, 900), windows=(make_window(33, 36),)),
        make_need("deliver", place=make_place(200, -900), windows=(make_window(33, 36),)),
        *(make_need(f"stroll-{number}", windows=strolls) for number in (1, 2, 3)),
        make_need("extra", place=make_place(-2500, 100), **all_day),
    ]


def make_team() -> list[Volunteer]:
    monday, tuesday = make_shift(8, 18), make_shift(32, 42)
    rita = make_volunteer(
        "rita",
        shifts=(monday, tuesday),
        breaks=(LUNCH, TEA),
        supplies={"pads": 2},
        capacity=4,
        specialities={Speciality.MEDICINE: 1},
    )
    coffee = Break(opens_s=at(8), closes_s=at(9, 30), lasts_s=Seconds(10 * MINUTE_S))
    sunday, next_monday = make_shift(6 * 24 + 8, 6 * 24 + 18), make_shift(7 * 24 + 8, 7 * 24 + 18)
    young = (tuesday, make_shift(48 + 5, 48 + 12))
    return [
        rita,
        replace(rita, id="rita-small-bag", capacity=3),
        replace(rita, id="rita-few-pads", supplies={"pads": 1, "gauze": 9}),
        replace(rita, id="rita-early-lunch", breaks=(replace(LUNCH, closes_s=at(11, 30)), TEA)),
        replace(rita, id="rita-long-tea", breaks=(LUNCH, replace(TEA, lasts_s=Seconds(20 * MINUTE_S)))),
        make_volunteer(
            "nora",
            shifts=(monday, tuesday),
            breaks=(coffee, TEA),
            refuses=frozenset({"grump"}),
            supplies={"pads": 1},
            limits=Limits(tasks=3),
            refusal_permille=255,
            hours_given=10.0,
        ),
        make_volunteer("otto", shifts=(monday, tuesday), capacity=2),
        make_volunteer("olga", shifts=(monday, tuesday)),
        make_volunteer(
            "pia",
            shifts=(monday, tuesday, make_shift(48 + 8, 48 + 18), sunday, next_monday),
            # Watch, errand, deliver, party and two strolls in the week of the plan, a third after it.
            limits=Limits(week_service_s=Seconds(6 * 30 * MINUTE_S)),
        ),
        make_volunteer("gina", shifts=young, capacity=1),
        make_volunteer("mia", shifts=young, capacity=1, age=15, guardian_id="gina"),
    ]


@cache
def make_week_day() -> Day:
    hour = Seconds(HOUR_S)
    return make_day(
        make_team(),
        make_needs(),
        days=9,
        now_s=NOW_S,
        terms=TERMS,
        depots=(Depot(id="store", place=make_place(300, 300), service_s=Seconds(5 * MINUTE_S)),),
        pins=(
            Pin(need_id="breakfast", volunteer_id="nora", start_s=at(8, 30), started=True),
            Pin(need_id="meds", volunteer_id="nora", start_s=at(9, 50), started=True),
            Pin(need_id="medicine", volunteer_id="otto", picked_up=True),
            Pin(need_id="lift", role=0, volunteer_id="olga", start_s=at(9), started=True),
            Pin(need_id="watch", role=0, volunteer_id="olga", start_s=NOW_S, started=True),
        ),
        told=(
            Told(need_id="dressing-1", volunteer_id="rita", start_s=at(10, 20)),
            Told(need_id="chat", volunteer_id="nora", start_s=at(10, 15)),
            Told(need_id="medicine", start_s=at(10, 10)),
        ),
        links=(
            Link(kind=LinkKind.ALL_OR_NONE, first_id="consult", second_id="collect"),
            Link(kind=LinkKind.ALL_OR_NONE, first_id="deliver", second_id="collect"),
            Link(kind=LinkKind.GAP, first_id="consult", second_id="collect", min_s=hour),
            Link(kind=LinkKind.GAP, first_id="collect", second_id="deliver", max_s=hour),
            # What has started keeps to no link: 80 minutes lie between the two.
            Link(kind=LinkKind.GAP, first_id="breakfast", second_id="meds", max_s=hour),
        ),
        series=(Series(id="strolls", need_ids=("stroll-1", "stroll-2", "stroll-3"), spacing_days=2),),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The question, its good plan, and the drafts that it is laid out from."""

    drawing: Drawing
    drafts: Drafts

    @property
    def plan(self) -> Plan:
        return self.drawing.plan(self.drafts)

    def relaid(self, outing: Outing, change: Callable[[list[Stop]], Sequence[Stop]]) -> Plan:
        """The plan with other stops for one outing, its ways and accounts true."""
        return self.drawing.plan(edited(self.drafts, outing, change))

    def handed(self, outing: Outing, to: str) -> Plan:
        """The plan in which somebody else makes the outing, in the shift of the same number."""
        others = {one: stops for one, stops in self.drafts.items() if one != outing}
        return self.drawing.plan({**others, (to, outing[1]): self.drafts[outing]})


@cache
def make_week() -> Week:
    day = make_week_day()
    draw = Drawing(day)

    def visit(need_id: str, role: int = 0) -> Callable[[Seconds], Stop]:
        return lambda start_s: draw.visit(need_id, start_s, role=role)

    def pickup(need_id: str, role: int = 0) -> Callable[[Seconds], Stop]:
        return lambda start_s: draw.pickup(need_id, start_s, role=role)

    rita = draw.in_a_row(
        "rita",
        at(10, 30),
        [
            visit("dressing-1"),
            lambda _: rest(at(12), 30),
            lambda start_s: draw.reload("store", start_s),
            visit("dressing-2"),
            pickup("parcel"),
            visit("dressing-3"),
            visit("parcel"),
            lambda _: rest(at(15), 10),
        ],
    )
    nora = draw.in_a_row("nora", at(9, 50), [visit("meds"), visit("chat")])
    drafts: Drafts = {
        RITA: rita,
        NORA: [draw.visit("breakfast", at(8, 30)), *nora, rest(at(16), 10)],
        # Leaves home now; half a kilometre takes 488 s.
        OTTO: draw.in_a_row(
            "otto", Seconds(NOW_S + 488), [visit("medicine"), pickup("parcel-2"), visit("parcel-2")]
        ),
        OLGA: [draw.visit("lift", at(9)), draw.visit("watch", NOW_S)],
        PIA: [
            draw.visit("watch", NOW_S, role=1),
            draw.visit("errand", at(12, 30)),
            draw.visit("stroll-1", at(14)),
        ],
        RITA_TUESDAY: [draw.visit("consult", at(9, day=1))],
        OTTO_TUESDAY: [draw.visit("collect", at(10, day=1))],
        PIA_TUESDAY: [draw.visit("deliver", at(11, day=1)), draw.visit("party", at(14, day=1), role=2)],
        GINA_TUESDAY: [draw.visit("party", at(14, day=1), role=0)],
        MIA_TUESDAY: [draw.visit("party", at(14, day=1), role=1)],
        GINA_EARLY: [draw.pickup("paper", at(5, 55, day=2)), draw.visit("paper", at(6, 30, day=2))],
        MIA_EARLY: [
            draw.pickup("paper", at(6, 0, day=2), role=1),
            draw.visit("paper", at(6, 30, day=2), role=1),
        ],
        PIA_WEDNESDAY: [draw.visit("stroll-2", at(9, day=2))],
        PIA_NEXT_MONDAY: [draw.visit("stroll-3", at(9, day=7))],
    }
    return Week(drawing=draw, drafts=drafts)
