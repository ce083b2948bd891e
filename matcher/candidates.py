"""Who of the question's volunteers could take a seat of a need, and what keeps everybody else from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.explaining.broken import rules_in
from matcher.explaining.ways_in import WaysIn
from matcher.survey import survey
from models.day import Day
from models.errors import NotFound
from models.needs import Need, Pin
from models.people import Volunteer
from models.reasons import Reason
from models.travel import Grid, way_s
from models.units import Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One volunteer for one seat.

    `pair`: rules that they break. `own`: limits that keep them away on an empty day, looked at where they
    break no rule. `travel_s`: from where they start, by the pickup, to the need.
    `cost_s`: the way and what the soft terms add to it; the lower the better.
    """

    volunteer_id: str
    role: int
    pair: tuple[Reason, ...]
    own: tuple[Reason, ...]
    travel_s: Seconds
    cost_s: int


def candidates_of(day: Day, need_id: str, roles: Iterable[int], start_s: Seconds) -> list[Candidate]:
    """Every volunteer of the day for each of these seats, were the need to start then.

    Raises NotFound where the day has no such need.
    """
    asked = next((need for need in day.needs if need.id == need_id), None)
    if asked is None:
        raise NotFound("need", need_id)
    seats = sorted(set(roles))
    others = [pin for pin in day.pins if pin.need_id != need_id or pin.role not in seats]
    at = [Pin(need_id=need_id, role=role, start_s=start_s) for role in seats]
    surveyed = survey(replace(day, pins=(*others, *at)))
    ways_in, grid = WaysIn(surveyed, ()), day.grid()
    views = ways_in.seats(ways_in.question.need_idx[need_id])
    found = []
    for idx, volunteer in enumerate(surveyed.volunteers):
        travel_s = _way_s(day, grid, volunteer, asked)
        for role in seats:
            view = views[role]
            found.append(
                Candidate(
                    volunteer_id=volunteer.id,
                    role=role,
                    pair=rules_in(int(view.pair[idx])),
                    own=rules_in(int(view.own[idx])),
                    travel_s=travel_s,
                    cost_s=travel_s + _soft_s(day, asked, volunteer),
                )
            )
    return found


def _way_s(day: Day, grid: Grid, volunteer: Volunteer, need: Need) -> Seconds:
    places = [volunteer.home, *([need.pickup.place] if need.pickup else ()), need.place]
    points = [grid.xy(place.at) for place in places]
    pace = day.paces[volunteer.mode]
    return Seconds(sum(way_s(pace, x - u, y - v) for (u, v), (x, y) in pairwise(points)))


def _soft_s(day: Day, need: Need, volunteer: Volunteer) -> int:
    """What a plan adds where others are wanted or have come before, in seconds of travel."""
    unused = need.usual_carers and volunteer.id not in need.usual_carers
    unwanted = need.preferred and volunteer.id not in need.preferred
    return (day.terms.continuity_s if unused else 0) + (day.terms.preference_s if unwanted else 0)
