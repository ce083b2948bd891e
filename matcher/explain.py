"""Why a need stays unmet: reasons are counted from the question itself, not remembered from the search.

Engines that keep the last constraint that failed an insertion name rules that are not the cause, and name
none where nothing was tried: reinterpretcat/vrp #48, graphhopper/jsprit #426.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from matcher.able import AbleVolunteers
from matcher.reach import Starts, could_start_together, errand_of, starts, stopped_alone
from matcher.survey import Survey
from models.plans import Unmet
from models.reasons import Reason

RANK = {reason: rank for rank, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """Who could take one role alone on an empty day, how many they are, and what stops the others."""

    could: Starts
    able: int
    stopped: Counter[Reason]


def explain_unmet(surveyed: Survey, able: AbleVolunteers, unmet: Iterable[int]) -> tuple[Unmet, ...]:
    """For each unmet need, given and returned by need idx, how many volunteers each rule stops.

    A volunteer counts under every pair rule that they break. Who breaks none counts under the first limit
    that keeps them away on an empty day, or, able to serve the need alone, under OTHERS_WORTH_MORE, which
    comes first. Of a crew the role with the fewest able is explained; CREW_TOO_SMALL counts those able whom
    nobody else could join at the same moment.
    """
    needs = sorted(unmet)
    roles = [role for need in needs for role in surveyed.roles_of(need)]
    seats: dict[int, _Seat] = {}
    for allowed, idxs in able.by_demand([surveyed.asks[role] for role in roles]):
        spans = surveyed.spans.take(surveyed.spans_of(allowed))
        for role in (roles[idx] for idx in idxs):
            ask, errand = surveyed.asks[role], errand_of(surveyed, surveyed.need_of(role))
            passing = able.without_named(allowed, ask)
            own = spans if len(passing) == len(allowed) else surveyed.spans.take(surveyed.spans_of(passing))
            could = starts(own, errand)
            count = len(could.volunteers())
            stopped = able.failures(ask) + stopped_alone(own, len(passing), errand, count)
            seats[role] = _Seat(could=could, able=count, stopped=stopped)
    return tuple(
        Unmet(
            need_id=surveyed.needs[need].id,
            reasons=_reasons([seats[role] for role in surveyed.roles_of(need)]),
        )
        for need in needs
    )


def _reasons(crew: list[_Seat]) -> tuple[tuple[Reason, int], ...]:
    hardest = min(crew, key=lambda seat: seat.able)
    by_count = sorted(hardest.stopped.items(), key=lambda item: (-item[1], RANK[item[0]]))
    if not hardest.able:
        return tuple(by_count)
    meet = all(could_start_together(one.could, other.could) for one, other in combinations(crew, 2))
    verdict = Reason.OTHERS_WORTH_MORE if meet else Reason.CREW_TOO_SMALL
    return ((verdict, hardest.able), *by_count)
