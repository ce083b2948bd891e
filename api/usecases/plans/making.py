"""Plans made by jobs: the district as it stands, planned outside of any transaction, judged, kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from api.house import House
from api.usecases.jobs.queue import still_ours
from api.usecases.jobs.running import Progress, Stopped
from api.usecases.planning import Report, Search, judge, plan_question
from api.usecases.plans.kept import columns_of, opened
from api.usecases.plans.snapshot import Scope, question_of
from api.usecases.question.aside import set_aside
from api.usecases.replanning import replan_calmly
from matcher.routing.search import Budget
from matcher.routing.search import Progress as Searched
from matcher.watched import Watcher
from models.day import Day
from models.errors import RedvestError
from models.plans import Plan
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.plans import plan as plan_table


class PlanRefused(RedvestError):
    """The judge has found the plan wrong: it is not kept. This is a fault of the engine."""

    code = "plan_refused"


def make_plan(house: House, job: Row, progress: Progress) -> Mapping[str, Any]:
    """A draft of what the job asks for; where it names a base, on from what that plan has told."""
    asks = job["asks"]
    scope = Scope(community_id=job["community_id"], subdistrict_id=job["subdistrict_id"])
    with house.store.reading() as tx:
        if (made := _made(tx, job)) is not None:
            return made
        base = _row(tx, asks["base_id"])
        start = None if base is None else opened(tx, base).plan
        day = question_of(
            tx,
            scope,
            first_day=date.fromisoformat(asks["first_day"]),
            days=asks["days"],
            zone=house.zone,
            now=house.clock(),
        )
    day, aside = set_aside(day)
    plan = plan_question(day, search_of(asks), *_watched(progress), start=start)
    return _keep(house, job, progress, day, plan) | {"set_aside": aside}


def remake_draft(house: House, job: Row, progress: Progress) -> Mapping[str, Any]:
    """Another draft, from the edited one that the job names: its pins hold, the rest moves as it pays."""
    with house.store.reading() as tx:
        if (made := _made(tx, job)) is not None:
            return made
        base = _row(tx, job["asks"]["base_id"])
        assert base is not None  # it was there when the job was queued, and no plan is taken away
        draft = opened(tx, base)
    plan = replan_calmly(draft.day, draft.plan, search_of(job["asks"]), *_watched(progress))
    return _keep(house, job, progress, draft.day, plan)


def search_of(asks: Mapping[str, Any]) -> Search:
    budget = Budget(seconds=asks["seconds"], iterations=asks["iterations"])
    return Search(budget=budget, seed=asks["seed"], threads=asks["threads"])


def _watched(progress: Progress) -> tuple[Report, Watcher]:
    """What the search and the look into unmet needs report to. Both are ended at once by who watches."""

    def searched(now: Searched) -> bool:
        return progress(
            {
                "phase": "search",
                "done": now.done,
                "seconds": now.seconds,
                "needs_served": now.needs_served,
                "unmet_priority": now.unmet_priority,
                "cost": now.cost,
            }
        )

    def explained(done: int, total: int) -> bool:
        return progress({"phase": "reasons", "done": done / total if total else 1.0})

    return searched, explained


def _keep(house: House, job: Row, progress: Progress, day: Day, plan: Plan) -> dict[str, Any]:
    """The result of the job, when its plan has been judged and kept.

    Raises Stopped, PlanRefused.
    """
    _go_on(progress, {"phase": "judging", "done": 0.0})
    violations = judge(day, plan).violations
    if violations:
        shown = "; ".join(map(str, violations[:5]))
        raise PlanRefused(f"the judge finds {len(violations)} faults, and the plan is not kept: {shown}")
    _go_on(progress, {"phase": "keeping", "done": 1.0})
    now = house.clock()
    with house.store.writing() as tx:
        if not still_ours(tx, job):
            raise Stopped
        values = {
            "id": job["id"],  # so that the same job never makes two
            "first_day": day.first_day,
            "days": day.days,
            "community_id": job["community_id"],
            "subdistrict_id": job["subdistrict_id"],
            "base_id": job["asks"]["base_id"],
            "note": job["asks"].get("note", ""),
            **columns_of(tx, day, plan, now),
        }
        act = Act(by_id=job["by_id"], at=now, request_id=job["asks"].get("request_id", ""))
        row = journal.create(tx, plan_table, values, act)
    return _result(row)


def _go_on(progress: Progress, told: Mapping[str, Any]) -> None:
    if not progress(told):
        raise Stopped


def _made(tx: Connection, job: Row) -> dict[str, Any] | None:
    """The result, where an earlier attempt has made the plan and not lived to say so."""
    row = _row(tx, job["id"])
    return None if row is None else _result(row)


def _row(tx: Connection, id: str | None) -> Row | None:
    found = tx.execute(select(plan_table).where(plan_table.c.id == id)).mappings().one_or_none()
    return None if found is None else dict(found)


def _result(row: Row) -> dict[str, Any]:
    return {"plan_id": row["id"], "served": row["served"], "unmet": row["unmet"]}
