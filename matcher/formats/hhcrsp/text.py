"""The HHCRSP file as plain values: patients, caregivers, ways.

Source: Mankowska, Meisel, Bierwirth (2014), Health Care Management Science 17: 15-30; the JSON shape is the
one of Ceschia, Di Gaspero, Rosati, Schaerf (2024), doi 10.1111/itor.13585.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.formats.jsontext import (
    Number,
    a_list,
    a_matrix,
    a_number,
    a_span,
    a_text,
    an_object,
    distinct,
    each,
    field,
    load_object,
    shown,
)
from models.errors import BadFormat

NAME = "hhcrsp"

KNOWN = {
    "": {"name", "area", "patients", "caregivers", "services", "central_offices", "distances"},
    "patients": {"id", "location", "time_window", "required_caregivers", "synchronization"},
    "required_caregivers": {"service", "duration"},
    "synchronization": {"type", "distance"},
    "caregivers": {"id", "abilities"},
    "services": {"id", "default_duration"},
    "central_offices": {"id", "location"},
}
"""Keys with a meaning here. A key beyond them asks for something that these rules do not know."""


@dataclass(frozen=True, slots=True)
class Demand:
    service: str
    duration: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """`place` is its row in the ways. `gap`, of two demands: start of the 2nd minus start of the 1st."""

    id: str
    place: int
    opens: Number
    closes: Number
    demands: tuple[Demand, ...]
    gap: tuple[Number, Number] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCare:
    """Place 0 is the office. Patients and caregivers in the order of their ids, p2 before p10.

    `unknown` names what the file asks for beyond the published rules.
    """

    patients: tuple[Patient, ...]
    caregivers: dict[str, frozenset[str]]
    ways: NDArray[np.float64]
    unknown: tuple[str, ...]


def recognises(text: str) -> bool:
    marks = ('"required_caregivers"', '"central_offices"')
    return text.lstrip("\ufeff \t\r\n").startswith("{") and any(mark in text for mark in marks)


def parse(text: str) -> HomeCare:
    """Raises BadFormat naming the path of what is wrong."""
    data = load_object(text)
    unknown: dict[str, None] = {}
    _note_unknown(data, "", unknown)
    offices = a_list(field(data, "central_offices"), "central_offices")
    if len(offices) != 1:
        raise BadFormat(f"central_offices has {len(offices)} entries, wanted 1")
    durations = dict(each(field(data, "services"), "services", _service))
    # Only the italian set says which area it covers. Its windows come from doubles (401.99999999999994), and
    # the published values cut them to whole minutes; the windows of the other sets are whole.
    whole_minutes = "area" in data
    patients = [
        _patient(one, f"patients[{at}]", at + 1, durations, whole_minutes, unknown)
        for at, one in enumerate(a_list(field(data, "patients"), "patients"))
    ]
    caregivers = [
        _caregiver(one, f"caregivers[{at}]", durations, unknown)
        for at, one in enumerate(a_list(field(data, "caregivers"), "caregivers"))
    ]
    distinct([patient.id for patient in patients], "patients")
    distinct([id for id, _ in caregivers], "caregivers")
    return HomeCare(
        patients=tuple(sorted(patients, key=lambda patient: natural(patient.id))),
        caregivers=dict(sorted(caregivers, key=lambda caregiver: natural(caregiver[0]))),
        ways=a_matrix(field(data, "distances"), "distances", len(patients) + 1),
        unknown=tuple(unknown),
    )


def natural(id: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """Sorts p2 before p10, and any two ids the same way wherever they stand in the file."""
    return tuple((letters, int(digits or -1)) for letters, digits in re.findall(r"(\D*)(\d*)", id)), id


def _service(value: Any, path: str) -> tuple[str, Number]:
    data = an_object(value, path)
    duration = a_number(field(data, "default_duration", path), f"{path}.default_duration")
    return a_text(field(data, "id", path), f"{path}.id"), duration


def _patient(
    value: Any,
    path: str,
    place: int,
    durations: dict[str, Number],
    whole_minutes: bool,
    unknown: dict[str, None],
) -> Patient:
    data = an_object(value, path)
    _note_unknown(data, "patients", unknown)
    opens, closes = a_span(field(data, "time_window", path), f"{path}.time_window")
    if whole_minutes:
        opens, closes = int(opens), int(closes)
    demands = []
    asked = f"{path}.required_caregivers"
    for at, one in enumerate(a_list(field(data, "required_caregivers", path), asked)):
        demand = an_object(one, f"{asked}[{at}]")
        _note_unknown(demand, "required_caregivers", unknown)
        service = _known_service(
            field(demand, "service", f"{asked}[{at}]"), f"{asked}[{at}].service", durations
        )
        duration = a_number(demand.get("duration", durations[service]), f"{asked}[{at}].duration")
        demands.append(Demand(service, duration))
    if not 1 <= len(demands) <= 2:
        raise BadFormat(f"{asked} has {len(demands)} entries, wanted one or two")
    if len({demand.service for demand in demands}) < len(demands):
        raise BadFormat(f"{asked} asks twice for service {demands[0].service!r}")
    gap = None
    if len(demands) == 2:
        gap = _gap(field(data, "synchronization", path), f"{path}.synchronization", unknown)
    return Patient(
        id=a_text(field(data, "id", path), f"{path}.id"),
        place=place,
        opens=opens,
        closes=closes,
        demands=tuple(demands),
        gap=gap,
    )


def _gap(value: Any, path: str, unknown: dict[str, None]) -> tuple[Number, Number]:
    data = an_object(value, path)
    _note_unknown(data, "synchronization", unknown)
    kind = field(data, "type", path)
    if kind == "simultaneous":
        return 0, 0
    if kind == "sequential":
        return a_span(field(data, "distance", path), f"{path}.distance")
    raise BadFormat(f"{path}.type: {shown(kind)} is neither simultaneous nor sequential")


def _caregiver(
    value: Any, path: str, durations: dict[str, Number], unknown: dict[str, None]
) -> tuple[str, frozenset[str]]:
    data = an_object(value, path)
    _note_unknown(data, "caregivers", unknown)
    abilities = each(
        field(data, "abilities", path),
        f"{path}.abilities",
        lambda one, place: _known_service(one, place, durations),
    )
    return a_text(field(data, "id", path), f"{path}.id"), frozenset(abilities)


def _known_service(value: Any, path: str, durations: dict[str, Number]) -> str:
    service = a_text(value, path)
    if service not in durations:
        raise BadFormat(f"{path}: {service!r} is not among the services")
    return service


def _note_unknown(data: dict[str, Any], part: str, unknown: dict[str, None]) -> None:
    for key in data:
        if key not in KNOWN[part]:
            unknown[f"{part}.{key}" if part else key] = None
