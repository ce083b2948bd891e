"""From the question to the search: a Day becomes a Problem."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from matcher.able import AbleVolunteers
from matcher.cost import DAY_WEIGHTS, preference_s
from matcher.pins import conflicts_of
from matcher.problem import I32, I64, Problem
from matcher.reach import Starts, errand_of, starts
from matcher.rules import Ask
from matcher.survey import Survey, limit, service_limit, survey
from matcher.travel.providers import StraightLine
from models.day import Day
from models.errors import InvalidInput
from models.needs import LinkKind

MOST_ABLE = 3000
"""Able volunteers kept for a role: a district's 3,000 are never cut, a city's 454,300 are."""

MAX_CREW = 2


def build_problem(day: Day, *, most_able: int = MOST_ABLE) -> Problem:
    """The day as the search sees it, the same whatever the order of the input.

    A pinned need outweighs all that nobody has decided, for somebody may have promised it.
    Where more than `most_able` could take a role, those nearest by travel time are kept. That gives up
    completeness: a role whose kept volunteers are all busy stays unmet though somebody farther is free.

    Raises InvalidInput where a place is too far off or pins conflict (pin_conflicts names them all).
    """
    surveyed = survey(day)
    return problem_of(surveyed, AbleVolunteers(surveyed.volunteers), most_able=most_able)


def problem_of(surveyed: Survey, able: AbleVolunteers, *, most_able: int = MOST_ABLE) -> Problem:
    """The same for a question that is surveyed already."""
    if conflicts := conflicts_of(surveyed):
        raise InvalidInput("pins conflict: " + "; ".join(conflict.message for conflict in conflicts))
    volunteers, needs, spans = surveyed.volunteers, surveyed.needs, surveyed.spans
    able_start, able_vol, able_cost = _able_pairs(surveyed, able, most_able)
    tasks = _Tasks(surveyed)
    mode_idx = {mode: idx for idx, mode in enumerate(surveyed.modes)}
    return Problem(
        travel=StraightLine(surveyed.xy, surveyed.paces),
        vol_mode=_i32([mode_idx[volunteer.mode] for volunteer in volunteers]),
        vol_max_travel_s=_i64([limit(volunteer.limits.travel_s) for volunteer in volunteers]),
        vol_max_m=_i64([limit(volunteer.limits.metres) for volunteer in volunteers]),
        vol_max_tasks=_i64([limit(volunteer.limits.tasks) for volunteer in volunteers]),
        vol_max_service_s=_i64([service_limit(volunteer.limits) for volunteer in volunteers]),
        vol_capacity=_i64([volunteer.capacity for volunteer in volunteers]),
        shift_vol=spans.vol,
        shift_start_place=spans.start_place,
        shift_end_place=spans.end_place,
        shift_opens_s=spans.opens_s,
        shift_closes_s=spans.closes_s,
        shift_class=np.arange(len(spans), dtype=np.int32),  # everybody has their own home and rules
        need_priority=_priorities(surveyed),
        need_role_start=surveyed.ask_start,
        role_task_start=_i32(tasks.role_start),
        able_start=able_start,
        able_vol=able_vol,
        able_cost=able_cost,
        task_place=_i32(tasks.place),
        task_service_s=_i64(tasks.service_s),
        task_load=_i32(tasks.load),
        task_rank=_i32(tasks.rank),
        window_start=_i32(tasks.window_start),
        window_opens_s=_i64(tasks.opens_s),
        window_closes_s=_i64(tasks.closes_s),
        link_first=_i32(tasks.link_first),
        link_second=_i32(tasks.link_second),
        link_min_s=np.zeros(len(tasks.link_first), np.int64),
        link_max_s=np.zeros(len(tasks.link_first), np.int64),
        weights=DAY_WEIGHTS,
        unsupported=tuple(_unsupported(surveyed.day)),
        volunteer_ids=tuple(volunteer.id for volunteer in volunteers),
        need_ids=tuple(need.id for need in needs),
    )


def _i32(values: list[int]) -> I32:
    return np.array(values, np.int32)


def _i64(values: list[int]) -> I64:
    return np.array(values, np.int64)


def _able_pairs(surveyed: Survey, able: AbleVolunteers, most_able: int) -> tuple[I64, I32, I32]:
    """CSR over the roles: who may take each, could do so alone on an empty day, and at which cost."""
    asks = surveyed.asks
    vols = [np.empty(0, np.int32)] * len(asks)
    for allowed, roles in able.by_demand(asks):
        spans = surveyed.spans.take(surveyed.spans_of(allowed))
        for role in roles:
            could = starts(spans, errand_of(surveyed, surveyed.need_of(role)))
            vols[role] = _nearest(could, able.without_named(could.volunteers(), asks[role]), most_able)
    able_start = np.zeros(len(asks) + 1, np.int64)
    np.cumsum([len(one) for one in vols], out=able_start[1:])
    costs = [_pair_costs(surveyed, ask, one) for ask, one in zip(asks, vols, strict=True)]
    nobody = np.empty(0, np.int32)
    return able_start, np.concatenate([nobody, *vols]), np.concatenate([nobody, *costs])


def _nearest(could: Starts, vols: I32, most: int) -> I32:
    """The `most` of these volunteers with the shortest way to the visit, ascending."""
    if len(vols) <= most:
        return vols
    first_rows = np.searchsorted(could.vol, vols)  # every shift of a volunteer starts at the same place
    by_way = np.argsort(could.way_s[first_rows], kind="stable")
    return np.sort(vols[by_way[:most]])


def _pair_costs(surveyed: Survey, ask: Ask, vols: I32) -> I32:
    if not ask.need.preferred:
        return np.zeros(len(vols), np.int32)
    ids = (surveyed.volunteers[vol].id for vol in vols.tolist())
    return _i32([preference_s(surveyed.day, ask.need, volunteer_id) for volunteer_id in ids])


def _priorities(surveyed: Survey) -> I64:
    pinned = {
        need
        for (need, _), pin in surveyed.pins.items()
        if pin.volunteer_id is not None or pin.start_s is not None
    }
    total = sum(need.priority for need in surveyed.needs)
    return _i64([need.priority + total * (idx in pinned) for idx, need in enumerate(surveyed.needs)])


class _Tasks:
    """The task, window and link columns: for each role a visit, after its pickup if something is fetched."""

    def __init__(self, surveyed: Survey) -> None:
        self.role_start, self.window_start = [0], [0]
        self.place: list[int] = []
        self.service_s: list[int] = []
        self.load: list[int] = []
        self.rank: list[int] = []
        self.opens_s: list[int] = []
        self.closes_s: list[int] = []
        self.link_first: list[int] = []
        self.link_second: list[int] = []
        ranks = _ranks(surveyed)
        for need_idx in range(len(surveyed.needs)):
            visits = [
                self._add_role(surveyed, need_idx, role, ranks.get((need_idx, role), -1))
                for role in range(len(surveyed.needs[need_idx].crew))
            ]
            self.link_first += visits[:1] * (len(visits) - 1)
            self.link_second += visits[1:]

    def _add_role(self, surveyed: Survey, need_idx: int, role: int, rank: int) -> int:
        """The task idx of the visit."""
        ask = surveyed.asks[surveyed.ask_start[need_idx] + role]
        pickup = ask.need.pickup
        windows = [(window.opens_s, window.closes_s) for window in ask.windows]
        if pickup is not None:
            place = int(surveyed.pickup_place[need_idx])
            self._add_task(place, pickup.service_s, pickup.load, -1, [(0, windows[-1][1])])
        load = 0 if pickup is None else -pickup.load
        self._add_task(int(surveyed.visit_place[need_idx]), ask.need.service_s, load, rank, windows)
        self.role_start.append(len(self.place))
        return len(self.place) - 1

    def _add_task(
        self, place: int, service_s: int, load: int, rank: int, windows: list[tuple[int, int]]
    ) -> None:
        self.place.append(place)
        self.service_s.append(service_s)
        self.load.append(load)
        self.rank.append(rank)
        self.opens_s += [opens_s for opens_s, _ in windows]
        self.closes_s += [closes_s for _, closes_s in windows]
        self.window_start.append(len(self.opens_s))


def _ranks(surveyed: Survey) -> dict[tuple[int, int], int]:
    """Pinned orders as ranks 0, 1, ... within each volunteer's work, by need idx and role."""
    orders: defaultdict[str, set[int]] = defaultdict(set)
    for pin in surveyed.pins.values():
        if pin.volunteer_id is not None and pin.order is not None:
            orders[pin.volunteer_id].add(pin.order)
    return {
        seat: sorted(orders[pin.volunteer_id]).index(pin.order)
        for seat, pin in surveyed.pins.items()
        if pin.volunteer_id is not None and pin.order is not None
    }


def _unsupported(day: Day) -> Iterator[str]:
    """What the question asks that this step's search cannot honour, by name and with the first example."""
    if day.days > 1:
        yield f"a plan of {day.days} days"
        weekly = [volunteer.id for volunteer in day.volunteers if volunteer.limits.week_service_s is not None]
        if weekly:
            yield f"limits on a week's service in a plan of several days (volunteer {min(weekly)})"
    names = {
        LinkKind.GAP: "a gap between needs",
        LinkKind.SAME_VOLUNTEER: "needs that ask for the same volunteer",
        LinkKind.ALL_OR_NONE: "needs that are served all or none",
    }
    for kind, name in names.items():
        linked = [(link.first_id, link.second_id) for link in day.links if link.kind is kind]
        if linked:
            yield f"{name} ({' and '.join(min(linked))})"
    if day.series:
        yield f"series of needs ({min(series.id for series in day.series)})"
    large = [need.id for need in day.needs if len(need.crew) > MAX_CREW]
    if large:
        yield f"crews of more than {MAX_CREW} (need {min(large)})"
