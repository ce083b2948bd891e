"""A plan that people have been told: what of it has begun stays, what changes costs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from api.documents import day_from_json, digest, plan_from_json
from api.usecases.reading import document_at
from api.usecases.saving import PROBLEM
from matcher.check.violation import clock
from models.day import Day
from models.errors import InvalidInput, WrongProblem
from models.needs import Pin, Told
from models.plans import VISITS, Part, Plan
from models.units import DAY_S, Seconds

Seat = tuple[str, int]
"""Need id and role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A plan and the question that it answers."""

    day: Day
    plan: Plan


def load_published(plan_file: Path) -> Published:
    """The plan.json, and the problem.json beside it. Raises BadFormat, WrongProblem, OSError."""
    plan = document_at(plan_file, plan_from_json)
    day = document_at(plan_file.with_name(PROBLEM), day_from_json)
    if plan.problem_digest != digest(day):
        raise WrongProblem(named=plan.problem_digest, given=digest(day))
    return Published(day=day, plan=plan)


def seconds_into(day: Day, moment: time | datetime) -> Seconds:
    """A local moment, a bare time being that of the first day, as the day counts it.

    Raises InvalidInput where it is not within the days that are planned.
    """
    at = datetime.combine(day.first_day, moment) if isinstance(moment, time) else moment
    since = int((at - datetime.combine(day.first_day, time())).total_seconds())
    if not 0 <= since <= day.days * DAY_S:
        last = day.first_day + timedelta(days=day.days - 1)
        raise InvalidInput(f"now={at:%Y-%m-%dT%H:%M} is not within the plan, {day.first_day} to {last}")
    return Seconds(since)


def under_way(day: Day, published: Published, now_s: Seconds | None) -> Day:
    """The question while a plan is carried out: what it told, and by `now_s` what has begun by its times.

    A visit that was to start by then has started; what was to be fetched by then has been picked up. Who is
    on the way is taken to be where they were last, since a question cannot say it: they may be planned later.
    Raises InvalidInput where the plan is of other days, or something has begun that the day does not know.
    """
    if published.day.first_day != day.first_day:
        raise InvalidInput(
            f"the published plan is of {published.day.first_day}, not of {day.first_day}: give its --date"
        )
    if published.day.days > day.days:
        raise InvalidInput(
            f"the published plan is of {published.day.days} days, not of {day.days}: give its --days"
        )
    day = replace(day, told=told_by(published.plan, day))
    if now_s is None:
        return day
    decided = {(pin.need_id, pin.role): pin for pin in day.pins}
    begun = _begun_by(published.plan, day, now_s, decided | _fetched_before(published, day))
    return replace(day, now_s=now_s, pins=tuple((decided | begun).values()))


def told_by(plan: Plan, day: Day) -> tuple[Told, ...]:
    """Who comes and when, for every seat of the plan that the day still has; of who has left, the time."""
    crews = {need.id: len(need.crew) for need in day.needs}
    there = {volunteer.id for volunteer in day.volunteers}
    return tuple(
        Told(
            need_id=stop.need_id,
            role=stop.role,
            volunteer_id=route.volunteer_id if route.volunteer_id in there else None,
            start_s=stop.start_s,
        )
        for route in plan.routes
        for stop in route.stops
        if stop.part in VISITS and stop.role < crews.get(stop.need_id, 0)
    )


def _fetched_before(published: Published, day: Day) -> dict[Seat, Pin]:
    """What had been picked up already when the published plan was made, and so is no stop of it."""
    needs = {need.id for need in day.needs}
    return {
        (pin.need_id, pin.role): pin for pin in published.day.pins if pin.picked_up and pin.need_id in needs
    }


def _begun_by(plan: Plan, day: Day, now_s: Seconds, decided: Mapping[Seat, Pin]) -> dict[Seat, Pin]:
    """Pins by seat of what has begun; of what was decided only what has not happened yet is kept."""
    crews = {need.id: len(need.crew) for need in day.needs}
    volunteer_ids = {volunteer.id for volunteer in day.volunteers}
    begun = {seat: pin for seat, pin in decided.items() if pin.picked_up}
    for pin in begun.values():
        if pin.volunteer_id not in volunteer_ids:
            raise InvalidInput(
                f"{pin.volunteer_id} has fetched what need {pin.need_id} is to have: keep them among the "
                "volunteers"
            )
    for route in plan.routes:
        for stop in route.stops:
            if not stop.need_id or stop.start_s > now_s:
                continue
            if stop.role >= crews.get(stop.need_id, 0) or route.volunteer_id not in volunteer_ids:
                raise InvalidInput(
                    f"{route.volunteer_id} has begun need {stop.need_id} at {clock(stop.start_s)}: "
                    "keep both among the needs and the volunteers"
                )
            seat = stop.need_id, stop.role
            if stop.part is Part.PICKUP:
                pin = decided.get(seat) or Pin(need_id=stop.need_id, role=stop.role)
                begun[seat] = replace(pin, volunteer_id=route.volunteer_id, picked_up=True)
            else:
                begun[seat] = Pin(
                    need_id=stop.need_id,
                    role=stop.role,
                    volunteer_id=route.volunteer_id,
                    start_s=stop.start_s,
                    started=True,
                )
    return begun
