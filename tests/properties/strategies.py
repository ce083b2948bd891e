"""Small random days that mix everything the search knows: who may go, when, how far, with what, with whom.

Everybody can do everything but for a few things that they lack, and a need asks for a few things: so most
needs can be served, and every rule still decides something now and then.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from matcher.pins import pin_conflicts
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.day import Day
from models.geo import Place
from models.needs import Need, Pickup, Pin, Role
from models.people import Limits, Volunteer
from models.units import MINUTE_S, Metres, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window

Changes = Mapping[str, object]

SUNDAY = date(2026, 11, 22)

ALL_ROUND: Changes = {
    "specialities": {Speciality.MEDICINE: 3, Speciality.LIFTING: 3},
    "qualifications": {Qualification.PHYSICIAN: MONDAY},
    "sex": Sex.FEMALE,
    "languages": frozenset({Language.MANDARIN, Language.WUHAN}),
    "insured_until": MONDAY,
    "vetted_until": MONDAY,
    "capacity": 3,
    "seats": 2,
    "guardian_id": "v0",
}

LACKS: tuple[Changes, ...] = (
    {"specialities": {Speciality.LIFTING: 3}},
    {"specialities": {Speciality.MEDICINE: 1, Speciality.LIFTING: 1}},
    {"qualifications": {}},
    {"qualifications": {Qualification.PHYSICIAN: SUNDAY}},
    {"sex": Sex.MALE},
    {"sex": None},
    {"languages": frozenset({Language.MANDARIN})},
    {"insured_until": None},
    {"insured_until": SUNDAY},
    {"vetted_until": None},
    {"vetted_until": SUNDAY},
    {"capacity": 0},
    {"capacity": 1},
    {"seats": 0},
    {"age": None},
    {"age": 25},
    {"age": 70},
    {"refuses": frozenset({"granny"})},
    {"limits": Limits(travel_s=Seconds(1800))},
    {"limits": Limits(travel_s=Seconds(5400), tasks=3)},
    {"limits": Limits(metres=Metres(5000))},
    {"limits": Limits(tasks=1)},
    {"limits": Limits(tasks=2)},
    {"limits": Limits(service_s=Seconds(5400))},
    {"limits": Limits(service_s=Seconds(9000), week_service_s=Seconds(6000))},
    {"open_end": True},
    {"end": make_place(1000, 1000)},
    {"shifts": (make_shift(8, 11),)},
    {"shifts": (make_shift(9, 10.5),)},
    {"shifts": (make_shift(8, 11), make_shift(13, 17))},
    {"shifts": (make_shift(8, 9.5), make_shift(9.5, 11))},
)

ASKS: tuple[Changes, ...] = (
    {"crew": (Role(), Role())},
    {"crew": (Role(speciality=Speciality.LIFTING), Role(speciality=Speciality.LIFTING)), "risky": True},
    {"crew": (Role(speciality=Speciality.MEDICINE, level=2), Role()), "first_visit_flagged": True},
    {"crew": (Role(speciality=Speciality.MEDICINE),)},
    {"crew": (Role(qualifications=frozenset({Qualification.PHYSICIAN})),)},
    {"pickup": Pickup(place=make_place(-1000, 500), service_s=Seconds(300))},
    {"pickup": Pickup(place=make_place(1500, 0), service_s=Seconds(0), load=2)},
    {"carer_sex": Sex.FEMALE},
    {"language": Language.WUHAN},
    {"min_age": 30},
    {"max_age": 65},
    {"risky": True},
    {"with_minor": True},
    {"first_visit_flagged": True},
    {"seats": 1},
    {"recipient_id": "granny"},
    {"refused": frozenset({"v0"})},
    {"preferred": frozenset({"v0"})},
    {"preferred": frozenset({"v1"})},
    {"windows": (make_window(9, 9.25), make_window(14, 15))},
    {"windows": (make_window(7, 8), make_window(8.5, 9), make_window(10, 10.5))},
    {"windows": (make_window(10, 10),)},
)

MINOR: Changes = {"age": 16}


def places() -> st.SearchStrategy[Place]:
    """Few points, so that some coincide."""
    metres = st.integers(-4, 4).map(lambda step: step * 500)
    return st.builds(make_place, metres, metres)


@st.composite
def volunteers(draw: st.DrawFn, id: str, lacks: tuple[Changes, ...]) -> Volunteer:
    changes: dict[str, object] = {
        **ALL_ROUND,
        "home": draw(places()),
        "shifts": (draw(st.sampled_from((make_shift(8, 13), make_shift(9, 11), make_shift(9.25, 10.75)))),),
        "mode": draw(st.sampled_from((TravelMode.BIKE, TravelMode.WALK, TravelMode.CAR))),
    }
    for lack in draw(st.lists(st.sampled_from(lacks), max_size=2)):
        changes |= lack
    return make_volunteer(id, **changes)


@st.composite
def needs(draw: st.DrawFn, id: str) -> Need:
    changes: dict[str, object] = {
        "place": draw(places()),
        "windows": (draw(st.sampled_from((make_window(8, 17), make_window(9, 10), make_window(9.5, 9.75), make_window(10, 15)))),),
        "service_s": Seconds(draw(st.integers(1, 12)) * 5 * MINUTE_S),
        "priority": draw(st.integers(1, 3)),
    }
    for ask in draw(st.lists(st.sampled_from(ASKS), max_size=2)):
        changes |= ask
    return make_need(id, **changes)


@st.composite
def pins(draw: st.DrawFn, need: Need, volunteer_ids: list[str]) -> Pin:
    volunteer_id = draw(st.sampled_from([None, *volunteer_ids]))
    first, last = need.windows[0], need.windows[-1]
    return Pin(
        need_id=need.id,
        role=draw(st.integers(0, len(need.crew) - 1)),
        volunteer_id=volunteer_id,
        order=None if volunteer_id is None else draw(st.sampled_from((None, 1, 2, 3))),
        start_s=draw(st.sampled_from((None, None, first.closes_s, last.opens_s))),
    )


@st.composite
def days(
    draw: st.DrawFn,
    *,
    team_sizes: tuple[int, int] = (1, 4),
    need_counts: tuple[int, int] = (1, 8),
    lacks: tuple[Changes, ...] = (*LACKS, MINOR),
) -> Day:
    """One day, its pins without conflict."""
    ids = [f"v{idx}" for idx in range(draw(st.integers(*team_sizes)))]
    team = [draw(volunteers(id, lacks)) for id in ids]
    asked = [draw(needs(f"n{idx}")) for idx in range(draw(st.integers(*need_counts)))]
    decided = draw(st.lists(st.sampled_from(asked), max_size=3, unique_by=lambda need: need.id))
    return _without_conflicts(make_day(team, asked), [draw(pins(need, ids)) for need in decided])


def tiny_days() -> st.SearchStrategy[Day]:
    """Days that tests.brute_force can solve. No minors: this step's search leaves them out."""
    return days(team_sizes=(2, 3), need_counts=(2, 4), lacks=LACKS)


def _without_conflicts(day: Day, pins: list[Pin]) -> Day:
    """The day with as many of the pins as can hold; one that is taken back may clear another."""
    pinned = replace(day, pins=tuple(pins))
    conflicting = [conflict.pin for conflict in pin_conflicts(pinned)]
    if not conflicting:
        return pinned
    return _without_conflicts(day, [pin for pin in pins if pin not in conflicting])
