"""A smaller fleet of the same vehicles: the search for the fewest takes one away at a time."""

import dataclasses

import numpy as np

from matcher.formats.format import Instance
from models.errors import InvalidInput


def with_volunteers(instance: Instance, count: int) -> Instance:
    """The same instance with its first `count` volunteers only; their idx stay. Raises InvalidInput.

    Only for volunteers who are all alike: else it would matter who is left.
    """
    problem = instance.problem
    if not 1 <= count <= problem.volunteers:
        raise InvalidInput(f"{count} of {problem.volunteers} volunteers cannot be kept")
    if len(np.unique(problem.shift_class)) > 1:
        raise InvalidInput(
            "the volunteers of this instance are not all alike, so none can be left out at will"
        )
    kept = {"vol_": np.arange(problem.volunteers) < count, "shift_": problem.shift_vol < count}
    kept_pairs = problem.able_vol < count
    pairs_before = np.concatenate(([0], np.cumsum(kept_pairs)))
    changes = {
        one.name: getattr(problem, one.name)[rows]
        for one in dataclasses.fields(problem)
        for prefix, rows in kept.items()
        if one.name.startswith(prefix)
    }
    changes |= {
        "able_start": pairs_before[problem.able_start],
        "able_vol": problem.able_vol[kept_pairs],
        "able_cost": problem.able_cost[kept_pairs],
    }
    smaller = dataclasses.replace(problem, **changes, volunteer_ids=problem.volunteer_ids[:count])
    return dataclasses.replace(instance, problem=smaller, volunteers=instance.volunteers[:count])
