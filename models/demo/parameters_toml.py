"""Reads the numbers behind the demo district from parameters.toml."""

import tomllib
from collections.abc import Callable
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from models.catalogue import Language, NeedKind, Qualification, Speciality, TravelMode
from models.demo.parameters import (
    Ask,
    Hours,
    Parameters,
    Profile,
    RecipientNumbers,
    Span,
    VolunteerNumbers,
)
from models.district.gazetteer import FacilityKind
from models.errors import InvalidInput
from models.kinds import USUAL
from models.needs import Role
from models.people import Limits, Shift
from models.units import HOUR_S, MINUTE_S, Seconds

T = TypeVar("T")


@cache
def demo_parameters() -> Parameters:
    """The numbers in parameters.toml beside this file."""
    return read_parameters((files("models.demo") / "parameters.toml").read_text(encoding="utf-8"))


def read_parameters(text: str) -> Parameters:
    """The numbers in a text like parameters.toml. Raises InvalidInput with what is missing or wrong."""
    try:
        return _read(tomllib.loads(text))
    except KeyError as error:
        raise InvalidInput(f"demo parameters: {error} is missing or unknown") from error
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"demo parameters: {error}") from error


def _read(doc: dict[str, Any]) -> Parameters:
    recipients: dict[str, Any] = {
        key: tuple(at) if isinstance(at, list) else at for key, at in doc["recipients"].items()
    }
    defaults: dict[str, Any] = {
        "modes": doc["modes"],
        "shifts": {name: one["share"] for name, one in doc["shifts"].items()},
        "limits": {name: one["share"] for name, one in doc["limits"].items()},
        "seats": {"0": 1.0},
        "vetted": doc["volunteers"]["vetted"],
        "capacity": 2,
        "team": "",
    }
    return Parameters(
        **doc["district"],
        volunteers=VolunteerNumbers(**doc["volunteers"]),
        profiles=tuple(_profile(defaults | row) for row in doc["profile"]),
        also={Speciality(name): share for name, share in doc["also"].items()},
        languages={
            frozenset(Language(one) for one in name.split()): at for name, at in doc["languages"].items()
        },
        shifts={
            name: tuple(
                Shift(opens_s=opens_s, closes_s=closes_s) for opens_s, closes_s in _spans(one["spans"])
            )
            for name, one in doc["shifts"].items()
        },
        limits={
            name: Limits(
                travel_s=Seconds(one["travel_min"] * MINUTE_S),
                tasks=one["tasks"],
                service_s=Seconds(one["service_min"] * MINUTE_S),
            )
            for name, one in doc["limits"].items()
        },
        recipients=RecipientNumbers(**recipients),
        asks=tuple(_ask(row) for row in doc["need"]),
        hours={
            name: Hours(
                spans=_spans(one["spans"]),
                slot_s=Seconds(one["slot_min"] * MINUTE_S) if "slot_min" in one else None,
            )
            for name, one in doc["windows"].items()
        },
        **doc["impossible"],
        access=tuple(doc["texts"]["access"]),
    )


def _profile(row: dict[str, Any]) -> Profile:
    read = {
        "ages": tuple(row["ages"]),
        "specialities": {Speciality(name): tuple(levels) for name, levels in row["specialities"].items()},
        "qualification": Qualification(row["qualification"]) if "qualification" in row else None,
        "modes": _keyed(TravelMode, row["modes"]),
        "seats": _keyed(int, row["seats"]),
    }
    return Profile(**(row | read))


def _ask(row: dict[str, Any]) -> Ask:
    """What the row leaves out is as usual for the kind."""
    kind = NeedKind(row["kind"])
    usual = USUAL[kind]
    qualifications = usual.qualifications
    if "qualification" in row:
        qualifications = frozenset({Qualification(row["qualification"])} if row["qualification"] else ())
    role = Role(
        speciality=Speciality(row.get("speciality", usual.speciality)),
        level=row.get("level", 1),
        qualifications=qualifications,
    )
    usually: dict[str, Any] = {
        "seats": (usual.seats, usual.seats),
        "risky": usual.risky,
        "with_minor": usual.with_minor,
        "min_age": 0,
        "max_age": None,
        "language": 0.0,
        "same_sex": 0.0,
        "fetch_min": 0,
        "load": (0, 0),
        "public": False,
    }
    read = {
        "kind": kind,
        "crew": (role,) * row.get("crew", usual.crew),
        "fetch": tuple(FacilityKind(name) for name in row.get("fetch", ())),
        "way": TravelMode(row["way"]) if "way" in row else None,
        "to": FacilityKind(row["to"]) if "to" in row else None,
        "bring": tuple(row.get("bring", ())),
        "notes": tuple(row.get("notes", ())),
    }
    whole = usually | row | read
    for name in ("minutes", "priority", "seats", "load"):
        whole[name] = tuple(whole[name])
    whole["fetch_s"] = Seconds(whole.pop("fetch_min") * MINUTE_S)
    for used in ("speciality", "qualification", "level"):
        whole.pop(used, None)
    return Ask(**whole)


def _spans(spans: list[list[time]]) -> tuple[Span, ...]:
    return tuple((_moment_s(opens), _moment_s(closes)) for opens, closes in spans)


def _moment_s(at: time) -> Seconds:
    return Seconds(at.hour * HOUR_S + at.minute * MINUTE_S)


def _keyed(key: Callable[[str], T], table: dict[str, float]) -> dict[T, float]:
    return {key(name): share for name, share in table.items()}
