"""VROOM's solution JSON, as far as it can be judged; what else stands in it is passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.formats.jsontext import (
    Number,
    a_number,
    a_text,
    a_whole,
    an_object,
    each,
    field,
    load_object,
    shown,
)
from matcher.formats.vroom.question import MOST, MOST_ID, TASKS, Amount, Kind, Name
from models.errors import BadFormat

FIGURES = ("cost", "setup", "service", "duration", "waiting_time", "priority", "distance")
AMOUNTS = ("delivery", "pickup")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`name` is None at start and end; `load` and `distance` where the document does not tell."""

    name: Name | None
    kind: Kind
    arrival: Number
    waiting: Number
    setup: Number
    service: Number
    duration: Number
    load: Amount | None
    distance: Number | None

    def __str__(self) -> str:
        return str(self.kind) if self.name is None else f"{self.kind} {self.name[1]}"

    @property
    def starts(self) -> Number:
        return self.arrival + self.waiting

    @property
    def left(self) -> Number:
        return self.starts + self.setup + self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Figures of a route or of all; `distance` and the amounts only where they are stated."""

    figures: Mapping[str, Number]
    amounts: Mapping[str, Amount]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    vehicle: int
    steps: tuple[Step, ...]
    stated: Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a solution says is done."""

    routes: tuple[Route, ...]
    unassigned: tuple[Name, ...]
    stated: Stated


def load_solution(text: str) -> dict[str, Any]:
    """The solution of a text, checked. Raises BadFormat naming line or path."""
    document = load_object(text)
    read_claim(document)
    return document


def read_claim(solution: Mapping[str, Any]) -> Claim:
    """Raises BadFormat where the solution is malformed, or says that there is none."""
    data = dict(solution)
    code = a_whole(field(data, "code"), "code")
    if code:
        raise BadFormat(f"code: {code} says that there is no solution: {shown(data.get('error', ''))}")
    return Claim(
        routes=tuple(each(field(data, "routes"), "routes", _route)),
        unassigned=tuple(each(field(data, "unassigned"), "unassigned", _unassigned)),
        stated=_stated(an_object(field(data, "summary"), "summary"), "summary"),
    )


def _route(value: Any, path: str) -> Route:
    data = an_object(value, path)
    steps = each(field(data, "steps", path), f"{path}.steps", _step)
    kinds = [step.kind for step in steps]
    if kinds[:1] != [Kind.START] or kinds[-1:] != [Kind.END] or len(steps) < 2:
        raise BadFormat(f"{path}.steps do not go from a start to an end")
    if Kind.START in kinds[1:] or Kind.END in kinds[:-1]:
        raise BadFormat(f"{path}.steps start or end on the way")
    return Route(
        vehicle=a_whole(field(data, "vehicle", path), f"{path}.vehicle", high=MOST_ID),
        steps=tuple(steps),
        stated=_stated(data, path),
    )


def _step(value: Any, path: str) -> Step:
    data = an_object(value, path)
    kind = a_text(field(data, "type", path), f"{path}.type")
    if kind not in set(Kind):
        raise BadFormat(f"{path}.type: {shown(kind)} is none of {', '.join(Kind)}")
    ends = kind in (Kind.START, Kind.END)

    def number(key: str, otherwise: Number | None = None) -> Number:
        value = data.get(key, otherwise) if otherwise is not None else field(data, key, path)
        return a_number(value, f"{path}.{key}", high=MOST)

    return Step(
        name=None if ends else (Kind(kind), a_whole(field(data, "id", path), f"{path}.id", high=MOST_ID)),
        kind=Kind(kind),
        arrival=number("arrival"),
        waiting=number("waiting_time", 0),
        setup=number("setup", 0),
        service=number("service", 0),
        duration=number("duration"),
        load=_amount(data, "load", path),
        distance=number("distance") if "distance" in data else None,
    )


def _unassigned(value: Any, path: str) -> Name:
    data = an_object(value, path)
    kind = a_text(field(data, "type", path), f"{path}.type")
    if kind not in TASKS:
        raise BadFormat(f"{path}.type: {shown(kind)} is none of {', '.join(TASKS)}")
    return Kind(kind), a_whole(field(data, "id", path), f"{path}.id", high=MOST_ID)


def _stated(data: dict[str, Any], path: str) -> Stated:
    figures = {key: a_number(data[key], f"{path}.{key}", high=2**53) for key in FIGURES if key in data}
    for key in FIGURES[:-1]:
        field(data, key, path)
    amounts = {key: _amount(data, key, path) for key in AMOUNTS}
    return Stated(figures=figures, amounts={key: one for key, one in amounts.items() if one is not None})


def _amount(data: dict[str, Any], key: str, path: str) -> Amount | None:
    if key not in data:
        return None
    return tuple(each(data[key], f"{path}.{key}", lambda one, at: a_whole(one, at, high=2**53)))
