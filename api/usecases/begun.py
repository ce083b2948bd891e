"""What of a published plan has begun by a moment, and what it leaves of a volunteer's breaks and supplies.

A question knows where somebody was at their last visit, not where they are on the way. So whoever could not
keep to the plan from there any more stays on the way to their next visit, whatever they fetch before it. A
crew is bound together: all whose next visit is one that another is on the way to.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from models.day import Day
from models.geo import Place
from models.needs import Need
from models.people import Break, Volunteer
from models.plans import VISITS, Part, Plan, Route, Stop
from models.travel import way_s
from models.units import MAX_LOAD, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A route at a moment: `started` by it, `bound`: on the way to the last of these, `left`: the rest."""

    route: Route
    started: tuple[Stop, ...]
    bound: tuple[Stop, ...]
    left: tuple[Stop, ...]

    @property
    def freed(self) -> "Behind":
        """The same for somebody who need not go on to where they are on the way to."""
        return replace(self, bound=(), left=(*self.bound, *self.left))


class Begun:
    """Reads the routes of a plan, with the question that it answers, at a moment of the day."""

    def __init__(self, day: Day, now_s: Seconds) -> None:
        self._day, self._now_s, self._grid = day, now_s, day.grid()
        self._volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
        self._needs = {need.id: need for need in day.needs}
        self._depots = {depot.id: depot for depot in day.depots}

    def of(self, plan: Plan) -> list[Behind]:
        """The routes, in their order."""
        routes = [self._if_bound(route) for route in plan.routes]
        is_bound = [self._is_bound(one.route, one.started, one.bound) for one in routes]
        awaited = {one.bound[-1].need_id for one, bound in zip(routes, is_bound, strict=True) if bound}
        return [
            one if bound or (one.bound and one.bound[-1].need_id in awaited) else one.freed
            for one, bound in zip(routes, is_bound, strict=True)
        ]

    def _if_bound(self, route: Route) -> Behind:
        """The route for somebody who is on the way to their next visit, if there is one."""
        started = tuple(takewhile(lambda stop: stop.start_s <= self._now_s, route.stops))
        left = route.stops[len(started) :]
        to_visit = next((n for n, stop in enumerate(left, start=1) if stop.part in VISITS), 0)
        return Behind(route=route, started=started, bound=left[:to_visit], left=left[to_visit:])

    def _is_bound(self, route: Route, started: Sequence[Stop], to_visit: Sequence[Stop]) -> bool:
        """Whether the stops up to the next visit cannot wait until now for somebody at their last visit.

        Goods that were taken on board for visits to come are with who took them, and so is their first use.
        """
        if not to_visit or not self._knows(route):
            return False
        since = list(takewhile(lambda stop: stop.part not in VISITS, reversed(started)))
        before = list(takewhile(lambda stop: stop.part is Part.BREAK, to_visit))
        rests_s = [stop.end_s for stop in (*since, *before) if stop.part is Part.BREAK]
        free_s = max([self._now_s, *rests_s])
        volunteer = self._volunteers[route.volunteer_id]
        here = volunteer.home
        if len(since) < len(started):
            here = self._needs[started[-1 - len(since)].need_id].place
        following = to_visit[len(before)]
        leaves_s = following.start_s - self._way_s(volunteer, here, self._place(following))
        return leaves_s < free_s or any(stop.part is Part.RELOAD for stop in since)

    def _knows(self, route: Route) -> bool:
        """Whether the question has everything that the route names; a plan by another hand may not fit it."""
        return route.volunteer_id in self._volunteers and all(
            stop.part is Part.BREAK or stop.need_id in self._needs or stop.depot_id in self._depots
            for stop in route.stops
        )

    def _place(self, stop: Stop) -> Place:
        if stop.part is Part.RELOAD:
            return self._depots[stop.depot_id].place
        need = self._needs[stop.need_id]
        return need.pickup.place if stop.part is Part.PICKUP and need.pickup is not None else need.place

    def _way_s(self, volunteer: Volunteer, here: Place, there: Place) -> Seconds:
        (x, y), (to_x, to_y) = self._grid.xy(here.at), self._grid.xy(there.at)
        return way_s(self._day.paces[volunteer.mode], to_x - x, to_y - y)


def left_of(volunteer: Volunteer, behind: Behind, needs: Mapping[str, Need], now_s: Seconds) -> Volunteer:
    """The volunteer as the rest of the route finds them.

    Breaks that have been taken are gone; of one that goes on the rest is owed, at once. Who has been at a
    depot has on board at least what the plan has them use up before the next; where there are later shifts,
    which start with the same stock, nobody counts on it.
    """
    breaks = list(volunteer.breaks)
    for stop in (*behind.started, *behind.bound):
        if stop.part is not Part.BREAK:
            continue
        fitting = [one for one in breaks if _is_of(stop, one)]
        if fitting:
            breaks.remove(min(fitting, key=lambda one: one.closes_s))
    if behind.started and not behind.bound:
        last = behind.started[-1]
        if last.part is Part.BREAK and last.end_s > now_s:
            breaks.append(Break(opens_s=now_s, closes_s=now_s, lasts_s=Seconds(last.end_s - now_s)))
    gone = (*behind.started, *behind.bound)
    supplies = dict(volunteer.supplies)
    if len(volunteer.shifts) == 1 and any(stop.part is Part.RELOAD for stop in gone):
        aboard = (*gone, *takewhile(lambda stop: stop.part is not Part.RELOAD, behind.left))
        used: Counter[str] = Counter()
        for stop in aboard:
            if stop.part in VISITS and stop.need_id in needs:
                used.update(needs[stop.need_id].supplies)
        supplies = _more(supplies, {good: min(amount, MAX_LOAD) for good, amount in used.items()})
    return replace(volunteer, breaks=tuple(breaks), supplies=supplies)


def left_before(volunteer: Volunteer, earlier: Volunteer, earlier_s: Seconds) -> Volunteer:
    """The volunteer, without what was behind them when a plan was made for `earlier`, at `earlier_s`."""
    breaks = tuple(one for one in volunteer.breaks if one in earlier.breaks or one.opens_s > earlier_s)
    supplies = volunteer.supplies
    if len(volunteer.shifts) == 1:
        supplies = _more(supplies, earlier.supplies)
    return replace(volunteer, breaks=breaks, supplies=supplies)


def _more(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Of each good the larger amount."""
    return {good: max(one.get(good, 0), other.get(good, 0)) for good in sorted({*one, *other})}


def _is_of(stop: Stop, one: Break) -> bool:
    return one.opens_s <= stop.start_s <= one.closes_s and one.lasts_s == stop.end_s - stop.start_s
