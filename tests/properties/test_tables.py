"""The canonical table holds every field of every volunteer and every need, exactly."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from api.tables.canonical_needs import write_needs
from api.tables.canonical_volunteers import write_volunteers
from api.tables.reading import read_needs, read_volunteers
from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality, TravelMode
from models.geo import Place, Precision, Wgs84
from models.needs import Need, Pickup, Role, TimeWindow
from models.people import (
    MAX_HOURS_GIVEN,
    MAX_LEVEL,
    MAX_LIMIT_M,
    MAX_LIMIT_TASKS,
    Break,
    Limits,
    Shift,
    Volunteer,
)
from models.units import DAY_S, MAX_HORIZON_DAYS, MAX_HORIZON_S, MAX_LOAD, MAX_PRIORITY, MAX_SEATS, Seconds
from tests.builders import CENTRE, MONDAY
from tests.gazetteers import small_gazetteer

T = TypeVar("T")

# No file holds half a surrogate pair, and one with a zero byte is taken for binary.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.sampled_from(
        ["=1+1", "'", "''=", "-", "@", "\t", "\r", "a\r\nb", '"', ",", ";", "\\", "张三", "\ufeff", " "]
    ),
)
IDS = st.lists(TEXTS.filter(bool), min_size=1, max_size=2, unique=True)
SETS_OF_IDS = st.frozensets(TEXTS.filter(bool), max_size=3)
GOODS = st.dictionaries(TEXTS.filter(bool), st.integers(0, MAX_LOAD), max_size=3)
SEATS = st.integers(0, MAX_SEATS)
MAYBE_SECONDS = st.none() | st.integers(0, MAX_HORIZON_S)
DATES = st.dates()
# Within some 40 km, so that no place is taken for a mistake.
PLACES = st.builds(
    lambda east, north, **rest: Place(at=Wgs84(CENTRE.lon_deg + east, CENTRE.lat_deg + north), **rest),
    st.floats(-0.2, 0.2),
    st.floats(-0.2, 0.2),
    label=TEXTS,
    community=TEXTS,
    precision=st.sampled_from(Precision),
)
ROLES = st.builds(
    Role,
    speciality=st.none() | st.sampled_from(Speciality),
    level=st.integers(1, MAX_LEVEL),
    qualifications=st.frozensets(st.sampled_from(Qualification), max_size=2),
)


def spans(make: Callable[..., object], *, apart_s: int) -> st.SearchStrategy[tuple[object, ...]]:
    """Up to three, in order, at least so far apart that they are valid; none begins when the horizon ends."""
    moments = st.lists(st.integers(0, MAX_HORIZON_S // apart_s - 1), min_size=2, max_size=6, unique=True).map(
        sorted
    )
    return moments.map(
        lambda at: tuple(
            make(opens_s=opens * apart_s, closes_s=closes * apart_s)
            for opens, closes in zip(at[::2], at[1::2], strict=False)
        )
    )


VOLUNTEERS = st.builds(
    Volunteer,
    id=st.just("replaced"),
    name=TEXTS,
    phone=TEXTS,
    home=PLACES,
    end=st.none() | PLACES,
    open_end=st.booleans(),
    shifts=st.just(()) | spans(Shift, apart_s=1) | spans(Shift, apart_s=900),
    breaks=st.integers(1, DAY_S).flatmap(
        lambda lasts_s: spans(partial(Break, lasts_s=Seconds(lasts_s)), apart_s=60)
    ),
    mode=st.sampled_from(TravelMode),
    limits=st.builds(
        Limits,
        travel_s=MAYBE_SECONDS,
        metres=st.none() | st.integers(0, MAX_LIMIT_M),
        tasks=st.none() | st.integers(0, MAX_LIMIT_TASKS),
        service_s=MAYBE_SECONDS,
        week_service_s=MAYBE_SECONDS,
    ),
    specialities=st.dictionaries(st.sampled_from(Speciality), st.integers(1, MAX_LEVEL), max_size=3),
    qualifications=st.dictionaries(st.sampled_from(Qualification), DATES, max_size=2),
    sex=st.none() | st.sampled_from(Sex),
    age=st.none() | st.integers(0, 120),
    languages=st.frozensets(st.sampled_from(Language)),
    insured_until=st.none() | DATES,
    vetted_until=st.none() | DATES,
    guardian_id=TEXTS,
    capacity=st.integers(0, MAX_LOAD),
    supplies=GOODS,
    refusal_permille=st.integers(0, 1000),
    seats=SEATS,
    team=TEXTS,
    refuses=SETS_OF_IDS,
    hours_given=st.floats(0, MAX_HOURS_GIVEN),
)

NEEDS = st.builds(
    Need,
    id=st.just("replaced"),
    kind=st.sampled_from(NeedKind),
    recipient_id=TEXTS,
    recipient_name=TEXTS,
    phone=TEXTS,
    place=PLACES,
    windows=spans(TimeWindow, apart_s=1) | spans(TimeWindow, apart_s=900),
    service_s=st.integers(0, DAY_S),
    priority=st.integers(1, MAX_PRIORITY),
    crew=st.lists(ROLES, min_size=1, max_size=3).map(tuple),
    pickup=st.none()
    | st.builds(Pickup, place=PLACES, service_s=st.integers(0, DAY_S), load=st.integers(0, MAX_LOAD)),
    carer_sex=st.none() | st.sampled_from(Sex),
    language=st.none() | st.sampled_from(Language),
    min_age=st.integers(0, 60),
    max_age=st.none() | st.integers(60, 120),
    risky=st.booleans(),
    with_minor=st.booleans(),
    first_visit_flagged=st.booleans(),
    seats=SEATS,
    late_s=st.integers(0, MAX_HORIZON_S),
    supplies=GOODS,
    preferred=SETS_OF_IDS,
    usual_carers=SETS_OF_IDS,
    refused=SETS_OF_IDS,
    bring=TEXTS,
    access=TEXTS,
    note=TEXTS,
)


@st.composite
def with_own_ids(draw: st.DrawFn, values: st.SearchStrategy[T]) -> tuple[T, ...]:
    return tuple(replace(draw(values), id=one) for one in draw(IDS))  # type: ignore[type-var]


@settings(max_examples=80)
@given(people=with_own_ids(VOLUNTEERS))
def test_every_volunteer_is_read_back_as_written(people):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "volunteers.csv"
        write_volunteers(path, people, first_day=MONDAY)
        table = read_volunteers(path, gazetteer=small_gazetteer(), first_day=MONDAY, days=MAX_HORIZON_DAYS)
    assert table.rows == people


@settings(max_examples=80)
@given(wishes=with_own_ids(NEEDS))
def test_every_need_is_read_back_as_written(wishes):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "needs.csv"
        write_needs(path, wishes, first_day=MONDAY)
        table = read_needs(path, gazetteer=small_gazetteer(), first_day=MONDAY, days=MAX_HORIZON_DAYS)
    assert table.rows == wishes
