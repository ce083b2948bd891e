"""The steps of a route: what, where, when and for how long, from its start to its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.formats.format import Instance
from matcher.formats.vroom.network import way_metres
from matcher.formats.vroom.question import Kind, Question, Rest, Spot, Task
from matcher.formats.vroom.timing import Timed, schedule, way
from matcher.problem import NO_LIMIT
from matcher.routing.result import ShiftRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A step. `arrival`, `starts` and `way` in units of the problem, the rest in those of the file.

    `way` and `metres` lead here from the place before; a break has no `spot`: it is taken there.
    """

    kind: Kind
    what: Task | Rest | None
    spot: Spot | None
    arrival: int = 0
    starts: int = 0
    way: int = 0
    metres: int = 0
    setup: int = 0
    service: int = 0
    priority: int = 0


def rows_of(question: Question, instance: Instance, found: ShiftRoute, folded: Sequence[int]) -> list[Row]:
    """From start to end, both at the place of a task where the vehicle has none. `folded` by task."""
    vehicle, problem, scale = question.vehicles[found.shift], instance.problem, instance.scale
    drafts = list(_drafts(question, instance, found, folded))
    last = drafts.pop()
    timed = [
        Timed(
            [(opens * scale, closes * scale) for opens, closes in vehicle.break_spans(row.what)]
            if isinstance(row.what, Rest)
            else [(opens * scale, closes * scale) for opens, closes in _windows(row)],
            (row.setup + row.service) * scale,
            row.way,
        )
        for row in drafts
    ]
    times = schedule(timed, int(problem.shift_opens_s[found.shift]))
    placed = [row.spot for row in drafts if row.spot]
    back = times.done + last.way
    return [
        Row(
            kind=Kind.START,
            what=None,
            spot=vehicle.start or placed[0],
            arrival=times.leaves,
            starts=times.leaves,
        ),
        *(
            replace(row, arrival=arrival, starts=starts)
            for row, arrival, starts in zip(drafts, times.arrivals, times.starts, strict=True)
        ),
        replace(last, spot=vehicle.end or placed[-1], arrival=back, starts=back),
    ]


def _windows(row: Row) -> tuple[tuple[int, int], ...]:
    assert isinstance(row.what, Task)
    return row.what.windows or ((0, NO_LIMIT),)


def _drafts(
    question: Question, instance: Instance, found: ShiftRoute, folded: Sequence[int]
) -> Iterator[Row]:
    """The steps after the start, without times. No setup where the step before is at the same place."""
    vehicle, problem = question.vehicles[found.shift], instance.problem
    mode = int(problem.vol_mode[found.shift])
    tasks, rests = question.tasks, question.rests
    here, spot = int(problem.shift_start_place[found.shift]), vehicle.start
    for stop in found.tasks:
        if stop >= len(tasks):
            rest = rests[stop - len(tasks)]
            yield Row(kind=Kind.BREAK, what=rest, spot=None, service=rest.service)
            continue
        task, there = tasks[stop], int(problem.task_place[stop])
        setup = 0 if spot and spot.key == task.spot.key else task.setup_of(vehicle)
        yield Row(
            kind=task.kind,
            what=task,
            spot=task.spot,
            way=way(problem, mode, here, there) - (setup * instance.scale if folded[stop] else 0),
            metres=way_metres(question, vehicle, spot, task.spot),
            setup=setup,
            service=task.service_of(vehicle),
            priority=question.named[task.name][0].priority,
        )
        here, spot = there, task.spot
    end = int(problem.shift_end_place[found.shift])
    yield Row(
        kind=Kind.END,
        what=None,
        spot=vehicle.end,
        way=way(problem, mode, here, end),
        metres=way_metres(question, vehicle, spot, vehicle.end),
    )
