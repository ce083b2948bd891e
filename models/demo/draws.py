"""Drawing many choices at once, each part of the demo from a stream of chance of its own."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.errors import InvalidInput

T = TypeVar("T")

STREAMS = {"volunteers": 0, "needs": 1}


def stream(seed: int, part: Literal["volunteers", "needs"]) -> np.random.Generator:
    """The chance that one part of the demo draws from: more of one part changes nothing in the other."""
    if seed < 0:
        raise InvalidInput(f"seed={seed} is negative")
    return np.random.default_rng([seed, STREAMS[part]])


def drawn(rng: np.random.Generator, shares: Mapping[T, float], count: int) -> list[T]:
    """`count` choices in proportion to their shares."""
    return drawn_by_row(rng, [shares], np.zeros(count, np.intp))


def drawn_by_row(
    rng: np.random.Generator, tables: Sequence[Mapping[T, float]], row: NDArray[np.intp]
) -> list[T]:
    """One choice for each entry of `row`, in proportion to the shares in the table of that idx."""
    choices = list(dict.fromkeys(choice for table in tables for choice in table))
    ends = np.cumsum([[table.get(choice, 0.0) for choice in choices] for table in tables], axis=1)
    # Rounding may leave the last end below 1: a draw is measured against it, so none lies beyond.
    chance = rng.random(len(row)) * ends[row, -1]
    at = (ends[row] <= chance[:, None]).sum(axis=1)
    return [choices[one] for one in at.tolist()]


def one_of(rng: np.random.Generator, choices: Sequence[T]) -> T:
    """One choice, all equally likely."""
    return choices[int(rng.random() * len(choices))]


def one_by_share(rng: np.random.Generator, shares: Mapping[T, float]) -> T:
    """One choice in proportion to its share. For many draws from one table `drawn` is faster."""
    left = rng.random()
    for choice, share in shares.items():
        left -= share
        if left < 0:
            return choice
    return choice  # rounding left a crumb beyond the last share


def one_between(rng: np.random.Generator, bounds: tuple[int, int], step: int = 1) -> int:
    """A whole number within bounds, both ends included, in steps from the lower one."""
    low, high = bounds
    return low + step * int(rng.random() * ((high - low) // step + 1))
