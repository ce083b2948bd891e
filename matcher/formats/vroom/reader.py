"""A VROOM question as a Problem: most priority first, then most tasks, then least cost.

That is VROOM's order (its SolutionIndicators), in which a shipment is two tasks of its priority each. Where
VROOM would ask a routing server, ways are straight lines. Breaks are taken at the place of the step before,
where VROOM lets a vehicle stop on its way. Setups that VROOM leaves out, after a step at the same place, are
left out too, or where that cannot be said to the search planned for and left idle (vroom.setups).
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from math import gcd

import numpy as np
from numpy.typing import NDArray

from matcher.formats.format import Instance, TaskLabel
from matcher.formats.vroom.beyond import features_beyond
from matcher.formats.vroom.network import Network, network_of
from matcher.formats.vroom.question import NAME, Amount, Kind, Question, Task, Vehicle, Wanted
from matcher.formats.vroom.setups import folded_setups, spans_of
from matcher.formats.vroom.text import parse
from matcher.plain import plain_problem
from matcher.problem import I32, I64, NO_LIMIT, Problem, Weights
from matcher.travel.providers import MAX_WAY
from models.errors import BadFormat
from models.plans import Part

UNMET_S = 3600
UNMET_AMONG_PRIORITIES_S = 200
"""What a task of no priority costs in the annealing when left out, in seconds of travel; the best plan puts
it first anyway. Where priorities differ a point of them is worth as many tasks as there are, so a task must
be worth less for points to be exchanged at all; both were measured at 40 to 300 tasks.
"""

MAX_PAIR_COST = 2**31 - 1

PARTS = {Kind.JOB: Part.VISIT, Kind.PICKUP: Part.PICKUP, Kind.DELIVERY: Part.DROPOFF}


def read(text: str) -> Instance:
    """The instance; what Problem has no room for is in `problem.unsupported`. Raises BadFormat."""
    question = parse(text)
    folded = folded_setups(question)
    network = network_of(question, folded)
    return Instance(
        format=NAME,
        problem=_problem(question, network, folded),
        scale=network.scale,
        volunteers=tuple(vehicle.id for vehicle in question.vehicles),
        tasks=tuple(TaskLabel(_name(one), PARTS[task.kind]) for one in question.wanted for task in one.tasks),
        breaks=tuple(rest.id for vehicle in question.vehicles for rest in vehicle.breaks),
        start=_start(question),
    )


def _problem(question: Question, network: Network, folded: Sequence[int]) -> Problem:
    vehicles, tasks, scale = question.vehicles, question.tasks, network.scale
    able = _able(question)
    breaks = [(shift, rest) for shift, vehicle in enumerate(vehicles) for rest in vehicle.breaks]
    rests = [vehicles[shift].break_spans(rest)[0] for shift, rest in breaks]
    spans = [spans_of(task, setup, NO_LIMIT) for task, setup in zip(tasks, folded, strict=True)]
    shifts = [vehicle.window or (0, NO_LIMIT // scale) for vehicle in vehicles]
    hour, task_hours = _prices(vehicles)
    counted = not question.loads or any(vehicle.max_tasks is not None for vehicle in vehicles)
    # A point of priority outweighs all tasks there are.
    priorities = {wanted.priority for wanted in question.wanted}
    worths = _worths(question, len(tasks) + 1 if len(priorities) > 1 else 0)
    unmet = (UNMET_S if len(priorities) == 1 else UNMET_AMONG_PRIORITIES_S) * scale * hour
    if unmet * sum(worths) + hour * MAX_WAY * (len(tasks) + len(vehicles)) >= NO_LIMIT:
        raise BadFormat("costs and priorities are too large to be added up")
    return plain_problem(
        travel=network.travel,
        weights=Weights(unmet=unmet, travel=hour),
        unsupported=features_beyond(question, network),
        volunteer_ids=tuple(str(vehicle.id) for vehicle in vehicles),
        need_ids=tuple(_name(wanted) for wanted in question.wanted),
        vol_mode=network.modes,
        vol_capacity=_rows([(*one.capacity, *[_limit(one.max_tasks)] * counted) for one in vehicles]),
        quota_max_travel=_i64(_limit(vehicle.max_travel_s, scale) for vehicle in vehicles),
        quota_max_m=_i64(_limit(vehicle.max_m) for vehicle in vehicles),
        shift_vol=np.arange(len(vehicles), dtype=np.int32),
        shift_start_place=network.starts,
        shift_end_place=network.ends,
        shift_opens_s=_i64(opens * scale for opens, _ in shifts),
        shift_closes_s=_i64(closes * scale for _, closes in shifts),
        shift_class=_classes(vehicles),
        break_shift=_i32(shift for shift, _ in breaks),
        break_opens_s=_i64(opens * scale for opens, _ in rests),
        break_closes_s=_i64(closes * scale for _, closes in rests),
        break_lasts_s=_i64(rest.service * scale for _, rest in breaks),
        need_priority=_i64(worths),
        role_task_start=_i32(_starts(len(wanted.tasks) for wanted in question.wanted)),
        able_start=_i64(_starts(len(one) for one in able)),
        able_vol=_i32(vehicle for one in able for vehicle in one),
        able_cost=_pair_costs(question, able, [price * scale for price in task_hours]),
        task_place=network.places,
        task_service_s=_i64(
            (_action(task, vehicles[0]) - setup) * scale for task, setup in zip(tasks, folded, strict=True)
        ),
        task_load=_rows([(*_change(task), *[0] * counted) for task in tasks]),
        # What counts as tasks of a route is "on board" from its start, so that a load limits their number.
        task_brought=_rows(
            [
                (*task.from_start, *[len(one.tasks) if task is one.tasks[0] else 0] * counted)
                for one in question.wanted
                for task in one.tasks
            ]
        ),
        window_start=_i32(_starts(len(one) for one in spans)),
        window_opens_s=_i64(min(opens * scale, NO_LIMIT) for one in spans for opens, _ in one),
        window_closes_s=_i64(min(closes * scale, NO_LIMIT) for one in spans for _, closes in one),
    )


def _worths(question: Question, point: int) -> list[int]:
    """Of each job or shipment, where a task is worth one and a point of its priority `point`."""
    return [len(wanted.tasks) * (wanted.priority * point + 1) for wanted in question.wanted]


def _able(question: Question) -> list[list[int]]:
    """By job or shipment the vehicles that could take it. Vehicles alike in this are looked at once."""
    alike: dict[Hashable, list[int]] = {}
    for idx, one in enumerate(question.vehicles):
        alike.setdefault((one.skills, one.capacity, one.max_tasks), []).append(idx)
    return [
        sorted(idx for idxs in alike.values() if _is_able(question.vehicles[idxs[0]], wanted) for idx in idxs)
        for wanted in question.wanted
    ]


def _is_able(vehicle: Vehicle, wanted: Wanted) -> bool:
    most = vehicle.max_tasks is None or len(wanted.tasks) <= vehicle.max_tasks
    return (
        most
        and wanted.skills <= vehicle.skills
        and all(
            load <= capacity
            for task in wanted.tasks
            for amount in (task.delivery, task.pickup)
            for load, capacity in zip(amount, vehicle.capacity, strict=True)
        )
    )


def _prices(vehicles: Sequence[Vehicle]) -> tuple[int, list[int]]:
    """The cost of an hour of travel, and by vehicle of an hour of tasks, in the largest common unit."""
    hour = vehicles[0].costs.per_hour
    task_hours = [vehicle.costs.per_task_hour for vehicle in vehicles]
    unit = gcd(hour, *task_hours) or 1
    return max(1, hour // unit), [price // unit for price in task_hours]


def _pair_costs(question: Question, able: Sequence[Sequence[int]], prices: Sequence[int]) -> I32:
    """Of the hours of tasks: as long as any vehicle takes, for times that differ are refused."""
    lasts = [sum(_action(task, question.vehicles[0]) for task in wanted.tasks) for wanted in question.wanted]
    if max(lasts) * max(prices) > MAX_PAIR_COST:
        raise BadFormat("costs.per_task_hour: too large to be counted over a whole task")
    return _i32(lasting * prices[idx] for lasting, idxs in zip(lasts, able, strict=True) for idx in idxs)


def _action(task: Task, vehicle: Vehicle) -> int:
    return task.setup_of(vehicle) + task.service_of(vehicle)


def _change(task: Task) -> Amount:
    if task.kind is Kind.JOB:
        return task.pickup
    return tuple(up - down for up, down in zip(task.pickup, task.delivery, strict=True))


def _classes(vehicles: Sequence[Vehicle]) -> I32:
    """Equal for vehicles that are alike in all but their names."""
    classes: dict[Vehicle, int] = {}
    nameless = [
        replace(one, id=0, description="", steps=(), breaks=tuple(replace(rest, id=0) for rest in one.breaks))
        for one in vehicles
    ]
    return _i32(classes.setdefault(one, len(classes)) for one in nameless)


def _start(question: Question) -> tuple[tuple[int, ...], ...] | None:
    """Stops by vehicle from the given steps, None where the file has none; breaks come after tasks."""
    stops: dict[Hashable, int] = {task.name: idx for idx, task in enumerate(question.tasks)}
    for vehicle in question.vehicles:
        for rest in vehicle.breaks:
            stops[vehicle.id, rest.id] = len(stops)
    routes = tuple(
        tuple(stops[(vehicle.id, id) if kind is Kind.BREAK else (kind, id)] for kind, id in vehicle.steps)
        for vehicle in question.vehicles
    )
    return routes if any(routes) else None


def _name(wanted: Wanted) -> str:
    ids = "-".join(str(task.id) for task in wanted.tasks)
    return f"{'job' if len(wanted.tasks) == 1 else 'shipment'} {ids}"


def _limit(value: int | None, scale: int = 1) -> int:
    return NO_LIMIT if value is None else value * scale


def _starts(lengths: Iterable[int]) -> Iterable[int]:
    return accumulate(lengths, initial=0)


def _rows(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    return np.array(rows, np.int64)


def _i32(values: Iterable[int]) -> I32:
    return np.fromiter(values, dtype=np.int32)


def _i64(values: Iterable[int]) -> I64:
    return np.fromiter(values, dtype=np.int64)
