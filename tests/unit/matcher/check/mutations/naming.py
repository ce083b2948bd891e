"""Mutations by name: the codes that the judge must answer with, and what spoils the good plan."""

from collections.abc import Callable

from matcher.check.violation import Fault
from models.plans import Plan
from models.reasons import Reason
from tests.schedules import Job, Outing
from tests.unit.matcher.check.good_plan import Good

Code = Reason | Fault
Mutation = Callable[[Good], Plan]
Mutations = dict[str, tuple[frozenset[Code], Mutation]]


def breaking(mutations: Mutations) -> Callable[..., Callable[[Mutation], Mutation]]:
    """A decorator that takes codes, and keeps a mutation under its own name."""

    def breaks(*codes: Code) -> Callable[[Mutation], Mutation]:
        def keep(mutation: Mutation) -> Mutation:
            mutations[mutation.__name__.replace("_", " ")] = (frozenset(codes), mutation)
            return mutation

        return keep

    return breaks


def swapped(good: Good, outing: Outing, first: int, second: int) -> dict[Outing, list[Job]]:
    jobs = list(good.orders[outing])
    jobs[first], jobs[second] = jobs[second], jobs[first]
    return {outing: jobs}


def without(good: Good, outing: Outing, position: int) -> dict[Outing, list[Job]]:
    return {outing: [job for idx, job in enumerate(good.orders[outing]) if idx != position]}
