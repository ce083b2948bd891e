"""A district instance as the peers need it: places numbered once, ways as matrices."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.formats.district.text import Errand, Point, Walker, Wanted, parse


@dataclass(frozen=True, kw_only=True)
class District:
    """Volunteers and needs, in order of their ids; a place is a row of the matrices, each point once."""

    volunteers: tuple[Walker, ...]
    needs: tuple[Wanted, ...]
    k_of_mode: dict[str, int]
    row_of: dict[Point, int]

    @cached_property
    def travel_s(self) -> dict[str, NDArray[np.int64]]:
        """(P, P) seconds by mode: from, to; the smallest t with (1000 t)^2 >= k^2 (dx^2 + dy^2)."""
        places_m = np.array(list(self.row_of), dtype=np.int64).reshape(-1, 2)
        apart_m = places_m[:, None, :] - places_m[None, :, :]
        squared_m2 = (apart_m**2).sum(axis=2)
        return {mode: _ceil_root(k * k * squared_m2) for mode, k in self.k_of_mode.items()}

    def home(self, volunteer: Walker) -> int:
        """The place where the volunteer starts and ends."""
        return self.row_of[volunteer.home]

    def place(self, stop: Wanted | Errand) -> int:
        """The place of a visit, or of a pickup."""
        return self.row_of[stop.place]

    @property
    def modes(self) -> list[str]:
        """The modes in the order in which peers that number them do so."""
        return list(self.k_of_mode)

    @property
    def skills(self) -> list[int]:
        """Every skill that is asked for."""
        return sorted({need.skill for need in self.needs})

    def able(self, need: Wanted) -> list[int]:
        """Indices of the volunteers who have the skill."""
        return [idx for idx, one in enumerate(self.volunteers) if need.skill in one.skills]

    @property
    def has_crews(self) -> bool:
        """Whether some need asks for two people with a common start."""
        return any(need.crew > 1 for need in self.needs)


def read_district(text: str) -> District:
    """The instance in `text`. Raises BadFormat."""
    parsed = parse(text)
    points = [
        *(one.home for one in parsed.volunteers),
        *(need.place for need in parsed.needs),
        *(need.pickup.place for need in parsed.needs if need.pickup is not None),
    ]
    return District(
        volunteers=parsed.volunteers,
        needs=parsed.needs,
        k_of_mode=dict(parsed.k),
        row_of={point: row for row, point in enumerate(dict.fromkeys(points))},
    )


def _ceil_root(scaled: NDArray[np.int64]) -> NDArray[np.int64]:
    """Elementwise the smallest t >= 0 with (1000 t)^2 >= scaled."""
    seconds = np.ceil(np.sqrt(scaled.astype(np.float64)) / 1000).astype(np.int64)
    # The root is a float: it may lie a hair on the wrong side of a whole second.
    seconds -= (seconds > 0) & ((1000 * (seconds - 1)) ** 2 >= scaled)
    seconds += (1000 * seconds) ** 2 < scaled
    return seconds
