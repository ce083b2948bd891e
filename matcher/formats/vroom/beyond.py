"""What a VROOM question may ask that Problem has no room for, by the name it has in the file."""

import numpy as np

from matcher.formats.vroom.network import Network
from matcher.formats.vroom.question import CENTI, Question, Vehicle
from matcher.travel.providers import Matrix


def features_beyond(question: Question, network: Network) -> tuple[str, ...]:
    """Names of what cannot be honoured; empty: all of it can."""
    vehicles = question.vehicles
    costs = [vehicle.costs for vehicle in vehicles]
    hours = {one.per_hour for one in costs}
    breaks = [(vehicle, rest) for vehicle in vehicles for rest in vehicle.breaks]
    types = {vehicle.type: vehicle for vehicle in vehicles}.values()
    metres = any(vehicle.max_m is not None for vehicle in vehicles)
    asked = {
        "options.c (plan mode)": question.plan_mode,
        "costs.fixed": any(one.fixed for one in costs),
        "costs.per_km": any(one.per_km for one in costs),
        "costs.per_hour of zero": 0 in hours,
        "costs.per_hour that differ between vehicles": len(hours) > 1,
        "matrices with costs other than durations": any(_own_costs(question, one) for one in vehicles),
        "setup_per_type or service_per_type that differ between vehicles": any(
            len({task.setup_of(one) + task.service_of(one) for one in types}) > 1 for task in question.tasks
        ),
        "breaks with max_load": any(
            rest.max_load is not None and any(a < b for a, b in zip(rest.max_load, one.capacity, strict=True))
            for one, rest in breaks
        ),
        "breaks with several time_windows": any(len(one.break_spans(rest)) > 1 for one, rest in breaks),
        "max_distance together with matrices, speed_factor or an open start": metres
        and isinstance(network.travel, Matrix),
    }
    return tuple(name for name, is_asked in asked.items() if is_asked)


def _own_costs(question: Question, vehicle: Vehicle) -> bool:
    given = question.given(vehicle)
    if given.costs is None:
        return False
    same = given.durations is not None and np.array_equal(given.costs, given.durations)
    return not (same and vehicle.pace == CENTI)
