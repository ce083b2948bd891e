"""What is asked of each peer, in plain values: who goes out, what is wanted, how long ways take."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.formats.document import Label

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Who goes out: a volunteer or a vehicle. `home` is a place: a row of the travel matrices."""

    label: Label
    home: int
    mode: str
    shift: Span
    skills: frozenset[int]
    max_travel: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What is fetched before the visit by the same helper; `load` is carried until then."""

    place: int
    service: int
    load: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One visit by `crew` helpers who start together in `window`. `load` is on board from the start to it."""

    label: Label
    place: int
    skill: int
    service: int
    window: Span
    priority: int = 1
    crew: int = 1
    load: int = 0
    fetch: Fetch | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """`points`: where places lie. `travel` by mode: (P, P), from, to; `scale` of its units are one of the
    file's.

    `must_serve`: everything is to be served, with the least travel; else the most priority comes first.
    """

    format: str
    helpers: tuple[Helper, ...]
    wishes: tuple[Wish, ...]
    points: tuple[tuple[float, float], ...]
    travel: dict[str, NDArray[np.int64]]
    must_serve: bool
    scale: int = 1

    @property
    def modes(self) -> list[str]:
        """The modes in the order in which peers that number them do so."""
        return list(self.travel)

    @property
    def skills(self) -> list[int]:
        """Every skill that is asked for."""
        return sorted({wish.skill for wish in self.wishes})

    def able(self, wish: Wish) -> list[int]:
        """Indices of the helpers who have the skill."""
        return [idx for idx, one in enumerate(self.helpers) if wish.skill in one.skills]

    @cached_property
    def alike(self) -> list[list[int]]:
        """Helpers who differ in nothing but their label, together: a fleet of equal vehicles is one group."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for idx, one in enumerate(self.helpers):
            key = (one.home, one.mode, one.shift, one.skills, one.max_travel, one.capacity)
            groups.setdefault(key, []).append(idx)
        return list(groups.values())

    @property
    def has_crews(self) -> bool:
        """Whether some wish asks for two people with a common start."""
        return any(wish.crew > 1 for wish in self.wishes)
