"""Needs in the canonical table: every field, in columns of its own."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from api.tables import codes
from api.tables.canonical import Field, write_rows
from api.tables.cells import whole, yes_no
from api.tables.codes import optional, remembered, text_from, text_of
from api.tables.time_words import WHOLE_DAY
from api.tables.words import no_word
from models.catalogue import Language, NeedKind, Sex
from models.geo import Precision
from models.kinds import USUAL_PRIORITY
from models.needs import Need, Pickup, Role, TimeWindow
from models.units import MAX_HORIZON_S, MAX_LOAD, Seconds


def need_fields(first_day: date, days: int) -> tuple[Field, ...]:
    """The columns, in the order in which `need_from` takes them."""
    count = remembered(whole)
    flag = remembered(yes_no)
    return (
        Field("id", codes.id_from, missing=None),
        Field("kind", codes.word_from(NeedKind), missing=None),
        Field("recipient_id", text_from),
        Field("recipient_name", text_from),
        Field("phone", text_from),
        Field("lon_deg", codes.degrees_from(180), missing=None),
        Field("lat_deg", codes.degrees_from(90), missing=None),
        Field("label", text_from),
        Field("community", remembered(text_from)),
        Field("precision", remembered(codes.precision_from), missing="given"),
        Field("windows", windows_from(first_day, days)),
        Field("service_s", count, missing=None),
        Field("priority", count, missing=str(USUAL_PRIORITY)),
        Field("crew", remembered(codes.crew_from), missing="any:1"),
        Field("pickup_lon_deg", remembered(optional(codes.degrees_from(180)))),
        Field("pickup_lat_deg", remembered(optional(codes.degrees_from(90)))),
        Field("pickup_label", remembered(text_from)),
        Field("pickup_community", remembered(text_from)),
        Field("pickup_precision", remembered(codes.precision_from)),
        Field("pickup_service_s", count, missing="0"),
        Field("pickup_load", remembered(partial(whole, most=MAX_LOAD)), missing="1"),
        Field("carer_sex", codes.word_from(Sex, needed=False)),
        Field("language", codes.word_from(Language, needed=False)),
        Field("min_age", count, missing="0"),
        Field("max_age", remembered(optional(whole))),
        Field("risky", flag, missing="no"),
        Field("with_minor", flag, missing="no"),
        Field("first_visit_flagged", flag, missing="no"),
        Field("seats", count, missing="0"),
        Field("late_s", remembered(partial(whole, most=MAX_HORIZON_S)), missing="0"),
        Field("supplies", remembered(codes.goods_from)),
        Field("preferred", remembered(codes.ids_from)),
        Field("usual_carers", remembered(codes.ids_from)),
        Field("refused", remembered(codes.ids_from)),
        Field("bring", text_from),
        Field("access", text_from),
        Field("note", text_from),
    )


def windows_from(first_day: date, days: int) -> Callable[[str], tuple[TimeWindow, ...]]:
    """Reads windows; who names none may be visited all day."""
    read = codes.moments_from(first_day, days, TimeWindow, point_allowed=True)
    return lambda cell: read(WHOLE_DAY if no_word(cell) else cell)


def need_from(
    id: str,
    kind: NeedKind,
    recipient_id: str,
    recipient_name: str,
    phone: str,
    lon_deg: float,
    lat_deg: float,
    label: str,
    community: str,
    precision: Precision,
    windows: tuple[TimeWindow, ...],
    service_s: Seconds,
    priority: int,
    crew: tuple[Role, ...],
    pickup_lon_deg: float | None,
    pickup_lat_deg: float | None,
    pickup_label: str,
    pickup_community: str,
    pickup_precision: Precision,
    pickup_service_s: Seconds,
    pickup_load: int,
    carer_sex: Sex | None,
    language: Language | None,
    min_age: int,
    max_age: int | None,
    risky: bool,
    with_minor: bool,
    first_visit_flagged: bool,
    seats: int,
    late_s: Seconds,
    supplies: dict[str, int],
    preferred: frozenset[str],
    usual_carers: frozenset[str],
    refused: frozenset[str],
    bring: str,
    access: str,
    note: str,
) -> Need | None:
    """One value for each of `need_fields`, in their order; None where it has no window left.

    Raises InvalidInput.
    """
    if not windows:
        return None
    pickup_place = codes.place_or_none(
        pickup_lon_deg, pickup_lat_deg, pickup_label, pickup_community, pickup_precision
    )
    pickup = (
        Pickup(place=pickup_place, service_s=pickup_service_s, load=pickup_load) if pickup_place else None
    )
    return Need(
        id=id,
        kind=kind,
        recipient_id=recipient_id,
        recipient_name=recipient_name,
        phone=phone,
        place=codes.place_from(lon_deg, lat_deg, label, community, precision),
        windows=windows,
        service_s=service_s,
        priority=priority,
        crew=crew,
        pickup=pickup,
        carer_sex=carer_sex,
        language=language,
        min_age=min_age,
        max_age=max_age,
        risky=risky,
        with_minor=with_minor,
        first_visit_flagged=first_visit_flagged,
        seats=seats,
        late_s=late_s,
        supplies=supplies,
        preferred=preferred,
        usual_carers=usual_carers,
        refused=refused,
        bring=bring,
        access=access,
        note=note,
    )


def write_needs(path: Path, needs: Iterable[Need], *, first_day: date) -> None:
    """Writes the canonical table; moments count from 00:00 of `first_day`. The file appears whole or not."""
    headers = [field.header for field in need_fields(first_day, days=1)]
    write_rows(path, headers, _rows(needs, first_day))


def _rows(needs: Iterable[Need], first_day: date) -> Iterator[list[str]]:
    moments = codes.moments_of(first_day)
    for one in needs:
        pickup = one.pickup
        yield [
            text_of(one.id),
            one.kind.value,
            text_of(one.recipient_id),
            text_of(one.recipient_name),
            text_of(one.phone),
            *codes.place_of(one.place),
            moments(one.windows),
            str(one.service_s),
            str(one.priority),
            codes.crew_of(one.crew),
            *codes.place_of(pickup.place if pickup else None),
            str(pickup.service_s if pickup else 0),
            str(pickup.load if pickup else 1),
            one.carer_sex or "",
            one.language or "",
            str(one.min_age),
            codes.count_of(one.max_age),
            codes.flag_of(one.risky),
            codes.flag_of(one.with_minor),
            codes.flag_of(one.first_visit_flagged),
            str(one.seats),
            str(one.late_s),
            codes.goods_of(one.supplies),
            codes.ids_of(one.preferred),
            codes.ids_of(one.usual_carers),
            codes.ids_of(one.refused),
            text_of(one.bring),
            text_of(one.access),
            text_of(one.note),
        ]
