"""Small random days that mix everything the search knows: who may go, when, how far, with what, with whom.

Each day has a theme or two. Everybody can do everything but for what they lack of these, and a need asks
for little beyond: so most needs can be served, and yet the rules of the theme keep somebody away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from hypothesis import strategies as st

from matcher.pins import pin_conflicts
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.day import Day
from models.needs import Need, Pickup, Pin, Role
from models.people import Limits
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


class Theme(NamedTuple):
    """A rule at work: what needs ask for, and what volunteers lack."""

    asks: tuple[Changes, ...] = ()
    lacks: tuple[Changes, ...] = ()


THEMES: Mapping[str, Theme] = {
    "speciality": Theme(
        asks=({"crew": (Role(speciality=Speciality.MEDICINE, level=2),)},),
        lacks=({"specialities": {Speciality.LIFTING: 3}}, {"specialities": {Speciality.MEDICINE: 1}}),
    ),
    "qualification": Theme(
        asks=({"crew": (Role(qualifications=frozenset({Qualification.PHYSICIAN})),)},),
        lacks=({"qualifications": {}}, {"qualifications": {Qualification.PHYSICIAN: SUNDAY}}),
    ),
    "insurance": Theme(asks=({"risky": True},), lacks=({"insured_until": None}, {"insured_until": SUNDAY})),
    "vetting": Theme(asks=({"with_minor": True},), lacks=({"vetted_until": None}, {"vetted_until": SUNDAY})),
    "age": Theme(asks=({"min_age": 30}, {"max_age": 65}), lacks=({"age": None}, {"age": 25}, {"age": 70})),
    "sex": Theme(asks=({"carer_sex": Sex.FEMALE},), lacks=({"sex": Sex.MALE}, {"sex": None})),
    "language": Theme(
        asks=({"language": Language.WUHAN},), lacks=({"languages": frozenset({Language.MANDARIN})},)
    ),
    "refused": Theme(asks=({"refused": frozenset({"v0"})}, {"refused": frozenset({"v1"})})),
    "refusing": Theme(asks=({"recipient_id": "granny"},), lacks=({"refuses": frozenset({"granny"})},)),
    "seats": Theme(asks=({"seats": 1},), lacks=({"seats": 0},)),
    "pickup": Theme(
        asks=(
            {"pickup": Pickup(place=make_place(-1000, 500), service_s=Seconds(300))},
            {"pickup": Pickup(place=make_place(1500, 0), service_s=Seconds(0), load=2)},
        ),
        lacks=({"capacity": 0}, {"capacity": 1}, {"capacity": 2}),
    ),
    "crew of two": Theme(
        asks=(
            {"crew": (Role(), Role())},
            {"crew": (Role(speciality=Speciality.LIFTING), Role(speciality=Speciality.MEDICINE, level=2))},
            {"crew": (Role(), Role()), "pickup": Pickup(place=make_place(500, 0), service_s=Seconds(60))},
        ),
        lacks=({"specialities": {Speciality.LIFTING: 3}},),
    ),
    "first visit": Theme(
        asks=({"first_visit_flagged": True}, {"first_visit_flagged": True, "crew": (Role(), Role())})
    ),
    "windows": Theme(
        asks=(
            {"windows": (make_window(9, 9.25), make_window(10, 10.25), make_window(14, 15))},
            {"windows": (make_window(7, 8), make_window(8.5, 9), make_window(10, 10.5))},
            {"windows": (make_window(10, 10),)},
        ),
        lacks=(
            {"shifts": (make_shift(8, 11), make_shift(13, 17))},
            {"shifts": (make_shift(8, 9.5), make_shift(9.5, 11))},
        ),
    ),
    "limits": Theme(
        lacks=(
            {"limits": Limits(travel_s=Seconds(2400))},
            {"limits": Limits(metres=Metres(5000))},
            {"limits": Limits(tasks=1), "shifts": (make_shift(8, 10), make_shift(10, 12))},
            {"limits": Limits(tasks=2)},
            {"limits": Limits(service_s=Seconds(3600)), "shifts": (make_shift(8, 10), make_shift(10, 12))},
            {"limits": Limits(service_s=Seconds(9000), week_service_s=Seconds(4800))},
        )
    ),
    "ends": Theme(lacks=({"open_end": True}, {"end": make_place(1000, 1000)})),
    "preference": Theme(asks=({"preferred": frozenset({"v0"})}, {"preferred": frozenset({"v1"})})),
}

MINORS = Theme(
    asks=({"crew": (Role(), Role())}, {"crew": (Role(), Role()), "risky": True}), lacks=({"age": 16},)
)


ANY_BUT_MINORS = st.sampled_from(list(THEMES.values()))
ANY_THEME = st.sampled_from([*THEMES.values(), MINORS])

# Made once: a strategy costs more to make than to draw from. Few points, so that some coincide.
PLACES = st.sampled_from(
    [make_place(east * 500, north * 500) for east in range(-4, 5) for north in range(-4, 5)]
)
SHIFTS = st.sampled_from([make_shift(8, 13), make_shift(9, 11), make_shift(9.25, 10.75)])
MODES = st.sampled_from([TravelMode.BIKE, TravelMode.WALK, TravelMode.CAR])
WINDOWS = st.sampled_from(
    [make_window(8, 17), make_window(9, 10), make_window(9.5, 9.75), make_window(10, 15)]
)
SERVICES_S = st.sampled_from([Seconds(minutes * MINUTE_S) for minutes in (5, 10, 20, 30, 45, 60)])
PRIORITIES = st.integers(1, 3)


@st.composite
def volunteers(draw: st.DrawFn, lacks: st.SearchStrategy[list[Changes]]) -> Changes:
    """What the builder shall fill in; `lacks` says what to leave out."""
    home, shift, mode = draw(PLACES), draw(SHIFTS), draw(MODES)
    return merged({**ALL_ROUND, "home": home, "shifts": (shift,), "mode": mode}, draw(lacks))


@st.composite
def needs(draw: st.DrawFn, asks: st.SearchStrategy[list[Changes]]) -> Changes:
    """The same for a need; `asks` says what it asks for."""
    place, window, service_s, priority = draw(PLACES), draw(WINDOWS), draw(SERVICES_S), draw(PRIORITIES)
    plain = {"place": place, "windows": (window,), "service_s": service_s, "priority": priority}
    return merged(plain, draw(asks))


def merged(plain: Changes, changes: list[Changes]) -> Changes:
    return reduce(or_, map(dict, changes), dict(plain))


def some_of(changes: Sequence[Changes]) -> st.SearchStrategy[list[Changes]]:
    return st.lists(st.sampled_from(changes), max_size=2) if changes else st.just([])


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
    theme: Theme | None = None,
    *,
    team_sizes: tuple[int, int] = (2, 5),
    need_counts: tuple[int, int] = (2, 8),
) -> Day:
    """One day of the theme, or of any, and perhaps of another one; its pins do not conflict."""
    at_work = [theme or draw(ANY_THEME), *draw(st.lists(ANY_BUT_MINORS, max_size=1))]
    lacks = [change for one in at_work for change in one.lacks]
    asks = [change for one in at_work for change in one.asks]
    people = draw(st.lists(volunteers(some_of(lacks)), min_size=team_sizes[0], max_size=team_sizes[1]))
    if people[0].get("age") == MINORS.lacks[0]["age"]:  # v0 guards the others
        people[0] = {name: value for name, value in people[0].items() if name != "age"}
    wishes = draw(st.lists(needs(some_of(asks)), min_size=need_counts[0], max_size=need_counts[1]))
    team = [make_volunteer(f"v{idx}", **changes) for idx, changes in enumerate(people)]
    asked = [make_need(f"n{idx}", **changes) for idx, changes in enumerate(wishes)]
    ids = [volunteer.id for volunteer in team]
    decided = draw(st.lists(st.sampled_from(asked), max_size=2, unique_by=lambda need: need.id))
    return _without_conflicts(make_day(team, asked), [draw(pins(need, ids)) for need in decided])


def tiny_days(theme: Theme) -> st.SearchStrategy[Day]:
    """Days that tests.brute_force can solve."""
    return days(theme, team_sizes=(2, 3), need_counts=(2, 4))


def _without_conflicts(day: Day, pins: list[Pin]) -> Day:
    """The day with as many of the pins as can hold; one that is taken back may clear another."""
    pinned = replace(day, pins=tuple(pins))
    conflicting = [conflict.pin for conflict in pin_conflicts(pinned)]
    if not conflicting:
        return pinned
    return _without_conflicts(day, [pin for pin in pins if pin not in conflicting])
