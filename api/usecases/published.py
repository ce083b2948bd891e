"""A plan that people have been told: what of it has begun stays, what changes costs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from api.documents import day_from_json, digest, plan_from_json
from api.usecases.begun import Begun, Behind, left_before, left_of
from api.usecases.reading import document_at
from api.usecases.saving import PROBLEM
from matcher.check.violation import clock
from models.day import Day
from models.errors import InvalidInput, WrongProblem
from models.needs import Pin, Told
from models.people import Volunteer
from models.plans import VISITS, Part, Plan, Seat, Stop
from models.units import DAY_S, Seconds


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

    A visit that was to start by then has started; what was to be fetched by then has been picked up. Who has
    left for a visit stays on the way to it, as far as they and it are still there and nobody has decided
    otherwise: it counts as started. Who need not have left is free. Breaks that were to be taken by then are
    taken, and what was taken on board at a depot is there (api.usecases.begun).
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
    decided = _decided(published, day, now_s)
    behind = [
        one if _stands(one, day, decided) else one.freed
        for one in Begun(published.day, now_s).of(published.plan)
    ]
    begun = _begun_by(behind, day, decided)
    return replace(
        day,
        now_s=now_s,
        pins=tuple((decided | begun).values()),
        volunteers=_volunteers_left(published, behind, day, now_s),
    )


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


def _volunteers_left(
    published: Published, behind: list[Behind], day: Day, now_s: Seconds
) -> tuple[Volunteer, ...]:
    """The volunteers without what they have behind them, in this plan and in the ones before it."""
    needs = {need.id: need for need in day.needs}
    earlier = {volunteer.id: volunteer for volunteer in published.day.volunteers}
    routes: defaultdict[str, list[Behind]] = defaultdict(list)
    for one in behind:
        routes[one.route.volunteer_id].append(one)
    left = []
    for volunteer in day.volunteers:
        if published.day.now_s is not None and volunteer.id in earlier:
            volunteer = left_before(volunteer, earlier[volunteer.id], published.day.now_s)
        for one in routes[volunteer.id]:
            volunteer = left_of(volunteer, one, needs, now_s)
        left.append(volunteer)
    return tuple(left)


def _decided(published: Published, day: Day, now_s: Seconds) -> dict[Seat, Pin]:
    """The day's pins by seat, and what had begun when the published plan was made, though it has no stop now.

    Who was on the way then and is gone, or of whom another is decided since, is on the way no more.
    """
    crews = {need.id: len(need.crew) for need in day.needs}
    volunteer_ids = {volunteer.id for volunteer in day.volunteers}
    on_the_way: dict[Seat, Pin] = {}
    over: dict[Seat, Pin] = {}
    for pin in published.day.pins:
        if pin.role >= crews.get(pin.need_id, 0):
            continue
        if pin.started and pin.start_s is not None and pin.start_s > now_s:
            if pin.volunteer_id in volunteer_ids:
                on_the_way[pin.need_id, pin.role] = pin
        elif pin.picked_up or pin.started:
            over[pin.need_id, pin.role] = pin
    return on_the_way | {(pin.need_id, pin.role): pin for pin in day.pins} | over


def _begun_by(behind: list[Behind], day: Day, decided: Mapping[Seat, Pin]) -> dict[Seat, Pin]:
    """Pins by seat of what has begun; of what was decided only what has not happened yet is kept."""
    crews = {need.id: len(need.crew) for need in day.needs}
    volunteer_ids = {volunteer.id for volunteer in day.volunteers}
    begun = {seat: pin for seat, pin in decided.items() if pin.picked_up or pin.started}
    for pin in begun.values():
        if not pin.started and pin.volunteer_id not in volunteer_ids:
            raise InvalidInput(
                f"{pin.volunteer_id} has fetched what need {pin.need_id} is to have: keep them among the "
                "volunteers"
            )
    for one in behind:
        who = one.route.volunteer_id
        for stop in one.started:
            if stop.need_id and (stop.role >= crews.get(stop.need_id, 0) or who not in volunteer_ids):
                raise InvalidInput(
                    f"{who} has begun need {stop.need_id} at {clock(stop.start_s)}: "
                    "keep both among the needs and the volunteers"
                )
        for stop in (*one.started, *one.bound):
            if stop.need_id:
                seat = stop.need_id, stop.role
                begun[seat] = _begun_pin(stop, who, decided.get(seat))
    return begun


def _stands(behind: Behind, day: Day, decided: Mapping[Seat, Pin]) -> bool:
    """Whether what somebody is on the way to is still asked, and of them."""
    who = behind.route.volunteer_id
    crews = {need.id: len(need.crew) for need in day.needs}
    if all(volunteer.id != who for volunteer in day.volunteers):
        return False
    for stop in behind.bound:
        if not stop.need_id:
            continue
        if stop.role >= crews.get(stop.need_id, 0):
            return False
        pin = decided.get((stop.need_id, stop.role))
        at_s = None if pin is None or stop.part is Part.PICKUP else pin.start_s
        if pin is not None and (pin.volunteer_id not in (None, who) or at_s not in (None, stop.start_s)):
            return False
    return True


def _begun_pin(stop: Stop, who: str, decided: Pin | None) -> Pin:
    if stop.part is Part.PICKUP:
        pin = decided or Pin(need_id=stop.need_id, role=stop.role)
        return replace(pin, volunteer_id=who, picked_up=True)
    return Pin(need_id=stop.need_id, role=stop.role, volunteer_id=who, start_s=stop.start_s, started=True)
