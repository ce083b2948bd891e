"""A district file as a question to the peers: each point is a place once, ways by the file's integer rule."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.question import Fetch, Helper, Question, Wish
from matcher.formats.district.text import NAME, Point, Wanted, parse


def read_district(text: str) -> Question:
    """The instance in `text`. Raises BadFormat."""
    parsed = parse(text)
    places: dict[Point, int] = {}

    def place(point: Point) -> int:
        return places.setdefault(point, len(places))

    def wish(need: Wanted) -> Wish:
        errand = need.pickup
        fetch = (
            None
            if errand is None
            else Fetch(place=place(errand.place), service=errand.service_s, load=errand.load)
        )
        return Wish(
            label=need.id,
            place=place(need.place),
            skill=need.skill,
            service=need.service_s,
            window=need.window,
            priority=need.priority,
            crew=need.crew,
            fetch=fetch,
        )

    helpers = tuple(
        Helper(
            label=one.id,
            home=place(one.home),
            mode=one.mode,
            shift=one.shift,
            skills=one.skills,
            max_travel=one.max_travel_s,
            capacity=one.capacity,
        )
        for one in parsed.volunteers
    )
    wishes = tuple(map(wish, parsed.needs))
    return Question(
        format=NAME,
        helpers=helpers,
        wishes=wishes,
        points=tuple(places),
        travel={mode: _travel_s(list(places), k) for mode, k in parsed.k.items()},
        must_serve=False,
    )


def _travel_s(points: list[Point], k: int) -> NDArray[np.int64]:
    """(P, P) seconds: the smallest t with (1000 t)^2 >= k^2 (dx^2 + dy^2)."""
    places_m = np.array(points, dtype=np.int64).reshape(-1, 2)
    apart_m = places_m[:, None, :] - places_m[None, :, :]
    return _ceil_root(k * k * (apart_m**2).sum(axis=2))


def _ceil_root(scaled: NDArray[np.int64]) -> NDArray[np.int64]:
    """Elementwise the smallest t >= 0 with (1000 t)^2 >= scaled."""
    seconds = np.ceil(np.sqrt(scaled.astype(np.float64)) / 1000).astype(np.int64)
    # The root is a float: it may lie a hair on the wrong side of a whole second.
    seconds -= (seconds > 0) & ((1000 * (seconds - 1)) ** 2 >= scaled)
    seconds += (1000 * seconds) ** 2 < scaled
    return seconds
