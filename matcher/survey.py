"""The question surveyed: rows sorted by id, places on the grid, shifts as arrays, what each role asks."""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.problem import I32, I64, NO_LIMIT
from matcher.rules import Ask
from models.catalogue import TravelMode
from models.day import Day
from models.errors import InvalidInput
from models.geo import Place
from models.needs import Need, Pin, TimeWindow
from models.people import Limits, Volunteer
from models.travel import MAX_EXTENT_M, Grid, Pace
from models.units import DAY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Shifts as arrays, one row each, sorted by volunteer, then by opening.

    Limits belong to the volunteer and stand in each of the rows; NO_LIMIT where there is none.
    `end_place` -1: the route ends where its last visit does. `radius2_m2`: no visit farther from the start
    than its root, as the crow flies, fits the shift and the limits on ways.
    """

    vol: I32
    start_place: I32
    end_place: I32
    start_x: I64
    start_y: I64
    end_x: I64
    end_y: I64
    opens_s: I64
    closes_s: I64
    s_per_km: I64
    detour_permille: I64
    fixed_s: I64
    max_travel_s: I64
    max_m: I64
    max_tasks: I64
    max_service_s: I64
    radius2_m2: I64

    def __len__(self) -> int:
        return len(self.vol)

    def take(self, rows: NDArray[np.integer]) -> Self:
        """The same of some rows only."""
        return type(self)(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What build, explain and the pins look at. Everything is sorted by id, whatever the input order.

    `ask_start` need idx -> its slice of `asks`. `xy` are the distinct places, sorted; the place arrays point
    into it, `pickup_place` -1 where nothing is fetched. `pins` by need idx and role.
    """

    day: Day
    volunteers: tuple[Volunteer, ...]
    needs: tuple[Need, ...]
    asks: tuple[Ask, ...]
    ask_start: I32
    pins: dict[tuple[int, int], Pin]
    modes: tuple[TravelMode, ...]
    paces: tuple[Pace, ...]
    spans: Spans
    span_start: I64  # volunteer idx -> its slice of the spans
    xy: NDArray[np.int32]
    visit_place: I32
    pickup_place: I32

    def roles_of(self, need_idx: int) -> range:
        """The idx of the asks of a need."""
        return range(int(self.ask_start[need_idx]), int(self.ask_start[need_idx + 1]))

    def need_of(self, ask_idx: int) -> int:
        """The need idx of an ask."""
        return int(np.searchsorted(self.ask_start, ask_idx, side="right")) - 1

    def spans_of(self, volunteers: NDArray[np.integer]) -> I64:
        """The rows of the shifts of these volunteers, in their order."""
        first = self.span_start[volunteers]
        counts = self.span_start[volunteers + 1] - first
        ends = np.cumsum(counts)
        return np.repeat(first - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def survey(day: Day) -> Survey:
    """The question in rows. Raises InvalidInput where a place is too far off or a mode has no pace."""
    volunteers = tuple(sorted(day.volunteers, key=lambda volunteer: volunteer.id))
    needs = tuple(sorted(day.needs, key=lambda need: need.id))
    need_idx = {need.id: idx for idx, need in enumerate(needs)}
    pins = {(need_idx[pin.need_id], pin.role): pin for pin in day.pins}

    asks: list[Ask] = []
    ask_start = [0]
    for idx, need in enumerate(needs):
        seats = [pins.get((idx, role)) for role in range(len(need.crew))]
        windows = _windows(need, [pin for pin in seats if pin])
        on = day.first_day + timedelta(days=windows[-1].closes_s // DAY_S)
        for role, pin in enumerate(seats):
            pinned_id = pin.volunteer_id if pin else None
            asks.append(Ask(need=need, role=role, windows=windows, on=on, pinned_id=pinned_id))
        ask_start.append(len(asks))

    places = _Places(day.grid())
    homes = [places.add("volunteer", v.id, v.home) for v in volunteers]
    ends = [_end(places, v, home) for v, home in zip(volunteers, homes, strict=True)]
    visits = [places.add("need", need.id, need.place) for need in needs]
    pickups = [places.add("need", n.id, n.pickup.place) if n.pickup else -1 for n in needs]
    xy, rank = places.in_order()

    modes = tuple(mode for mode in TravelMode if mode in day.paces)
    spans, span_start = _spans(day, volunteers, xy, rank[homes], rank[ends])
    return Survey(
        day=day,
        volunteers=volunteers,
        needs=needs,
        asks=tuple(asks),
        ask_start=np.array(ask_start, np.int32),
        pins=pins,
        modes=modes,
        paces=tuple(day.paces[mode] for mode in modes),
        spans=spans,
        span_start=span_start,
        xy=xy,
        visit_place=rank[visits],
        pickup_place=rank[pickups],
    )


def limit(given: int | None) -> int:
    """A limit as the arrays hold it."""
    return NO_LIMIT if given is None else min(given, NO_LIMIT)


def service_limit(limits: Limits) -> int:
    """Most seconds of service in a plan of one day: the day's limit, and the week's, which binds it too."""
    return min(limit(limits.service_s), limit(limits.week_service_s))


def _windows(need: Need, pins: list[Pin]) -> tuple[TimeWindow, ...]:
    """When the need may start: where it is pinned, if that is one moment within its windows."""
    starts = {pin.start_s for pin in pins if pin.start_s is not None}
    if len(starts) != 1:
        return need.windows
    (start_s,) = starts
    if not any(window.opens_s <= start_s <= window.closes_s for window in need.windows):
        return need.windows
    return (TimeWindow(opens_s=start_s, closes_s=start_s),)


class _Places:
    """Distinct points of the grid, numbered as they come; `in_order` renumbers them."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._by_at: dict[tuple[float, float], int] = {}
        self._by_xy: dict[tuple[int, int], int] = {}

    def add(self, noun: str, id: str, place: Place) -> int:
        at = (place.at.lon_deg, place.at.lat_deg)
        idx = self._by_at.get(at)
        if idx is None:
            try:
                xy = self._grid.xy(place.at)
            except InvalidInput as error:
                raise InvalidInput(f"{noun} {id}: {error}") from error
            idx = self._by_at[at] = self._by_xy.setdefault(xy, len(self._by_xy))
        return idx

    def in_order(self) -> tuple[NDArray[np.int32], I32]:
        """The points sorted, and number -> row with -1 staying -1."""
        points = np.array(list(self._by_xy), np.int32).reshape(-1, 2)
        order = np.lexsort((points[:, 1], points[:, 0]))
        rank = np.full(len(points) + 1, -1, np.int32)
        rank[order] = np.arange(len(points), dtype=np.int32)
        return np.ascontiguousarray(points[order]), rank


def _end(places: _Places, volunteer: Volunteer, home: int) -> int:
    if volunteer.open_end:
        return -1
    return home if volunteer.end is None else places.add("volunteer", volunteer.id, volunteer.end)


def _spans(
    day: Day, volunteers: tuple[Volunteer, ...], xy: NDArray[np.int32], home: I32, end: I32
) -> tuple[Spans, I64]:
    for volunteer in volunteers:
        if volunteer.mode not in day.paces:
            raise InvalidInput(f"volunteer {volunteer.id}: no pace is given for mode {volunteer.mode}")
    span_start = np.zeros(len(volunteers) + 1, np.int64)
    np.cumsum([len(volunteer.shifts) for volunteer in volunteers], out=span_start[1:])
    vol = np.repeat(np.arange(len(volunteers), dtype=np.int32), np.diff(span_start))

    def by_volunteer(values: list[int]) -> I64:
        return np.array(values, np.int64)[vol]

    paces = [day.paces[volunteer.mode] for volunteer in volunteers]
    limits = [volunteer.limits for volunteer in volunteers]
    s_per_km = by_volunteer([pace.s_per_km for pace in paces])
    detour_permille = by_volunteer([pace.detour_permille for pace in paces])
    max_travel_s = by_volunteer([limit(one.travel_s) for one in limits])
    max_m = by_volunteer([limit(one.metres) for one in limits])
    shifts = [shift for volunteer in volunteers for shift in volunteer.shifts]
    opens_s = np.array([shift.opens_s for shift in shifts], np.int64)
    closes_s = np.array([shift.closes_s for shift in shifts], np.int64)

    # Who ends where they start goes every metre out and back again.
    ways = np.where(end[vol] == home[vol], 2, 1)
    by_time_m = np.minimum(max_travel_s, closes_s - opens_s) * 1000 // (ways * s_per_km)
    by_length_m = np.minimum(max_m, round(4 * MAX_EXTENT_M)) * 1000 // (ways * detour_permille)
    radius_m = np.minimum(by_time_m, by_length_m) + 1

    # Row -1 is the last point, which an open end never asks for.
    start_xy, end_xy = xy[home[vol]].astype(np.int64), xy[end[vol]].astype(np.int64)
    spans = Spans(
        vol=vol,
        start_place=home[vol],
        end_place=end[vol],
        start_x=start_xy[:, 0],
        start_y=start_xy[:, 1],
        end_x=end_xy[:, 0],
        end_y=end_xy[:, 1],
        opens_s=opens_s,
        closes_s=closes_s,
        s_per_km=s_per_km,
        detour_permille=detour_permille,
        fixed_s=by_volunteer([pace.fixed_s for pace in paces]),
        max_travel_s=max_travel_s,
        max_m=max_m,
        max_tasks=by_volunteer([limit(one.tasks) for one in limits]),
        max_service_s=by_volunteer([service_limit(one) for one in limits]),
        radius2_m2=radius_m * radius_m,
    )
    return spans, span_start
