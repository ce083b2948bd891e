"""The small parts of VROOM's JSON: spans, amounts of time, matrices."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from matcher.formats.jsontext import a_list, a_matrix, a_number, a_text, a_whole, an_object, each, shown
from matcher.formats.vroom.question import MOST, Given, Span, Ways
from models.errors import BadFormat
from models.geo import Wgs84

MAX_PRIORITY = 100


def whole(data: dict[str, Any], key: str, path: str) -> int:
    """Zero where it is left out."""
    return a_whole(data.get(key, 0), f"{path}.{key}", high=MOST)


def whole_if_any(data: dict[str, Any], key: str, path: str) -> int | None:
    return a_whole(data[key], f"{path}.{key}", high=MOST) if key in data else None


def words(data: dict[str, Any], key: str, path: str) -> str:
    return a_text(data[key], f"{path}.{key}") if data.get(key, "") != "" else ""


def flag(data: dict[str, Any], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise BadFormat(f"options.{key}: {shown(value)} is neither true nor false")
    return value


def skills(data: dict[str, Any], path: str) -> frozenset[int]:
    inner = f"{path}.skills"
    return frozenset(each(data.get("skills", []), inner, lambda one, at: a_whole(one, at, high=MOST)))


def priority(data: dict[str, Any], path: str) -> int:
    return a_whole(data.get("priority", 0), f"{path}.priority", high=MAX_PRIORITY)


def by_type(data: dict[str, Any], key: str, path: str) -> Mapping[str, int]:
    inner = f"{path}.{key}"
    return {
        name: a_whole(value, f"{inner}.{name}", high=MOST)
        for name, value in an_object(data.get(key, {}), inner).items()
    }


def point(value: Any, path: str) -> Wgs84:
    """Of `[lon, lat]`; what follows is passed over."""
    numbers = a_list(value, path)
    if len(numbers) < 2:
        raise BadFormat(f"{path} has {len(numbers)} entries, wanted [lon, lat]")
    return Wgs84(
        lon_deg=float(a_number(numbers[0], f"{path}[0]", low=-180, high=180)),
        lat_deg=float(a_number(numbers[1], f"{path}[1]", low=-90, high=90)),
    )


def span(value: Any, path: str) -> Span:
    first, second = (
        a_whole(end, f"{path}[{at}]", high=MOST) for at, end in enumerate(a_list(value, path, 2))
    )
    if second < first:
        raise BadFormat(f"{path}: [{first}, {second}] ends before it begins")
    return first, second


def windows(data: dict[str, Any], path: str) -> tuple[Span, ...]:
    """In order, with gaps between them; none where the key is left out."""
    inner = f"{path}.time_windows"
    if "time_windows" not in data:
        return ()
    spans = sorted(each(data["time_windows"], inner, span))
    if not spans:
        raise BadFormat(f"{inner} is empty")
    for one, other in pairwise(spans):
        if other[0] <= one[1]:
            raise BadFormat(f"{inner}: {list(one)} and {list(other)} overlap")
    return tuple(spans)


def matrices_of(data: dict[str, Any]) -> dict[str, Given]:
    """By profile; the old key `matrix` holds the durations by car."""
    found = {
        profile: _given(value, f"matrices.{profile}")
        for profile, value in an_object(data.get("matrices", {}), "matrices").items()
    }
    if "matrix" in data and "car" not in found:
        found["car"] = Given(durations=_ways(data["matrix"], "matrix"))
    return found


def _given(value: Any, path: str) -> Given:
    data = an_object(value, path)
    ways = {
        key: _ways(data[key], f"{path}.{key}") for key in ("durations", "distances", "costs") if key in data
    }
    if "distances" in ways and "durations" not in ways:
        raise BadFormat(f"{path}.durations is missing: distances are given")
    return Given(**ways)


def _ways(value: Any, path: str) -> Ways:
    size = len(a_list(value, path))
    if not size:
        raise BadFormat(f"{path} is empty")
    numbers = a_matrix(value, path, size)
    whole = numbers.astype(np.int64)
    if not np.array_equal(whole, numbers):
        row, column = np.argwhere(whole != numbers)[0]
        raise BadFormat(f"{path}[{row}][{column}]: {numbers[row, column]} is not a whole number")
    return whole
