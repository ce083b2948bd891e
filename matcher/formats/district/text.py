"""The frozen district file, "redvest district 1", as plain values.

Times are seconds from 08:00, places are metres; whole numbers throughout but `detour` and `speed_km_h`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.formats.jsontext import (
    a_list,
    a_span,
    a_text,
    a_whole,
    an_object,
    distinct,
    each,
    field,
    load_object,
    only_keys,
    shown,
)
from models.errors import BadFormat
from models.travel import MAX_EXTENT_M
from models.units import MAX_HORIZON_S, MAX_PRIORITY

NAME = "district"
VERSION = "redvest district 1"

MAX_LOAD = 2**31 - 1
MAX_K = 10_000
"""Slowest pace that models.travel knows, in seconds for a kilometre."""

Point = tuple[int, int]
Span = tuple[int, int]

HEAD = {
    "format",
    "name",
    "time_zero",
    "horizon_s",
    "detour",
    "speed_km_h",
    "travel_k",
    "travel_rule",
    "volunteers",
    "needs",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """A volunteer, on foot or not."""

    id: int
    home: Point
    mode: str
    shift: Span
    skills: frozenset[int]
    max_travel_s: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is fetched before the visit, by the same volunteer; `load` is carried until then."""

    place: Point
    service_s: int
    load: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A need; `window` holds the earliest and the latest start of its visit."""

    id: int
    place: Point
    skill: int
    service_s: int
    window: Span
    priority: int
    crew: int
    pickup: Errand | None


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """`k` by mode: a way takes the smallest t with (1000 t)^2 >= k^2 (dx^2 + dy^2). Both lists by id."""

    k: Mapping[str, int]
    volunteers: tuple[Walker, ...]
    needs: tuple[Wanted, ...]


def recognises(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{") and '"redvest district' in text[:1000]


def parse(text: str) -> District:
    """Raises BadFormat naming the path of what is wrong."""
    data = load_object(text)
    version = field(data, "format")
    if version != VERSION:
        raise BadFormat(f"format: {shown(version)} is not {VERSION!r}")
    only_keys(data, HEAD)
    k = {
        mode: a_whole(value, f"travel_k.{mode}", low=1, high=MAX_K)
        for mode, value in an_object(field(data, "travel_k"), "travel_k").items()
    }
    volunteers = each(field(data, "volunteers"), "volunteers", lambda one, path: _walker(one, path, k))
    needs = each(field(data, "needs"), "needs", _wanted)
    distinct([volunteer.id for volunteer in volunteers], "volunteers")
    distinct([need.id for need in needs], "needs")
    return District(
        k=k,
        volunteers=tuple(sorted(volunteers, key=lambda one: one.id)),
        needs=tuple(sorted(needs, key=lambda one: one.id)),
    )


def _walker(value: Any, path: str, k: Mapping[str, int]) -> Walker:
    data = an_object(value, path)
    only_keys(data, {"id", "home", "mode", "shift", "skills", "max_travel_s", "capacity"}, path)
    mode = a_text(field(data, "mode", path), f"{path}.mode")
    if mode not in k:
        raise BadFormat(f"{path}.mode: {shown(mode)} is none of {', '.join(k)}")
    shift = _span(field(data, "shift", path), f"{path}.shift")
    if shift[0] == shift[1]:
        raise BadFormat(f"{path}.shift: {list(shift)} has no length")
    return Walker(
        id=a_whole(field(data, "id", path), f"{path}.id"),
        home=_point(field(data, "home", path), f"{path}.home"),
        mode=mode,
        shift=shift,
        skills=frozenset(each(field(data, "skills", path), f"{path}.skills", a_whole)),
        max_travel_s=a_whole(field(data, "max_travel_s", path), f"{path}.max_travel_s"),
        capacity=a_whole(field(data, "capacity", path), f"{path}.capacity"),
    )


def _wanted(value: Any, path: str) -> Wanted:
    data = an_object(value, path)
    only_keys(data, {"id", "place", "skill", "service_s", "window", "priority", "crew", "pickup"}, path)
    crew = a_whole(field(data, "crew", path), f"{path}.crew", low=1, high=2)
    errand = field(data, "pickup", path)
    if errand is not None and crew == 2:
        raise BadFormat(f"{path}: a two-person need has no pickup")
    return Wanted(
        id=a_whole(field(data, "id", path), f"{path}.id"),
        place=_point(field(data, "place", path), f"{path}.place"),
        skill=a_whole(field(data, "skill", path), f"{path}.skill"),
        service_s=a_whole(field(data, "service_s", path), f"{path}.service_s", high=MAX_HORIZON_S),
        window=_span(field(data, "window", path), f"{path}.window"),
        priority=a_whole(field(data, "priority", path), f"{path}.priority", low=1, high=MAX_PRIORITY),
        crew=crew,
        pickup=None if errand is None else _errand(errand, f"{path}.pickup"),
    )


def _errand(value: Any, path: str) -> Errand:
    data = an_object(value, path)
    only_keys(data, {"place", "service_s", "load"}, path)
    return Errand(
        place=_point(field(data, "place", path), f"{path}.place"),
        service_s=a_whole(field(data, "service_s", path), f"{path}.service_s", high=MAX_HORIZON_S),
        load=a_whole(field(data, "load", path), f"{path}.load", high=MAX_LOAD),
    )


def _point(value: Any, path: str) -> Point:
    x, y = a_list(value, path, 2)
    most = int(MAX_EXTENT_M)
    return a_whole(x, f"{path}[0]", low=-most, high=most), a_whole(y, f"{path}[1]", low=-most, high=most)


def _span(value: Any, path: str) -> Span:
    opens, closes = a_span(value, path)
    return a_whole(opens, f"{path}[0]", high=MAX_HORIZON_S), a_whole(closes, f"{path}[1]", high=MAX_HORIZON_S)
