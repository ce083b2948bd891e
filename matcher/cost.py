"""What a day costs: whole numbers, one unit, one place for each term."""

from collections.abc import Iterable

from matcher.problem import Weights
from models.day import Day
from models.needs import Need
from models.plans import Cost, Part, Route

DAY_WEIGHTS = Weights(unmet=3600, travel=1)
"""The unit is a second of travel. In the annealing a point of priority is worth an hour of it, the scale on
which the temperatures of the search were measured; the best plan puts priority first whatever the scale."""


def preference_s(day: Day, need: Need, volunteer_id: str) -> int:
    """Cost of a visit by this volunteer: somebody who is not among the preferred, where any are."""
    return day.preference_s if need.preferred and volunteer_id not in need.preferred else 0


def plan_cost(day: Day, routes: Iterable[Route], unmet: Iterable[Need]) -> Cost:
    """The cost of a plan by term."""
    needs = {need.id: need for need in day.needs}
    travel = preference = 0
    for route in routes:
        travel += route.travel_s
        preference += sum(
            preference_s(day, needs[stop.need_id], route.volunteer_id)
            for stop in route.stops
            if stop.part is not Part.PICKUP
        )
    unmet_priority = sum(need.priority for need in unmet)
    return Cost(unmet_priority=unmet_priority, travel_s=travel, preference_s=preference)
