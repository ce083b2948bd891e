"""The question surveyed: rows sorted by id, places on the grid, shifts as arrays, what each role asks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from matcher.history import Begun, begun_shifts
from matcher.problem import I32, I64
from matcher.rules import Ask
from matcher.surveying.groups import groups_of
from matcher.surveying.moments import Moments
from matcher.surveying.places import Places
from matcher.surveying.quotas import Quotas, quotas_of
from matcher.surveying.spans import Spans, spans_of
from models.catalogue import TravelMode
from models.day import Day, Depot
from models.errors import InvalidInput
from models.needs import LinkKind, Need, Pin
from models.people import Volunteer
from models.travel import Pace
from models.units import DAY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What build, explain and the pins look at. Everything is sorted by id, whatever the input order.

    `needs` are those with a seat left to plan: not those whose whole crew has started. Needs of one chain
    (all or none) are neighbours and make one unit; `unit_start` unit idx -> its slice of `needs`. `asks` are
    the seats left; `ask_start` need idx -> its slice of them. An ask idx is a role idx of the Problem, a unit
    idx a need idx of the Problem.

    `volunteers`: a minor's guardian_id is empty where no adult has it. `begun`: what has started, by
    volunteer idx and index of the shift. `pins` by need idx and role, the started ones too. `depots`: none
    where no need asks for supplies.
    `xy` are the distinct places, sorted; the place arrays point into it, `pickup_place` -1 where nothing is
    fetched.
    """

    day: Day
    volunteers: tuple[Volunteer, ...]
    needs: tuple[Need, ...]
    unit_start: I32
    asks: tuple[Ask, ...]
    ask_start: I32
    pins: Mapping[tuple[int, int], Pin]
    begun: Mapping[tuple[int, int], Begun]
    depots: tuple[Depot, ...]
    modes: tuple[TravelMode, ...]
    paces: tuple[Pace, ...]
    quotas: Quotas
    spans: Spans
    span_start: I64  # volunteer idx -> its slice of the spans, one for each shift
    xy: NDArray[np.int32]
    visit_place: I32
    pickup_place: I32
    depot_place: I32

    @property
    def units(self) -> int:
        return len(self.unit_start) - 1

    def needs_of(self, unit_idx: int) -> range:
        """The idx of the needs of a unit."""
        return range(int(self.unit_start[unit_idx]), int(self.unit_start[unit_idx + 1]))

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
    volunteers = _volunteers(day)
    needs, unit_start = _units(day)
    need_idx = {need.id: idx for idx, need in enumerate(needs)}
    pins = {
        (need_idx[pin.need_id], pin.role): pin
        for pin in sorted(day.pins, key=lambda pin: pin.started)  # what has started outweighs
        if pin.need_id in need_idx
    }
    asks, ask_start = _asks(day, needs, pins)

    vol_idx = {volunteer.id: idx for idx, volunteer in enumerate(volunteers)}
    begun = {(vol_idx[id], shift): past for (id, shift), past in begun_shifts(day).items()}
    span_start = np.zeros(len(volunteers) + 1, np.int64)
    np.cumsum([len(volunteer.shifts) for volunteer in volunteers], out=span_start[1:])
    begun_rows = {int(span_start[vol]) + shift: past for (vol, shift), past in begun.items()}
    vol = np.repeat(np.arange(len(volunteers), dtype=np.int32), np.diff(span_start))
    opens_s = np.array([shift.opens_s for one in volunteers for shift in one.shifts], np.int64)
    work_day = opens_s // DAY_S
    quotas = quotas_of(volunteers, vol, work_day, day.first_day, begun_rows)

    places = Places(day.grid())
    homes = np.array([places.add("volunteer", v.id, v.home) for v in volunteers], np.int32)
    ends = [_end(places, v, home) for v, home in zip(volunteers, homes.tolist(), strict=True)]
    visits = [places.add("need", need.id, need.place) for need in needs]
    pickups = [places.add("need", n.id, n.pickup.place) if n.pickup else -1 for n in needs]
    asks_goods = any(any(need.supplies.values()) for need in needs)
    depots = tuple(sorted(day.depots, key=lambda depot: depot.id)) if asks_goods else ()
    shops = [places.add("depot", depot.id, depot.place) for depot in depots]
    starts = homes[vol]
    for row, past in begun_rows.items():
        starts[row] = places.add("need", past.last.id, past.last.place)
    xy, rank = places.in_order()

    modes = tuple(mode for mode in TravelMode if mode in day.paces)
    return Survey(
        day=day,
        volunteers=volunteers,
        needs=needs,
        unit_start=unit_start,
        asks=asks,
        ask_start=ask_start,
        pins=pins,
        begun=begun,
        depots=depots,
        modes=modes,
        paces=tuple(day.paces[mode] for mode in modes),
        quotas=quotas,
        spans=spans_of(
            day,
            volunteers,
            vol=vol,
            work_day=work_day,
            quotas=quotas,
            begun=begun_rows,
            xy=xy,
            start_place=rank[starts],
            end_place=rank[np.array(ends, np.int32)[vol]],
        ),
        span_start=span_start,
        xy=xy,
        visit_place=rank[visits],
        pickup_place=rank[pickups],
        depot_place=rank[shops],
    )


def _volunteers(day: Day) -> tuple[Volunteer, ...]:
    """By id; a minor whose guardian is no adult of the day has none."""
    adults = {volunteer.id for volunteer in day.volunteers if not volunteer.is_minor}
    for volunteer in day.volunteers:
        if volunteer.mode not in day.paces:
            raise InvalidInput(f"volunteer {volunteer.id}: no pace is given for mode {volunteer.mode}")
    return tuple(
        replace(one, guardian_id="") if one.is_minor and one.guardian_id not in adults else one
        for one in sorted(day.volunteers, key=lambda volunteer: volunteer.id)
    )


def _units(day: Day) -> tuple[tuple[Need, ...], I32]:
    """The needs with a seat left to plan, those of a chain together; unit idx -> its slice."""
    started = {(pin.need_id, pin.role) for pin in day.pins if pin.started}
    chain_of = groups_of((need.id for need in day.needs), day.links, LinkKind.ALL_OR_NONE)
    left = [
        need for need in day.needs if any((need.id, role) not in started for role in range(len(need.crew)))
    ]
    left.sort(key=lambda need: (chain_of[need.id], need.id))
    chains = [chain_of[need.id] for need in left]
    firsts = [idx for idx, chain in enumerate(chains) if not idx or chains[idx - 1] != chain]
    return tuple(left), np.array([*firsts, len(left)], np.int32)


def _asks(
    day: Day, needs: tuple[Need, ...], pins: Mapping[tuple[int, int], Pin]
) -> tuple[tuple[Ask, ...], I32]:
    moments = Moments(day)
    pinned: dict[int, list[Pin]] = {}
    for (idx, _), pin in pins.items():
        pinned.setdefault(idx, []).append(pin)
    asks: list[Ask] = []
    ask_start = [0]
    for idx, need in enumerate(needs):
        windows = moments.windows(need, pinned.get(idx, ()))
        last_s = (windows or need.windows)[-1].closes_s
        on = day.first_day + timedelta(days=last_s // DAY_S)
        for role in range(len(need.crew)):
            if (seat := pins.get((idx, role))) is None:
                asks.append(Ask(need=need, role=role, windows=windows, on=on))
            elif not seat.started:
                asks.append(
                    Ask(
                        need=need,
                        role=role,
                        windows=windows,
                        on=on,
                        pinned_id=seat.volunteer_id,
                        picked_up=seat.picked_up,
                    )
                )
        ask_start.append(len(asks))
    return tuple(asks), np.array(ask_start, np.int32)


def _end(places: Places, volunteer: Volunteer, home: int) -> int:
    if volunteer.open_end:
        return -1
    return home if volunteer.end is None else places.add("volunteer", volunteer.id, volunteer.end)
