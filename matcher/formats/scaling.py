"""From a file's numbers to the whole numbers of the search, never to the search's advantage.

A way, a service and an opening are rounded up, a close is rounded down: what fits in whole numbers fits in
the file's. Where the scale is fine enough for every number, which is the rule, nothing is rounded at all.
"""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np
from numpy.typing import NDArray

from matcher.formats.jsontext import Number
from matcher.travel.providers import MAX_WAY

MAX_DECIMALS = 6


def up(number: Number, scale: int) -> int:
    return int(_printed(number, scale).to_integral_value(ROUND_CEILING))


def down(number: Number, scale: int) -> int:
    return int(_printed(number, scale).to_integral_value(ROUND_FLOOR))


def _printed(number: Number, scale: int) -> Decimal:
    """Exact: a double prints at most 17 digits, and the context keeps 28."""
    return Decimal(repr(number)) * scale


def scale_for(numbers: Iterable[Number], *, longest_way: Number) -> int:
    """Smallest power of ten that makes all the numbers whole, at most `largest_scale`."""
    decimals = max((_decimals(number) for number in set(numbers)), default=0)
    return min(int(10 ** min(decimals, MAX_DECIMALS)), largest_scale(longest_way))


def largest_scale(longest_way: Number) -> int:
    """The largest power of ten, at most a million, at which a way fits int32; at one MAX_NUMBER does."""
    scales = (int(10**decimals) for decimals in range(MAX_DECIMALS, -1, -1))
    return next(scale for scale in scales if up(longest_way, scale) <= MAX_WAY)


def scaled_matrix(ways: NDArray[np.float64], scale: int) -> NDArray[np.int32]:
    """Ways rounded up, int32, C-contiguous, same shape. Few values are distinct, so each is rounded once."""
    values, where = np.unique(ways, return_inverse=True)
    whole = np.array([up(value, scale) for value in values.tolist()], dtype=np.int32)
    return np.ascontiguousarray(whole[where.reshape(ways.shape)])


def _decimals(number: Number) -> int:
    printed = repr(number)
    if "e" in printed:
        printed = f"{Decimal(printed):f}"
    return len(printed.partition(".")[2].rstrip("0"))
