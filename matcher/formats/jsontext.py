"""JSON read strictly: a fault is named by its path in the document and the value that stands there."""

import json
import re
from collections.abc import Callable, Hashable
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.errors import BadFormat

MAX_DEPTH = 32
"""No format read here nests deeper than six."""

MAX_NUMBER = 10**9
"""Larger than any time or place that makes sense; as a way it still fits int32."""

Number = int | float
T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

_QUOTE_OR_BRACKET = re.compile(r'\\.|["\[\]{}]', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


def load_object(text: str) -> dict[str, Any]:
    """The object that the whole text is. Raises BadFormat with the line and what is wrong there."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise BadFormat("the file is empty")
    refuse_depth(text)
    try:
        data = json.loads(text, object_pairs_hook=_refuse_twins)
    except json.JSONDecodeError as error:
        raise BadFormat(f"not JSON, or cut short: {error}") from None
    except BadFormat:
        raise
    except ValueError:  # Python reads no integer of more than 4300 digits
        raise BadFormat("a number in this file has thousands of digits") from None
    return an_object(data, "the document")


def refuse_twins(text: str | bytes) -> None:
    """Raises BadFormat with path and values where JSON gives a key twice in one object."""

    def keep_no_object(pairs: list[tuple[str, Any]]) -> None:
        _refuse_twins(pairs)

    try:
        json.loads(text, object_pairs_hook=keep_no_object)
    except BadFormat:
        _name_twins(json.loads(text, object_pairs_hook=_Pairs), "")


def refuse_depth(text: str) -> None:
    """Raises BadFormat with the line where JSON nests deeper than MAX_DEPTH."""
    brackets = text.encode(errors="replace").translate(None, _NOT_BRACKETS).decode()
    if max(accumulate(map(_STEP.__getitem__, brackets)), default=0) <= MAX_DEPTH:
        return  # the quick count has brackets inside strings in it, so it alone condemns nobody
    depth, quoted = 0, False
    for token in _QUOTE_OR_BRACKET.finditer(text):
        if token.group() == '"':
            quoted = not quoted
        elif not quoted:
            depth += _STEP.get(token.group(), 0)
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, token.start()) + 1
            raise BadFormat(f"line {line}: JSON nested deeper than {MAX_DEPTH} levels")


def field(data: dict[str, Any], key: str, path: str = "") -> Any:
    """What stands under `key`. Raises BadFormat where nothing does."""
    if key not in data:
        raise BadFormat(f"{_joined(path, key)} is missing")
    return data[key]


def only_keys(data: dict[str, Any], known: set[str], path: str = "") -> None:
    """Raises BadFormat at a key outside `known`."""
    for key in data:
        if key not in known:
            raise BadFormat(f"{_joined(path, key)} is not known here")


def an_object(value: Any, path: str) -> dict[str, Any]:
    return _typed(value, dict, "an object", path)


def a_list(value: Any, path: str, length: int | None = None) -> list[Any]:
    items = _typed(value, list, "a list", path)
    if length is not None and len(items) != length:
        raise BadFormat(f"{path} has {len(items)} entries, wanted {length}")
    return items


def a_text(value: Any, path: str) -> str:
    if not _typed(value, str, "a text", path):
        raise BadFormat(f"{path} is an empty text")
    return str(value)


def a_number(value: Any, path: str, *, low: int = 0, high: int = MAX_NUMBER) -> Number:
    """A number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadFormat(f"{path}: {shown(value)} is not a number")
    if not low <= value <= high:  # NaN is not either
        raise BadFormat(f"{path}: {shown(value)} is not between {low} and {high}")
    return value


def a_whole(value: Any, path: str, *, low: int = 0, high: int = MAX_NUMBER) -> int:
    number = a_number(value, path, low=low, high=high)
    if number != int(number):
        raise BadFormat(f"{path}: {number} is not a whole number")
    return int(number)


def a_span(value: Any, path: str) -> tuple[Number, Number]:
    """Two numbers, neither negative, the second not below the first."""
    first, second = a_list(value, path, 2)
    low, high = a_number(first, f"{path}[0]"), a_number(second, f"{path}[1]")
    if high < low:
        raise BadFormat(f"{path}: [{low}, {high}] ends before it begins")
    return low, high


def exact(number: Number) -> Fraction:
    """The number as it is printed: 0.1 is a tenth, not the double nearest to it."""
    return Fraction(number) if isinstance(number, int) else Fraction(Decimal(repr(float(number))))


def each(value: Any, path: str, read: Callable[[Any, str], T]) -> list[T]:
    """Every entry of a list, read with its own path."""
    return [read(item, f"{path}[{at}]") for at, item in enumerate(a_list(value, path))]


def a_matrix(value: Any, path: str, size: int) -> NDArray[np.float64]:
    """(size, size) float64, none negative; what the doubles of the file are."""
    rows = [a_list(row, f"{path}[{i}]", size) for i, row in enumerate(a_list(value, path, size))]
    if all(set(map(type, row)) <= {int, float} for row in rows):
        with suppress(OverflowError):
            matrix = np.array(rows, dtype=np.float64).reshape(size, size)
            if np.all((matrix >= 0) & (matrix <= MAX_NUMBER)):
                return matrix
    # One entry is no such number; going through them names it.
    numbers = [
        [a_number(way, f"{path}[{i}][{j}]") for j, way in enumerate(row)] for i, row in enumerate(rows)
    ]
    return np.array(numbers, dtype=np.float64).reshape(size, size)


def distinct(ids: list[H], path: str) -> list[H]:
    """The ids themselves. Raises BadFormat at the first that appears twice."""
    seen: set[H] = set()
    for at, one in enumerate(ids):
        if one in seen:
            raise BadFormat(f"{path}[{at}]: {one!r} appears twice")
        seen.add(one)
    return ids


def shown(value: Any) -> str:
    """A value as an error shows it: short, whatever it is."""
    if isinstance(value, list | dict):
        return f"{'a list' if isinstance(value, list) else 'an object'} of {len(value)}"
    if isinstance(value, int) and abs(value) > MAX_NUMBER**2:
        return "a number beyond all sense"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _typed(value: Any, kind: type[T], noun: str, path: str) -> T:
    if not isinstance(value, kind):
        raise BadFormat(f"{path}: {shown(value)} is not {noun}")
    return value


class _Pairs(list[tuple[str, Any]]):
    """An object as it is written."""


def _name_twins(value: Any, path: str) -> None:
    if isinstance(value, _Pairs):
        given: dict[str, Any] = {}
        for key, one in value:
            here = _joined(path, key)
            if key in given:
                first, second = (shown(dict(v) if isinstance(v, _Pairs) else v) for v in (given[key], one))
                raise BadFormat(f"{here}: given twice: {first} and {second}")
            given[key] = one
            _name_twins(one, here)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            _name_twins(one, f"{path}[{at}]")


def _refuse_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        keys = [key for key, _ in pairs]
        twin = next(key for key in keys if keys.count(key) > 1)
        raise BadFormat(f"the key {shown(twin)} appears twice in one object")
    return data
