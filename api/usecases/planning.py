"""Plans a day and has the plan judged before anybody sees it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from api.documents import digest
from api.usecases.reading import document_at
from matcher.check.plan import check_plan
from matcher.check.unmet import confirm_unmet
from matcher.check.violation import Violation
from matcher.planning import plan_day
from matcher.routing.search import Budget, Progress
from matcher.watched import Watcher
from models.day import Day
from models.district.cells import Ring, outline_from_geojson
from models.plans import Plan

MOST_PAIRS = 10_000_000
"""Pairs of a volunteer and an unmet need whose reasons are recounted: about six seconds."""

PAIRS_A_NEED = 1_000
"""What an unmet need takes besides, in pairs: its way in is put into the plan and judged."""

Report = Callable[[Progress], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How long and with what the search works."""

    budget: Budget
    seed: int = 1
    threads: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the judge says.

    Of so many of the plan's unmet needs, `reasons_confirmed`, the reasons were recounted as far as pairs
    decide them, and found true. Needs that nobody has looked into state none.
    """

    violations: tuple[Violation, ...]
    reasons_confirmed: int


def plan_question(
    day: Day,
    search: Search,
    progress: Report | None = None,
    explaining: Watcher | None = None,
    *,
    start: Plan | None = None,
) -> Plan:
    """The plan of the day, which names the day's digest; never worse than what of `start` can still be done.

    `explaining` watches the look into unmet needs; where it ends that, those that are left have no reasons.
    Raises Unsupported, InvalidInput.
    """
    return plan_day(
        day,
        budget=search.budget,
        seed=search.seed,
        threads=search.threads,
        progress=progress,
        explaining=explaining,
        digest=digest(day),
        start=start,
    )


def judge(day: Day, plan: Plan) -> Judgement:
    """Everything wrong with the plan. Raises WrongProblem where it names another problem.

    Reasons are recounted for as many unmet needs as MOST_PAIRS allows, in the plan's order.
    """
    violations = check_plan(day, plan, digest(day))
    stating = [one for one in plan.unmet if one.reasons or not day.volunteers]
    recounted = tuple(stating[: MOST_PAIRS // (len(day.volunteers) + PAIRS_A_NEED)])
    miscounted = confirm_unmet(day, replace(plan, unmet=recounted))
    wrong = {violation.where for violation in miscounted}
    return Judgement(
        violations=(*violations, *miscounted), reasons_confirmed=max(0, len(recounted) - len(wrong))
    )


def outline_at(path: Path | None) -> Ring | None:
    """The district's outline from a GeoJSON file, if one is given. Raises BadFormat."""
    return None if path is None else document_at(path, outline_from_geojson)
