"""A day planned: from the question to the search and back."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from matcher.able import AbleVolunteers
from matcher.build import problem_of
from matcher.cost import plan_cost
from matcher.explain import explain_unmet
from matcher.problem import Problem
from matcher.routing.result import Ended, Result, ShiftRoute
from matcher.routing.search import Budget, Progress, solve
from matcher.survey import Survey, survey
from models.day import Day
from models.plans import Part, Plan, Route, Status, Stop, Unmet
from models.reasons import Reason
from models.travel import way_s
from models.units import Seconds


def plan_day(
    day: Day,
    *,
    budget: Budget,
    seed: int = 1,
    threads: int = 1,
    progress: Callable[[Progress], bool] | None = None,
    digest: str = "",
) -> Plan:
    """The best plan of the day within the budget, with a reason for every need that stays unmet.

    `digest` names the day in the plan; `progress` may stop the search by returning False, and sees pinned
    needs at the priority that build_problem gives them.

    Raises Unsupported where the day asks for what the search cannot honour, InvalidInput where pins conflict.
    """
    surveyed = survey(day)
    able = AbleVolunteers(surveyed.volunteers)
    problem = problem_of(surveyed, able)
    if not len(problem.able_vol):
        budget = Budget(iterations=0)  # nobody can serve anything: no time would change that
    result = solve(problem, budget=budget, seed=seed, threads=threads, progress=progress)
    unmet = explain_unmet(surveyed, able, result.unmet_needs)
    return plan_of(surveyed, problem, result, unmet, digest=digest)


def plan_of(
    surveyed: Survey, problem: Problem, result: Result, unmet: tuple[Unmet, ...], *, digest: str
) -> Plan:
    """The search's answer in the words of the question."""
    routes = tuple(_route(surveyed, problem, one) for one in result.routes)
    unmet_needs = [surveyed.needs[need] for need in result.unmet_needs]
    return Plan(
        problem_digest=digest,
        routes=routes,
        unmet=unmet,
        cost=plan_cost(surveyed.day, routes, unmet_needs),
        status=_status(surveyed, routes, unmet, result.ended),
        seed=result.seed,
        iterations=result.iterations,
        seconds=result.seconds,
        cpu_seconds=result.cpu_seconds,
    )


def _route(surveyed: Survey, problem: Problem, one: ShiftRoute) -> Route:
    vol = int(problem.shift_vol[one.shift])
    volunteer = surveyed.volunteers[vol]
    pace = surveyed.day.paces[volunteer.mode]
    end = int(problem.shift_end_place[one.shift])
    places = [int(problem.shift_start_place[one.shift]), *problem.task_place[list(one.tasks)].tolist()]
    points = surveyed.xy[places + ([end] if end >= 0 else [])].tolist()
    ways_s = [way_s(pace, x - from_x, y - from_y) for (from_x, from_y), (x, y) in pairwise(points)]
    stops = [_stop(surveyed, problem, *visit) for visit in zip(one.tasks, one.starts, strict=True)]
    for idx in reversed(range(len(stops) - 1)):
        if stops[idx].part is Part.PICKUP:  # no sooner than needed: what is fetched is not carried about
            stops[idx] = _moved(stops[idx], ends_s=Seconds(stops[idx + 1].start_s - ways_s[idx + 1]))
    return Route(
        volunteer_id=volunteer.id,
        shift=one.shift - int(surveyed.span_start[vol]),
        # Nobody waits at the first door. The search starts as early as can be, so the shift is open then.
        leaves_s=Seconds(stops[0].start_s - ways_s[0]),
        returns_s=Seconds(stops[-1].end_s + (ways_s[-1] if end >= 0 else 0)),
        travel_s=Seconds(sum(ways_s)),
        stops=tuple(stops),
    )


def _moved(stop: Stop, *, ends_s: Seconds) -> Stop:
    return replace(stop, start_s=Seconds(stop.start_s + ends_s - stop.end_s), end_s=ends_s)


def _stop(surveyed: Survey, problem: Problem, task: int, start_s: int) -> Stop:
    role = int(np.searchsorted(problem.role_task_start, task, side="right")) - 1
    need = surveyed.need_of(role)
    if surveyed.needs[need].pickup is None:
        part = Part.VISIT
    else:
        part = Part.PICKUP if task == problem.role_task_start[role] else Part.DROPOFF
    return Stop(
        need_id=surveyed.needs[need].id,
        part=part,
        role=role - int(surveyed.ask_start[need]),
        start_s=Seconds(start_s),
        end_s=Seconds(start_s + int(problem.task_service_s[task])),
    )


def _status(surveyed: Survey, routes: tuple[Route, ...], unmet: tuple[Unmet, ...], ended: Ended) -> Status:
    """OPTIMAL only where there was nothing to decide; INFEASIBLE where nobody could serve any need alone."""
    if not surveyed.needs:
        return Status.OPTIMAL
    if not routes and not any(
        reason is Reason.OTHERS_WORTH_MORE for one in unmet for reason, _ in one.reasons
    ):
        return Status.INFEASIBLE
    if ended is Ended.STOPPED:
        return Status.STOPPED
    return Status.PARTIAL if unmet else Status.FEASIBLE
