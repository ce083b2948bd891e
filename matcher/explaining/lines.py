"""A shift as a line of stops, each with what binds it; laid out in time, and back to a route."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from models.people import Volunteer
from models.plans import VISITS, Part, Route, Stop
from models.travel import Pace, way_m, way_s
from models.units import Seconds

XY = tuple[int, int]
Moments = tuple[tuple[int, int], ...]
"""When a service may start: spans, both ends included, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A stop and what binds it. `need` is -1 for breaks and reloads; `xy` None: where the stop before is.

    `moments` is one second where somebody else depends on it. `load` changes on board here, `brought` is on
    board from the start or the last reload to here; `goods` are used up. What is put down and was not fetched
    in this line is on board from its start.
    """

    need: int
    part: Part
    xy: XY | None
    service_s: int
    moments: Moments
    need_id: str = ""
    role: int = 0
    depot_id: str = ""
    load: int = 0
    brought: int = 0
    goods: Mapping[str, int] = field(default_factory=dict)

    def stop(self, start_s: int) -> Stop:
        return Stop(
            need_id=self.need_id,
            part=self.part,
            role=self.role,
            depot_id=self.depot_id,
            start_s=Seconds(start_s),
            end_s=Seconds(start_s + self.service_s),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Work that limits count: ways, visits, and service, at pickups too."""

    travel_s: int = 0
    metres: int = 0
    tasks: int = 0
    service_s: int = 0


NOTHING = Given()


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one volunteer does in one shift after what has happened already (`past`).

    It goes from `start_xy` at `opens_s` or later to `end_xy` (None: it ends anywhere) by `closes_s`. `pace`
    None: ways count nothing. `day` is that for which the work counts.
    """

    vol: int
    volunteer: Volunteer
    shift: int
    day: int
    pace: Pace | None
    start_xy: XY
    end_xy: XY | None
    opens_s: int
    closes_s: int
    items: tuple[Item, ...]
    past: tuple[Stop, ...] = ()
    past_leaves_s: int = 0
    past_given: Given = NOTHING

    def way_s(self, here: XY, there: XY) -> int:
        if self.pace is None:
            return 0
        return way_s(self.pace, here[0] - there[0], here[1] - there[1])

    def legs(self) -> list[tuple[XY, XY]]:
        """The way to each item, then the way back; both ends are the same where nobody moves."""
        here, legs = self.start_xy, []
        for item in self.items:
            there = item.xy or here
            legs.append((here, there))
            here = there
        legs.append((here, self.end_xy or here))
        return legs

    @cached_property
    def given(self) -> Given:
        """All of the line's work. Of an idle one nothing: nobody sets out."""
        legs = self.legs() if self.works else []
        pace = self.pace
        return Given(
            travel_s=self.past_given.travel_s + sum(self.way_s(*leg) for leg in legs),
            metres=self.past_given.metres
            + sum(way_m(pace, a[0] - b[0], a[1] - b[1]) for a, b in legs if pace is not None),
            tasks=self.past_given.tasks + sum(item.need >= 0 and item.part in VISITS for item in self.items),
            service_s=self.past_given.service_s
            + sum(item.service_s for item in self.items if item.need >= 0),
        )

    @cached_property
    def works_on(self) -> bool:
        """Whether there is work to come; else nobody goes anywhere, and no break is owed."""
        return any(item.need >= 0 for item in self.items)

    @property
    def works(self) -> bool:
        return bool(self.past) or self.works_on

    @cached_property
    def starts(self) -> list[int] | None:
        """The earliest start of each item, none of an idle line; None where one or the end comes too late."""
        if not self.works_on:
            return []
        free_s, starts = self.opens_s, []
        legs = self.legs()
        for item, leg in zip(self.items, legs, strict=False):
            start_s = earliest(item.moments, free_s + self.way_s(*leg))
            if start_s is None:
                return None
            starts.append(start_s)
            free_s = start_s + item.service_s
        return starts if free_s + self.way_s(*legs[-1]) <= self.closes_s else None

    def carries(self) -> bool:
        """Whether all that is on board fits at every moment, and every good is at hand when it is used."""
        reloads = [at for at, item in enumerate(self.items) if item.part is Part.RELOAD]
        tours = zip([0, *reloads], [*reloads, len(self.items)], strict=True)
        fetched = aboard(self.items)
        for number, (first, last) in enumerate(tours):
            tour = self.items[first:last]
            on_board = sum(item.brought for item in tour) + fetched
            if on_board > self.volunteer.capacity:
                return False
            for item in tour:
                on_board += item.load - item.brought
                if on_board > self.volunteer.capacity:
                    return False
            fetched = on_board
            if number == 0 and not has(self.volunteer.supplies, total(tour)):
                return False
        return True

    def route(self) -> Route | None:
        """The line in the words of a plan, each stop as early as can be; None where it cannot be kept."""
        if self.starts is None:
            return None
        items = self.items if self.works_on else ()
        stops = (*self.past, *(item.stop(at) for item, at in zip(items, self.starts, strict=True)))
        ways_s = [self.way_s(*leg) for leg in self.legs()]
        return Route(
            volunteer_id=self.volunteer.id,
            shift=self.shift,
            leaves_s=Seconds(self.past_leaves_s if self.past else stops[0].start_s - ways_s[0]),
            returns_s=Seconds(stops[-1].end_s + ways_s[-1]),
            travel_s=Seconds(self.given.travel_s),
            stops=stops,
        )

    def with_items(self, items: Sequence[Item]) -> "Line":
        return replace(self, items=tuple(items))


def earliest(moments: Moments, ready_s: int) -> int | None:
    """The first start not before; None if there is none."""
    return next((max(opens_s, ready_s) for opens_s, closes_s in moments if ready_s <= closes_s), None)


def latest(moments: Moments, due_s: int) -> int:
    """The last start not after; -1 if there is none."""
    return next((min(closes_s, due_s) for opens_s, closes_s in reversed(moments) if opens_s <= due_s), -1)


def aboard(items: Sequence[Item]) -> int:
    """What is on board before them: they put down all that they fetch, and what they do not fetch too."""
    return -sum(item.load for item in items)


def total(items: Sequence[Item]) -> dict[str, int]:
    """All goods that the items use up."""
    goods: dict[str, int] = {}
    for item in items:
        for good, amount in item.goods.items():
            goods[good] = goods.get(good, 0) + amount
    return goods


def has(stock: Mapping[str, int], goods: Mapping[str, int]) -> bool:
    return all(stock.get(good, 0) >= amount for good, amount in goods.items())
