"""Volunteers in the canonical table: every field, in columns of its own."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from api.tables import codes
from api.tables.canonical import Field, write_rows
from api.tables.cells import Memo, amount, day, whole, yes_no
from api.tables.codes import optional, remembered, text_from, text_of
from api.tables.time_words import WHOLE_DAY
from api.tables.words import levelled_words, some_words
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.geo import Precision
from models.people import MAX_AGE, Break, Limits, Shift, Volunteer
from models.units import MAX_LOAD, Metres, Seconds

USUAL_CAPACITY = 4
"""Load units of somebody about whom nothing is said, as models.people has it."""


def volunteer_fields(first_day: date, days: int) -> tuple[Field, ...]:
    """The columns, in the order in which `volunteer_from` takes them."""
    count = remembered(optional(whole))
    last_day = remembered(optional(day))
    return (
        Field("id", codes.id_from, missing=None),
        Field("name", text_from),
        Field("phone", text_from),
        Field("home_lon_deg", codes.degrees_from(180), missing=None),
        Field("home_lat_deg", codes.degrees_from(90), missing=None),
        Field("home_label", text_from),
        Field("home_community", remembered(text_from)),
        Field("home_precision", remembered(codes.precision_from), missing="given"),
        Field("end_lon_deg", remembered(optional(codes.degrees_from(180)))),
        Field("end_lat_deg", remembered(optional(codes.degrees_from(90)))),
        Field("end_label", text_from),
        Field("end_community", remembered(text_from)),
        Field("end_precision", remembered(codes.precision_from)),
        Field("open_end", remembered(yes_no), missing="no"),
        Field("shifts", codes.moments_from(first_day, days, Shift, point_allowed=False), missing=WHOLE_DAY),
        Field("breaks", codes.breaks_from(first_day, days)),
        Field("mode", codes.word_from(TravelMode), missing="walk"),
        Field("max_travel_s", count),
        Field("max_metres", count),
        Field("max_tasks", count),
        Field("max_service_s", count),
        Field("max_week_service_s", count),
        Field("specialities", codes.parts_from(lambda part: levelled_words(part, Speciality))),
        Field("qualifications", codes.parts_from(codes.dates_from)),
        Field("sex", codes.word_from(Sex, needed=False)),
        Field("age", remembered(optional(partial(whole, most=MAX_AGE)))),
        Field("languages", remembered(lambda cell: some_words(cell, Language)), missing="mandarin"),
        Field("insured_until", last_day),
        Field("vetted_until", last_day),
        Field("guardian_id", text_from),
        Field("capacity", remembered(partial(whole, most=MAX_LOAD)), missing=str(USUAL_CAPACITY)),
        Field("supplies", remembered(codes.goods_from)),
        Field("refusal_permille", remembered(partial(whole, most=1000)), missing="0"),
        Field("seats", remembered(whole), missing="0"),
        Field("team", remembered(text_from)),
        Field("refuses", remembered(codes.ids_from)),
        Field("hours_given", remembered(amount), missing="0"),
    )


def volunteer_from(
    id: str,
    name: str,
    phone: str,
    home_lon_deg: float,
    home_lat_deg: float,
    home_label: str,
    home_community: str,
    home_precision: Precision,
    end_lon_deg: float | None,
    end_lat_deg: float | None,
    end_label: str,
    end_community: str,
    end_precision: Precision,
    open_end: bool,
    shifts: tuple[Shift, ...],
    breaks: tuple[Break, ...],
    mode: TravelMode,
    max_travel_s: Seconds | None,
    max_metres: Metres | None,
    max_tasks: int | None,
    max_service_s: Seconds | None,
    max_week_service_s: Seconds | None,
    specialities: dict[Speciality, int],
    qualifications: dict[Qualification, date],
    sex: Sex | None,
    age: int | None,
    languages: frozenset[Language],
    insured_until: date | None,
    vetted_until: date | None,
    guardian_id: str,
    capacity: int,
    supplies: dict[str, int],
    refusal_permille: int,
    seats: int,
    team: str,
    refuses: frozenset[str],
    hours_given: float,
) -> Volunteer:
    """One value for each of `volunteer_fields`, in their order. Raises InvalidInput."""
    return Volunteer(
        id=id,
        name=name,
        phone=phone,
        home=codes.place_from(home_lon_deg, home_lat_deg, home_label, home_community, home_precision),
        end=codes.place_or_none(end_lon_deg, end_lat_deg, end_label, end_community, end_precision),
        open_end=open_end,
        shifts=shifts,
        breaks=breaks,
        mode=mode,
        limits=_limits(max_travel_s, max_metres, max_tasks, max_service_s, max_week_service_s),
        specialities=specialities,
        qualifications=qualifications,
        sex=sex,
        age=age,
        languages=languages,
        insured_until=insured_until,
        vetted_until=vetted_until,
        guardian_id=guardian_id,
        capacity=capacity,
        supplies=supplies,
        refusal_permille=refusal_permille,
        seats=seats,
        team=team,
        refuses=refuses,
        hours_given=hours_given,
    )


@lru_cache(maxsize=1024)
def _limits(
    travel_s: Seconds | None,
    metres: Metres | None,
    tasks: int | None,
    service_s: Seconds | None,
    week_service_s: Seconds | None,
) -> Limits:
    """Few different ones are shared by many."""
    return Limits(
        travel_s=travel_s, metres=metres, tasks=tasks, service_s=service_s, week_service_s=week_service_s
    )


def write_volunteers(path: Path, volunteers: Iterable[Volunteer], *, first_day: date) -> None:
    """Writes the canonical table; moments count from 00:00 of `first_day`. The file appears whole or not."""
    headers = [field.header for field in volunteer_fields(first_day, days=1)]
    write_rows(path, headers, _rows(volunteers, first_day))


def _rows(volunteers: Iterable[Volunteer], first_day: date) -> Iterator[list[str]]:
    moments, breaks = codes.moments_of(first_day), codes.breaks_of(first_day)
    dates = Memo(codes.date_of)
    languages = Memo(codes.words_of)
    for one in volunteers:
        limits = one.limits
        yield [
            text_of(one.id),
            text_of(one.name),
            text_of(one.phone),
            *codes.place_of(one.home),
            *codes.place_of(one.end),
            codes.flag_of(one.open_end),
            moments(one.shifts),
            breaks(one.breaks),
            one.mode,
            codes.count_of(limits.travel_s),
            codes.count_of(limits.metres),
            codes.count_of(limits.tasks),
            codes.count_of(limits.service_s),
            codes.count_of(limits.week_service_s),
            codes.pairs_of(one.specialities),
            codes.pairs_of(one.qualifications),
            one.sex or "",
            codes.count_of(one.age),
            languages[one.languages],
            dates[one.insured_until],
            dates[one.vetted_until],
            text_of(one.guardian_id),
            str(one.capacity),
            codes.goods_of(one.supplies),
            str(one.refusal_permille),
            str(one.seats),
            text_of(one.team),
            codes.ids_of(one.refuses),
            repr(one.hours_given),
        ]
