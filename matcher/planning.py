"""A day planned: from the question to the search and back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from matcher.able import AbleVolunteers
from matcher.build import problem_of
from matcher.cost import plan_cost
from matcher.explain import explain_unmet
from matcher.history import Begun
from matcher.problem import Problem
from matcher.routing.result import Ended, Result, ShiftRoute
from matcher.routing.search import Budget, Progress, solve
from matcher.survey import Survey, survey
from matcher.watched import Watcher
from models.day import Day
from models.plans import VISITS, Part, Plan, Route, Status, Stop, Unmet
from models.reasons import SERVABLE
from models.travel import way_s
from models.units import Seconds

FETCHED = frozenset({Part.PICKUP, Part.RELOAD})
"""Stops that put off are better: what is taken there is not carried about."""


def plan_day(
    day: Day,
    *,
    budget: Budget,
    seed: int = 1,
    threads: int = 1,
    progress: Callable[[Progress], bool] | None = None,
    explaining: Watcher | None = None,
    digest: str = "",
    start: Plan | None = None,
) -> Plan:
    """The best plan of the day within the budget, with a reason for every need that stays unmet.

    `start`: a plan, perhaps of an earlier question. The search begins with what of it the day still knows and
    allows, and the answer is never worse than that.
    `digest` names the day in the plan. `progress` may stop the search by returning False; it sees pinned
    needs at the priority that build_problem gives them, and a chain as one need. `explaining` watches the
    look into unmet needs, by chains; where it ends that, those that are left have no reasons.

    Raises Unsupported where the day asks for what the search cannot honour, InvalidInput where pins conflict.
    """
    surveyed = survey(day)
    problem = problem_of(surveyed, AbleVolunteers(surveyed.volunteers))
    if not len(problem.able_vol):
        budget = Budget(iterations=0)  # nobody can serve anything: no time would change that
    begun = len(day.needs) - len(surveyed.needs)  # whose whole crew has started: served, whatever comes

    def report(now: Progress) -> bool:
        return progress is None or progress(replace(now, needs_served=now.needs_served + begun))

    result = solve(
        problem,
        budget=budget,
        seed=seed,
        threads=threads,
        progress=report,
        start=None if start is None else stops_of(surveyed, problem, start),
    )
    routes = _routes(surveyed, problem, result)
    unmet_needs = [need for unit in result.unmet_needs for need in surveyed.needs_of(unit)]
    unmet = explain_unmet(surveyed, unmet_needs, routes, explaining)
    return Plan(
        problem_digest=digest,
        routes=routes,
        unmet=unmet,
        cost=plan_cost(day, routes, [surveyed.needs[need] for need in unmet_needs]),
        status=_status(surveyed, routes, unmet, result.ended),
        seed=result.seed,
        iterations=result.iterations,
        seconds=result.seconds,
        cpu_seconds=result.cpu_seconds,
    )


def stops_of(surveyed: Survey, problem: Problem, plan: Plan) -> list[list[int]]:
    """The plan's stops by shift, as a search starts from them: visits, pickups, reloads and breaks.

    What the question does not know, or what of it has happened already, is left out.
    """
    vol_idx = {volunteer.id: idx for idx, volunteer in enumerate(surveyed.volunteers)}
    role_idx = {(ask.need.id, ask.role): idx for idx, ask in enumerate(surveyed.asks)}
    depot_idx = {depot.id: idx for idx, depot in enumerate(surveyed.depots)}
    first_reload = problem.tasks + len(problem.break_shift)
    routes: list[list[int]] = [[] for _ in range(problem.shifts)]
    taken: set[int] = set()
    for route in plan.routes:
        vol = vol_idx.get(route.volunteer_id)
        if vol is None or route.shift >= len(surveyed.volunteers[vol].shifts):
            continue
        row = int(surveyed.span_start[vol]) + route.shift
        stops = routes[row]
        rests = _rests(problem, row, sum(stop.part is Part.BREAK for stop in route.stops))
        for stop in route.stops:
            if stop.part is Part.BREAK and (rest := next(rests)) is not None:
                stops.append(rest)
            if stop.part is Part.RELOAD and stop.depot_id in depot_idx:
                stops.append(first_reload + depot_idx[stop.depot_id])
            role = role_idx.get((stop.need_id, stop.role))
            if role is None:
                continue
            first, end = int(problem.role_task_start[role]), int(problem.role_task_start[role + 1])
            task = end - 1 if stop.part in VISITS else first
            if task not in taken and (stop.part in VISITS or end - first > 1):
                taken.add(task)
                stops.append(task)
    return routes


def _rests(problem: Problem, row: int, count: int) -> Iterator[int | None]:
    """The breaks of the shift for the last of `count` that a plan names; those that are past come first."""
    owed = (problem.tasks + np.flatnonzero(problem.break_shift == row)).tolist()
    past = max(0, count - len(owed))
    return iter([*[None] * past, *owed])


def _routes(surveyed: Survey, problem: Problem, result: Result) -> tuple[Route, ...]:
    """The search's answer in the words of the question, after what has happened already."""
    found = {one.shift: one for one in result.routes}
    begun = {int(surveyed.span_start[vol]) + shift: past for (vol, shift), past in surveyed.begun.items()}
    return tuple(
        _route(surveyed, problem, row, found.get(row), begun.get(row))
        for row in sorted(found.keys() | begun.keys())
    )


def _route(
    surveyed: Survey, problem: Problem, row: int, found: ShiftRoute | None, past: Begun | None
) -> Route:
    """The route of a shift: what has happened, then what the search found."""
    vol = int(problem.shift_vol[row])
    volunteer = surveyed.volunteers[vol]
    pace = surveyed.day.paces[volunteer.mode]
    end = int(problem.shift_end_place[row])
    here = int(problem.shift_start_place[row])  # of what is left of the shift: where history ends
    places, stops = [here], []
    if found is not None:
        for idx, start_s in zip(found.tasks, found.starts, strict=True):
            here, stop = _stop(surveyed, problem, idx, start_s, here)
            places.append(here)
            stops.append(stop)
    points = surveyed.xy[places + ([end] if end >= 0 else [])].tolist()
    ways_s = [way_s(pace, x - from_x, y - from_y) for (from_x, from_y), (x, y) in pairwise(points)]
    for idx in reversed(range(len(stops) - 1)):
        if stops[idx].part in FETCHED:
            stops[idx] = _moved(stops[idx], ends_s=Seconds(stops[idx + 1].start_s - ways_s[idx + 1]))
    # Nobody waits at the first door. The search starts as early as can be, so the shift is open then.
    leaves_s = past.leaves_s if past else Seconds(stops[0].start_s - ways_s[0])
    all_stops = (*(past.stops if past else ()), *stops)
    return Route(
        volunteer_id=volunteer.id,
        shift=row - int(surveyed.span_start[vol]),
        leaves_s=leaves_s,
        returns_s=Seconds(all_stops[-1].end_s + (ways_s[-1] if end >= 0 else 0)),
        travel_s=Seconds(sum(ways_s) + (past.travel_s if past else 0)),
        stops=all_stops,
    )


def _moved(stop: Stop, *, ends_s: Seconds) -> Stop:
    return replace(stop, start_s=Seconds(stop.start_s + ends_s - stop.end_s), end_s=ends_s)


def _stop(surveyed: Survey, problem: Problem, idx: int, start_s: int, here: int) -> tuple[int, Stop]:
    """The place and the stop for an idx as ShiftRoute names it, for somebody who is `here`."""
    if idx < problem.tasks:
        return int(problem.task_place[idx]), _task_stop(surveyed, problem, idx, start_s)
    row = idx - problem.tasks
    if row < len(problem.break_shift):
        lasts_s = int(problem.break_lasts_s[row])
        return here, Stop(part=Part.BREAK, start_s=Seconds(start_s), end_s=Seconds(start_s + lasts_s))
    row -= len(problem.break_shift)
    depot = surveyed.depots[row]
    end_s = Seconds(start_s + depot.service_s)
    stop = Stop(part=Part.RELOAD, depot_id=depot.id, start_s=Seconds(start_s), end_s=end_s)
    return int(problem.depot_place[row]), stop


def _task_stop(surveyed: Survey, problem: Problem, task: int, start_s: int) -> Stop:
    role = int(np.searchsorted(problem.role_task_start, task, side="right")) - 1
    ask = surveyed.asks[role]
    part = Part.VISIT if ask.need.pickup is None else Part.DROPOFF
    if task < problem.role_task_start[role + 1] - 1:
        part = Part.PICKUP
    return Stop(
        need_id=ask.need.id,
        part=part,
        role=ask.role,
        start_s=Seconds(start_s),
        end_s=Seconds(start_s + int(problem.task_service_s[task])),
    )


def _status(surveyed: Survey, routes: tuple[Route, ...], unmet: tuple[Unmet, ...], ended: Ended) -> Status:
    """OPTIMAL only where there was nothing to decide; INFEASIBLE where nobody could serve any need alone."""
    if not surveyed.needs:
        return Status.OPTIMAL
    if not routes and not (surveyed.volunteers and any(map(_servable, unmet))):
        return Status.INFEASIBLE
    if ended is Ended.STOPPED:
        return Status.STOPPED
    return Status.PARTIAL if unmet else Status.FEASIBLE


def _servable(unmet: Unmet) -> bool:
    """Whether somebody could serve the need, for all that is known."""
    return not unmet.reasons or any(reason in SERVABLE for reason, _ in unmet.reasons)
