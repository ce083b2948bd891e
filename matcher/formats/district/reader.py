"""A district file as a Problem: ways by the integer rule of models.travel, which is the file's own."""

import numpy as np

from matcher.formats.assemble import Seat, Task, Wish, Worker, assemble
from matcher.formats.district.text import NAME, Point, Walker, Wanted, parse
from matcher.formats.format import Instance, TaskLabel
from matcher.problem import Weights
from matcher.travel.providers import StraightLine
from models.plans import Part
from models.travel import Pace

PRIORITY_S = 3600
"""A point of priority in seconds of travel, for the annealing; measured on a prototype."""

DETOUR_PERMILLE = 1300
"""Only measures metres, which no rule of the file limits; its seconds have the detour inside k."""


def read(text: str) -> Instance:
    """The instance: priority first, then travel seconds. Raises BadFormat."""
    district = parse(text)
    modes = {mode: idx for idx, mode in enumerate(sorted(district.k))}
    places: dict[Point, int] = {}
    workers = [
        Worker(
            id=str(volunteer.id),
            home=places.setdefault(volunteer.home, len(places)),
            opens=volunteer.shift[0],
            closes=volunteer.shift[1],
            mode=modes[volunteer.mode],
            max_travel=volunteer.max_travel_s,
            capacity=volunteer.capacity,
        )
        for volunteer in district.volunteers
    ]
    wishes = [_wish(need, district.volunteers, places) for need in district.needs]
    problem = assemble(
        workers,
        wishes,
        travel=StraightLine(
            np.array(list(places), dtype=np.int32).reshape(-1, 2),
            tuple(Pace(district.k[mode], DETOUR_PERMILLE) for mode in modes),
        ),
        weights=Weights(unmet=PRIORITY_S, travel=1),
    )
    return Instance(
        format=NAME,
        problem=problem,
        scale=1,
        volunteers=tuple(volunteer.id for volunteer in district.volunteers),
        tasks=tuple(label for need in district.needs for label in _labels(need)),
    )


def _wish(need: Wanted, volunteers: tuple[Walker, ...], places: dict[Point, int]) -> Wish:
    load = need.pickup.load if need.pickup else 0
    tasks = [
        Task(
            place=places.setdefault(need.place, len(places)),
            service=need.service_s,
            opens=need.window[0],
            closes=need.window[1],
            load=-load,
        )
    ]
    if need.pickup:
        place = places.setdefault(need.pickup.place, len(places))
        tasks.insert(0, Task(place=place, service=need.pickup.service_s, load=load))
    able = [
        idx
        for idx, volunteer in enumerate(volunteers)
        if need.skill in volunteer.skills and load <= volunteer.capacity
    ]
    return Wish(
        id=str(need.id),
        seats=(Seat(tasks=tuple(tasks), able=able),) * need.crew,
        priority=need.priority,
        gap=(0, 0) if need.crew == 2 else None,
    )


def _labels(need: Wanted) -> list[TaskLabel]:
    if need.pickup:
        return [TaskLabel(need.id, Part.PICKUP), TaskLabel(need.id, Part.DROPOFF)]
    return [TaskLabel(need.id)] * need.crew
