"""Ways in that a plan states for its unmet needs, tried: the routes put into the plan, and all rules asked.

The judge asks what the change breaks, not what was broken before: it looks only at those whom the change
concerns. Where limits of a volunteer's own are lifted the routes stand alone, as WayIn says.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from matcher.check.bonds import check_bonds
from matcher.check.breaks import check_breaks
from matcher.check.carried import check_carried
from matcher.check.crews import check_crews
from matcher.check.history import check_history
from matcher.check.limits import check_limits
from matcher.check.reading import BETWEEN, read_plan
from matcher.check.routes import check_routes
from matcher.check.violation import Violation
from matcher.check.ways import Ways
from models.catalogue import TravelMode
from models.day import Day
from models.geo import Place
from models.horizon import reach_s
from models.needs import LinkKind, Need
from models.people import Shift, Volunteer
from models.plans import VISITS, Cost, Plan, Route, Status, Unmet, WayIn
from models.reasons import OWN_LIMITS, Reason
from models.units import MAX_LOAD, Metres, Seconds


class Standing:
    """The plan as it stands, to be asked what a change of some routes would break."""

    def __init__(self, day: Day, plan: Plan) -> None:
        self.day, self.ways = day, Ways(day)
        self.needs = {need.id: need for need in day.needs}
        self.volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
        self.routes: defaultdict[str, dict[int, Route]] = defaultdict(dict)
        self.serving: defaultdict[str, set[str]] = defaultdict(set)
        for route in plan.routes:
            self.routes[route.volunteer_id][route.shift] = route
            for stop in route.stops:
                if stop.part in VISITS:
                    self.serving[stop.need_id].add(route.volunteer_id)
        self.unmet = {one.need_id for one in plan.unmet}
        self.pinned = {pin.need_id for pin in day.pins}
        self.decided = any(pin.volunteer_id is not None or pin.start_s is not None for pin in day.pins)
        self.started = {(pin.need_id, pin.role) for pin in day.pins if pin.started}
        self._tied: defaultdict[str, set[str]] = defaultdict(set)
        self._chained: defaultdict[str, set[str]] = defaultdict(set)
        for link in day.links:
            ties = self._chained if link.kind is LinkKind.ALL_OR_NONE else self._tied
            ties[link.first_id].add(link.second_id)
            ties[link.second_id].add(link.first_id)
        for series in day.series:
            for need_id in series.need_ids:
                self._tied[need_id] |= set(series.need_ids) - {need_id}

    def chain(self, need_id: str) -> set[str]:
        """The need and all that are served with it or not at all."""
        chain, found = {need_id}, [need_id]
        while found:
            more = self._chained[found.pop()] - chain
            chain |= more
            found += sorted(more)
        return chain

    def is_tied(self, need: Need) -> bool:
        """Whether others depend on when the need is served."""
        return len(need.crew) > 1 or bool(self._tied[need.id]) or bool(self._chained[need.id])

    def broken_by(
        self, routes: Iterable[Route], gone: Iterable[str] = (), lifted: Iterable[Reason] = ()
    ) -> list[Violation]:
        """What these routes break instead of those of the same shifts, the needs that are `gone` taken out.

        With any of OWN_LIMITS `lifted` the routes are the only ones.
        """
        own = OWN_LIMITS & set(lifted)
        out, changed = set(gone), {(route.volunteer_id, route.shift): route for route in routes}
        comers = {volunteer_id for volunteer_id, _ in changed}
        moved = out | _needs_of(changed.values())
        tied = {other for need_id in moved for other in self._tied[need_id] | self._chained[need_id]}
        people = comers | {volunteer_id for need_id in tied | out for volunteer_id in self.serving[need_id]}
        stand = {(one, shift): route for one in people for shift, route in self.routes[one].items()}
        if own:
            stand = {where: self._over(route) for where, route in stand.items()}
        before = [route for route in stand.values() if _works(route)]
        after = [left for route in (stand | changed).values() if _works(left := _without(route, out))]
        needs = moved | tied | _needs_of([*before, *after])
        day = self._part(people, needs, comers if own else set(), own)
        ways = _Nowhere(self.day) if Reason.TOO_FAR in own else self.ways
        if not (new := _broken(day, after, ways)):
            return []
        known = Counter(_key(one) for one in _broken(day, before, ways))
        return [one for one in new if not _takes(known, _key(one))]

    def _over(self, route: Route) -> Route:
        """As far as it has started."""
        stops = tuple(stop for stop in route.stops if (stop.need_id, stop.role) in self.started)
        return replace(route, stops=stops)

    def _part(self, people: set[str], need_ids: set[str], comers: set[str], own: frozenset[Reason]) -> Day:
        """The part of the question that concerns these people and needs; of the comers `own` binds none."""
        pins = tuple(pin for pin in self.day.pins if pin.need_id in need_ids)
        people = people | {pin.volunteer_id for pin in pins if pin.volunteer_id is not None}
        people &= self.volunteers.keys()
        while guardians := {self.volunteers[one].guardian_id for one in people} - people - {""}:
            people |= guardians
        needs = tuple(self.needs[one] for one in sorted(need_ids & self.needs.keys()))
        volunteers = (self.volunteers[one] for one in sorted(people))
        always = Shift(opens_s=Seconds(0), closes_s=reach_s(self.day.days))
        begun = {pin.volunteer_id for pin in self.day.pins if pin.started}
        series = (
            replace(one, need_ids=here)
            for one in self.day.series
            if (here := tuple(need_id for need_id in one.need_ids if need_id in need_ids))
        )
        return replace(
            self.day,
            volunteers=tuple(
                _lifted(one, own, needs, always, begun=one.id in begun) if one.id in comers else one
                for one in volunteers
            ),
            needs=needs,
            links=tuple(one for one in self.day.links if {one.first_id, one.second_id} <= need_ids),
            series=tuple(series),
            pins=pins,
            told=(),
        )


def faults_of(standing: Standing, unmet: Unmet, way_in: WayIn) -> Iterator[str]:
    """What is untrue of a way in, once its routes are put into the plan."""
    chain = standing.chain(unmet.need_id)
    strangers = [one for one in way_in.displaces if one not in standing.needs or one in standing.unmet]
    if strangers:
        yield f"displaces {strangers[0]}, which the plan does not serve"
        return
    seats = {seat for route in way_in.routes for seat in _seats(route)}
    for need_id in sorted(chain):
        if any(
            (need_id, role) not in seats | standing.started
            for role in range(len(standing.needs[need_id].crew))
        ):
            yield f"the way in does not serve need {need_id}"
            return
    if kept_quiet := _lost(standing, way_in) - set(way_in.displaces):
        yield f"displaces {', '.join(sorted(kept_quiet))} too"
    broken = standing.broken_by(way_in.routes, way_in.displaces, way_in.rules)
    for violation in broken:
        if violation.code not in way_in.rules:
            yield f"the way in breaks a rule: {violation}"
            return


def worth(standing: Standing, need_ids: Iterable[str]) -> int:
    return sum(standing.needs[need_id].priority for need_id in need_ids)


def _lost(standing: Standing, way_in: WayIn) -> set[str]:
    """The needs that the plan serves in these shifts, and the routes instead do not, with their chains."""
    if OWN_LIMITS & set(way_in.rules):
        return set()
    lost: set[tuple[str, int]] = set()
    for route in way_in.routes:
        given = standing.routes[route.volunteer_id].get(route.shift)
        lost |= (_seats(given) if given is not None else set()) - _seats(route)
    return {other for need_id, _ in lost for other in standing.chain(need_id)}


def _seats(route: Route) -> set[tuple[str, int]]:
    return {(stop.need_id, stop.role) for stop in route.stops if stop.part in VISITS}


class _Nowhere(Ways):
    """Ways that count nothing."""

    def seconds(self, mode: TravelMode, here: Place, there: Place) -> Seconds:
        return Seconds(0)

    def metres(self, mode: TravelMode, here: Place, there: Place) -> Metres:
        return Metres(0)


def _broken(day: Day, routes: Iterable[Route], ways: Ways) -> list[Violation]:
    """Every rule on these routes; not the plan's own figures."""
    cost = Cost(unmet_priority=0, travel_s=0)
    plan = Plan(problem_digest="", routes=tuple(routes), unmet=(), cost=cost, status=Status.PARTIAL)
    reading, found = read_plan(day, plan)
    found += check_routes(reading, ways)
    found += check_history(reading, ways)
    found += check_breaks(reading)
    found += check_carried(reading)
    found += check_limits(reading, ways)
    found += check_crews(reading)
    found += check_bonds(reading)
    return found


def _key(violation: Violation) -> tuple[str, str]:
    """The rule and what it concerns, whichever stop of the route that is now."""
    return violation.code, re.sub(r"stop \d+ ", "", violation.where)


def _takes(known: Counter[tuple[str, str]], key: tuple[str, str]) -> bool:
    """Whether it was known; each time counts once."""
    known[key] -= 1
    return known[key] >= 0


def _without(route: Route, gone: set[str]) -> Route:
    return replace(route, stops=tuple(stop for stop in route.stops if stop.need_id not in gone))


def _needs_of(routes: Iterable[Route]) -> set[str]:
    return {stop.need_id for route in routes for stop in route.stops if stop.need_id}


def _works(route: Route) -> bool:
    return any(stop.part not in BETWEEN for stop in route.stops)


def _lifted(
    volunteer: Volunteer, own: frozenset[Reason], needs: Sequence[Need], always: Shift, *, begun: bool
) -> Volunteer:
    """The volunteer whom these limits do not bind; the hours of minors and of what has begun stay."""
    limits = volunteer.limits
    if Reason.OVER_TASKS in own:
        limits = replace(limits, tasks=None)
    if Reason.OVER_SERVICE in own:
        limits = replace(limits, service_s=None, week_service_s=None)
    if Reason.TOO_FAR in own:
        limits = replace(limits, travel_s=None, metres=None)
    any_time = Reason.OUT_OF_SHIFT in own and not volunteer.is_minor and not begun
    plenty = {good: MAX_LOAD for need in needs for good in need.supplies}
    return replace(
        volunteer,
        limits=limits,
        shifts=(always,) if any_time else volunteer.shifts,
        breaks=() if Reason.BREAK_IN_THE_WAY in own else volunteer.breaks,
        supplies=plenty if Reason.NO_SUPPLIES in own else volunteer.supplies,
        capacity=MAX_LOAD if Reason.OVER_CAPACITY in own else volunteer.capacity,
    )
