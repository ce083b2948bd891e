"""The solution document of public formats: its shape, read strictly.

    {"format", "status", "objective", "terms", "seconds", "cpu_seconds", "iterations", "seed",
     "routes": [{"volunteer", "visits": [{"need", "part", "service", "start", "end"}]}],
     "unmet": [{"need", "reasons": [...]}]}

Ids and times are the file's own. `service` stands only where the format has services; a reload has "depot",
a break "break" in place of "need". `objective` is a number where the family publishes one, an object where
several; `terms` is always an object, of every figure.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matcher.formats.jsontext import (
    MAX_NUMBER,
    a_list,
    a_number,
    a_text,
    a_whole,
    an_object,
    each,
    exact,
    field,
    load_object,
    only_keys,
    shown,
)
from matcher.formats.verdict import Objective
from models.errors import BadFormat
from models.plans import Part, Status

Label = int | str
"""An id as the file has it: a number where the file numbers things, a text where it names them."""


BETWEEN = {Part.RELOAD: "depot", Part.BREAK: "break"}
"""The stops that serve no need, and the key that holds what they name instead."""

SERVING = tuple(part for part in Part if part not in BETWEEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One stop as the document claims it; `start` and `end` of its service, in the file's unit.

    `need` is the depot's id at a reload, the break's at a break.
    """

    need: Label
    part: Part
    service: Label | None
    start: Fraction
    end: Fraction

    @property
    def serves(self) -> bool:
        return self.part in SERVING

    def __str__(self) -> str:
        noun = BETWEEN.get(self.part, "need")
        what = f"{noun} {self.need}" + (f" service {self.service}" if self.service is not None else "")
        return what if self.part is Part.VISIT else f"{what} ({self.part})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    volunteer: Label
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a document says is done. `objective` is None where it states none."""

    objective: Objective | None
    routes: tuple[Route, ...]
    unmet: tuple[Label, ...]


def load_document(text: str) -> dict[str, Any]:
    """The document of a text, checked. Raises BadFormat naming line or path."""
    document = load_object(text)
    read_claim(document, parts=tuple(Part))
    return document


def read_claim(
    document: Mapping[str, Any], format_name: str = "", *, parts: Collection[Part] = SERVING
) -> Claim:
    """What the document claims. Raises BadFormat where it is malformed or made for another format.

    `parts`: the kinds of stops that the format knows.
    """
    data = dict(document)
    named = a_text(field(data, "format"), "format")
    if format_name and named != format_name:
        raise BadFormat(f"format: the solution is for {shown(named)}, the instance is {format_name!r}")
    status = a_text(field(data, "status"), "status")
    if status not in set(Status):
        raise BadFormat(f"status: {shown(status)} is none of {', '.join(Status)}")
    for key in ("seconds", "cpu_seconds"):
        a_number(data.get(key, 0), key)
    for key in ("iterations", "seed"):
        a_whole(data.get(key, 0), key, high=2**63)
    return Claim(
        objective=_objective(data.get("objective")),
        routes=tuple(each(field(data, "routes"), "routes", lambda one, path: _route(one, path, parts))),
        unmet=tuple(each(field(data, "unmet"), "unmet", _unmet)),
    )


def _objective(value: Any) -> Objective | None:
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {key: _figure(part, f"objective.{key}") for key, part in value.items()}
    return _figure(value, "objective")


def _figure(value: Any, path: str) -> int | float:
    return a_number(value, path, low=-MAX_NUMBER)


def _route(value: Any, path: str, parts: Collection[Part]) -> Route:
    data = an_object(value, path)
    only_keys(data, {"volunteer", "visits"}, path)
    return Route(
        volunteer=_label(field(data, "volunteer", path), f"{path}.volunteer"),
        visits=tuple(
            each(field(data, "visits", path), f"{path}.visits", lambda one, at: _visit(one, at, parts))
        ),
    )


def _visit(value: Any, path: str, parts: Collection[Part]) -> Visit:
    data = an_object(value, path)
    named = a_text(field(data, "part", path), f"{path}.part")
    if named not in set(parts):
        raise BadFormat(f"{path}.part: {shown(named)} is none of {', '.join(parts)}")
    part = Part(named)
    key = BETWEEN.get(part, "need")
    only_keys(data, {key, "part", "service", "start", "end"}, path)
    start, end = (
        exact(a_number(field(data, key, path), f"{path}.{key}", low=-MAX_NUMBER)) for key in ("start", "end")
    )
    return Visit(
        need=_label(field(data, key, path), f"{path}.{key}"),
        part=part,
        service=_label(data["service"], f"{path}.service") if "service" in data else None,
        start=start,
        end=end,
    )


def _unmet(value: Any, path: str) -> Label:
    data = an_object(value, path)
    only_keys(data, {"need", "reasons"}, path)
    a_list(field(data, "reasons", path), f"{path}.reasons")
    return _label(field(data, "need", path), f"{path}.need")


def _label(value: Any, path: str) -> Label:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadFormat(f"{path}: {shown(value)} is not an id")
    return value
