"""A day with something of everything, a good plan for it, and the edits that spoil plans."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality, TravelMode
from models.day import Day
from models.needs import Link, LinkKind, Need, Pickup, Pin, Role, Series
from models.people import Limits, Shift, Volunteer
from models.plans import Plan, Route, Stop
from models.units import HOUR_S, MINUTE_S, Metres, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import Job, Orders, Outing, Schedules, jobs_of

SUNDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 24)

ANN_MORNING, ANN_AFTERNOON, ANN_TUESDAY = ("ann", 0), ("ann", 1), ("ann", 2)
BEN, DAN, EVE = ("ben", 0), ("dan", 0), ("eve", 0)
CAT_MORNING, CAT_AFTERNOON, CAT_EVENING = ("cat", 0), ("cat", 1), ("cat", 2)
MIA_AFTERNOON, MIA_EVENING = ("mia", 0), ("mia", 1)

DOCTOR = Role(speciality=Speciality.MEDICINE, level=2, qualifications=frozenset({Qualification.PHYSICIAN}))
DRIVER = Role(speciality=Speciality.DRIVING, qualifications=frozenset({Qualification.DRIVER}))


def make_needs() -> list[Need]:
    granny = {
        "kind": NeedKind.HOME_VISIT,
        "recipient_id": "granny",
        "place": make_place(800, 0),
        "crew": (DOCTOR,),
        "carer_sex": Sex.FEMALE,
        "language": Language.WUHAN,
        "min_age": 25,
        "max_age": 60,
        "priority": 5,
        "refused": frozenset({"unwelcome"}),
    }
    medicine = {
        "kind": NeedKind.MEDICINE_DELIVERY,
        "crew": (Role(speciality=Speciality.DELIVERY),),
        "pickup": Pickup(place=make_place(300, 300), service_s=Seconds(5 * MINUTE_S)),
        "service_s": Seconds(10 * MINUTE_S),
    }
    two = {"kind": NeedKind.LIFT, "crew": (Role(speciality=Speciality.LIFTING),) * 2}
    return [
        make_need("checkup", windows=(make_window(9, 11),), **granny),
        make_need("checkup-again", windows=(make_window(13, 16), make_window(33, 35)), **granny),
        make_need(
            "tutoring",
            place=make_place(0, 900),
            windows=(make_window(13, 15),),
            crew=(Role(speciality=Speciality.TUTORING),),
            with_minor=True,
        ),
        make_need("medicine-1", place=make_place(1500, 0), **medicine),
        make_need("medicine-2", place=make_place(1500, 800), **medicine),
        make_need("ride", place=make_place(2000, 2000), crew=(DRIVER,), seats=1),
        make_need(
            "lift",
            place=make_place(-700, 100),
            windows=(make_window(9, 10),),
            risky=True,
            first_visit_flagged=True,
            **two,
        ),
        make_need(
            "story",
            place=make_place(-300, -300),
            windows=(make_window(14, 16),),
            crew=(Role(speciality=Speciality.READING), Role()),
            with_minor=True,
        ),
        make_need("chat-1", place=make_place(100, -600), windows=(make_window(8.5, 12),)),
        make_need(
            "chat-2",
            place=make_place(400, -600),
            windows=(make_window(9, 9.5), make_window(10, 11)),
            preferred=frozenset({"dan"}),
        ),
        make_need(
            "night-watch",
            windows=(make_window(21, 22),),
            service_s=Seconds(2 * HOUR_S),
            crew=(Role(), Role()),
        ),
        make_need("first-visit", recipient_id="stranger", first_visit_flagged=True),
        make_need("accounting", crew=(Role(speciality=Speciality.FINANCE),), priority=3),
    ]


def make_team() -> list[Volunteer]:
    """Those who work in the good plan."""
    return [
        make_volunteer(
            "ann",
            sex=Sex.FEMALE,
            shifts=(make_shift(8, 12), make_shift(13, 17), make_shift(32, 36)),
            specialities={Speciality.MEDICINE: 2, Speciality.TUTORING: 1},
            qualifications={Qualification.PHYSICIAN: TUESDAY},
            languages=frozenset({Language.MANDARIN, Language.WUHAN}),
            vetted_until=MONDAY,
        ),
        make_volunteer(
            "ben",
            mode=TravelMode.CAR,
            specialities={Speciality.DELIVERY: 1, Speciality.DRIVING: 1},
            qualifications={Qualification.DRIVER: MONDAY},
            capacity=2,
            seats=1,
        ),
        make_volunteer(
            "cat",
            mode=TravelMode.BIKE,
            shifts=(make_shift(8, 12), make_shift(13, 17), make_shift(20, 24)),
            specialities={Speciality.LIFTING: 1, Speciality.READING: 1},
            insured_until=MONDAY,
            vetted_until=MONDAY,
        ),
        make_volunteer(
            "dan",
            home=make_place(-3000, 0),
            end=make_place(-500, 0),
            specialities={Speciality.LIFTING: 1},
            insured_until=MONDAY,
        ),
        make_volunteer(
            "mia",
            age=15,
            guardian_id="cat",
            shifts=(make_shift(13, 17), make_shift(20, 24)),
            vetted_until=MONDAY,
        ),
        make_volunteer("eve", open_end=True, shifts=(make_shift(8, 12),)),
    ]


def make_idle(team: dict[str, Volunteer]) -> list[Volunteer]:
    """Volunteers each like one of the team but for one thing; what they lack is their id."""
    ann, ben, dan, mia, eve = (team[id] for id in ("ann", "ben", "dan", "mia", "eve"))
    # Ann is home from the checkup at 09:43:00.
    quarter_to_ten = Seconds(9 * HOUR_S + 43 * MINUTE_S - 1)
    return [
        make_volunteer("kay", specialities={Speciality.READING: 1}, vetted_until=MONDAY),
        replace(ann, id="unlimited", limits=Limits()),
        replace(ann, id="hurried", shifts=(Shift(opens_s=Seconds(8 * HOUR_S), closes_s=quarter_to_ten),)),
        replace(ann, id="no-medicine", specialities={Speciality.TUTORING: 5}),
        replace(ann, id="beginner", specialities={Speciality.MEDICINE: 1}),
        replace(ann, id="no-licence", qualifications={Qualification.NURSE: TUESDAY}),
        replace(ann, id="licence-until-sunday", qualifications={Qualification.PHYSICIAN: SUNDAY}),
        replace(ann, id="licence-until-monday", qualifications={Qualification.PHYSICIAN: MONDAY}),
        replace(ann, id="male", sex=Sex.MALE),
        replace(ann, id="sex-not-given", sex=None),
        replace(ann, id="no-dialect", languages=frozenset({Language.MANDARIN, Language.ENGLISH})),
        replace(ann, id="aged-61", age=61),
        replace(ann, id="aged-24", age=24),
        replace(ann, id="age-not-given", age=None),
        replace(ann, id="unwelcome"),
        replace(ann, id="unwilling", refuses=frozenset({"granny"})),
        replace(ann, id="unvetted", vetted_until=None),
        replace(ann, id="vetted-until-sunday", vetted_until=SUNDAY),
        *(replace(ann, id=f"less-{name}", limits=limits) for name, limits in _one_less(ann.limits)),
        replace(ben, id="small-bag", capacity=1),
        replace(ben, id="no-seat", seats=0),
        replace(ben, id="second-driver"),
        replace(dan, id="uninsured", insured_until=None),
        replace(dan, id="insured-until-sunday", insured_until=SUNDAY),
        replace(dan, id="strong-boy", age=17, guardian_id="cat"),
        replace(mia, id="unguarded", guardian_id=""),
        replace(eve, id="eve-double"),
    ]


def _one_less(limits: Limits) -> Iterable[tuple[str, Limits]]:
    for name in ("travel_s", "metres", "tasks", "service_s", "week_service_s"):
        yield name, replace(limits, **{name: getattr(limits, name) - 1})


def make_orders(needs: dict[str, Need]) -> dict[Outing, list[Job]]:
    fetch_1, drop_1 = jobs_of(needs["medicine-1"], 0)
    fetch_2, drop_2 = jobs_of(needs["medicine-2"], 0)
    return {
        ANN_MORNING: [Job("checkup")],
        ANN_AFTERNOON: [Job("tutoring")],
        ANN_TUESDAY: [Job("checkup-again")],
        BEN: [fetch_1, fetch_2, drop_1, drop_2, Job("ride")],
        CAT_MORNING: [Job("lift", role=0)],
        DAN: [Job("lift", role=1)],
        CAT_AFTERNOON: [Job("story", role=0)],
        MIA_AFTERNOON: [Job("story", role=1)],
        EVE: [Job("chat-1"), Job("chat-2")],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """The day, its good plan, and the visiting orders that the plan follows."""

    day: Day
    plan: Plan
    orders: dict[Outing, list[Job]]
    schedules: Schedules

    def relaid(self, changed: Orders) -> Plan:
        """The plan with other orders for some outings, its times and accounts true."""
        plan = self.schedules.plan(self.orders | dict(changed))
        assert plan is not None
        return plan

    def need(self, need_id: str) -> Need:
        return self.schedules.needs[need_id]


@cache
def make_good() -> Good:
    needs = make_needs()
    team = {volunteer.id: volunteer for volunteer in make_team()}
    orders = make_orders({need.id: need for need in needs})
    # Ann gives exactly what the plan takes of her: a limit may be reached, and one less is too little.
    team["ann"] = replace(team["ann"], limits=_taken(Schedules(_day(team, needs)), orders))
    day = _day(team | {volunteer.id: volunteer for volunteer in make_idle(team)}, needs)
    schedules = Schedules(day)
    plan = schedules.plan(orders)
    assert plan is not None
    return Good(day=day, plan=plan, orders=orders, schedules=schedules)


def _day(volunteers: dict[str, Volunteer], needs: list[Need]) -> Day:
    half_past_ten = Seconds(10 * HOUR_S + 30 * MINUTE_S)
    return make_day(
        list(volunteers.values()),
        needs,
        days=2,
        pins=(
            Pin(need_id="chat-1", volunteer_id="eve", order=1),
            Pin(need_id="chat-2", volunteer_id="eve", order=2, start_s=half_past_ten),
        ),
        links=(
            Link(kind=LinkKind.ALL_OR_NONE, first_id="checkup", second_id="checkup-again"),
            Link(kind=LinkKind.SAME_VOLUNTEER, first_id="medicine-1", second_id="ride"),
            Link(
                kind=LinkKind.GAP,
                first_id="chat-1",
                second_id="chat-2",
                min_s=Seconds(HOUR_S),
                max_s=Seconds(2 * HOUR_S),
            ),
        ),
        series=(Series(id="granny's", need_ids=("checkup", "checkup-again")),),
    )


def _taken(schedules: Schedules, orders: Orders) -> Limits:
    monday = {outing: orders[outing] for outing in (ANN_MORNING, ANN_AFTERNOON)}
    service_s = {outing: sum(map(schedules.service_s, orders[outing])) for outing in (*monday, ANN_TUESDAY)}
    return Limits(
        travel_s=Seconds(sum(schedules.travel_s(outing, jobs) for outing, jobs in monday.items())),
        metres=Metres(sum(schedules.metres(outing, jobs) for outing, jobs in monday.items())),
        tasks=sum(map(len, monday.values())),
        service_s=Seconds(sum(service_s[outing] for outing in monday)),
        week_service_s=Seconds(sum(service_s.values())),
    )


def route_of(plan: Plan, outing: Outing) -> Route:
    (found,) = (route for route in plan.routes if (route.volunteer_id, route.shift) == outing)
    return found


def edit_route(plan: Plan, outing: Outing, change: Callable[[Route], Route]) -> Plan:
    old = route_of(plan, outing)
    return replace(plan, routes=tuple(change(route) if route is old else route for route in plan.routes))


def hand(plan: Plan, outing: Outing, to: str) -> Plan:
    """The outing is made by another volunteer, in the shift of the same number."""
    return edit_route(plan, outing, lambda route: replace(route, volunteer_id=to))


def state(plan: Plan, outing: Outing, **by: int) -> Plan:
    """Figures of the route stated higher by so much."""
    return edit_route(
        plan,
        outing,
        lambda route: replace(route, **{name: getattr(route, name) + more for name, more in by.items()}),
    )


def edit_stop(plan: Plan, outing: Outing, position: int, **changes: object) -> Plan:
    def change(route: Route) -> Route:
        stops = list(route.stops)
        stops[position] = replace(stops[position], **changes)  # type: ignore[arg-type]
        return replace(route, stops=tuple(stops))

    return edit_route(plan, outing, change)


def delay(plan: Plan, outing: Outing, position: int, by_s: int) -> Plan:
    """The stop starts later, or earlier; if it is the last one, the return with it."""
    stops = route_of(plan, outing).stops
    stop = stops[position]
    plan = edit_stop(plan, outing, position, start_s=stop.start_s + by_s, end_s=stop.end_s + by_s)
    return state(plan, outing, returns_s=by_s) if stop is stops[-1] else plan


def add_stop(plan: Plan, outing: Outing, stop: Stop) -> Plan:
    return edit_route(plan, outing, lambda route: replace(route, stops=(*route.stops, stop)))


def add_route(plan: Plan, route: Route) -> Plan:
    return replace(plan, routes=(*plan.routes, route))
