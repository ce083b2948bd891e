"""A plan in figures: what people ask first."""

from collections import Counter
from dataclasses import dataclass

from models.catalogue import NeedKind
from models.day import Day
from models.plans import VISITS, Plan
from models.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`by_kind`: served and asked for, of each kind that is asked for, most asked for first.

    `visits` counts each seat of a crew, `help_s` is that of the plan, `travel_s` all ways of all routes.
    `unmet_reasons`: for every unmet need the reason that its list begins with, most common first.
    """

    needs: int
    served: int
    by_kind: tuple[tuple[NeedKind, int, int], ...]
    volunteers: int
    sent: int
    visits: int
    help_s: int
    travel_s: int
    unmet_reasons: tuple[tuple[Reason, int], ...]


def figures_of(day: Day, plan: Plan) -> Figures:
    kinds = {need.id: need.kind for need in day.needs}
    unmet = {one.need_id for one in plan.unmet}
    asked = Counter(kinds.values())
    served = Counter(kind for need_id, kind in kinds.items() if need_id not in unmet)
    visits = [stop for route in plan.routes for stop in route.stops if stop.part in VISITS]
    reasons = Counter(one.reasons[0][0] for one in plan.unmet if one.reasons)
    return Figures(
        needs=len(kinds),
        served=len(kinds) - len(unmet),
        by_kind=tuple((kind, served[kind], count) for kind, count in asked.most_common()),
        volunteers=len(day.volunteers),
        sent=len({route.volunteer_id for route in plan.routes}),
        visits=len(visits),
        help_s=plan.help_s,
        travel_s=sum(route.travel_s for route in plan.routes),
        unmet_reasons=tuple(reasons.most_common()),
    )
