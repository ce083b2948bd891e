"""Time for what has been agreed, where it lies outside of what a volunteer has said of their week."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from api.usecases.question.spans import Span, joined
from models.geo import Wgs84, great_circle_m
from models.needs import Need, Pin
from models.people import Shift, Volunteer
from models.travel import DEFAULT_PACES
from models.units import Seconds

SLACK_S = 300
"""Added to a way: it is measured on the sphere here, and on a flat grid when the day is planned."""


def with_room_for(
    pins: Iterable[Pin], needs: Mapping[str, Need], volunteers: Mapping[str, Volunteer]
) -> list[Volunteer]:
    """The volunteers, each with time from home and back for what is pinned of them at a moment.

    Who has agreed to come at another time than they usually do comes then.
    """
    wanted: defaultdict[str, list[Span]] = defaultdict(list)
    for pin in pins:
        volunteer = volunteers.get(pin.volunteer_id or "")
        if pin.started or pin.start_s is None or volunteer is None:
            continue
        opens_s, closes_s = _errand(volunteer, needs[pin.need_id], pin.start_s)
        if not any(one.opens_s <= opens_s and closes_s <= one.closes_s for one in volunteer.shifts):
            wanted[volunteer.id].append((opens_s, closes_s))
    return [_widened(one, wanted[id]) if id in wanted else one for id, one in volunteers.items()]


def _errand(volunteer: Volunteer, need: Need, start_s: int) -> Span:
    """From home, by the pickup if there is one, to the need and home again."""
    door, before_s = need.place.at, 0
    if need.pickup is not None:
        before_s = need.pickup.service_s + _way_s(volunteer, need.pickup.place.at, door)
        door = need.pickup.place.at
    before_s += _way_s(volunteer, volunteer.home.at, door)
    after_s = need.service_s + _way_s(volunteer, need.place.at, (volunteer.end or volunteer.home).at)
    return max(0, start_s - before_s), start_s + after_s


def _way_s(volunteer: Volunteer, here: Wgs84, there: Wgs84) -> int:
    pace = DEFAULT_PACES[volunteer.mode]
    return round(great_circle_m(here, there) * pace.s_per_km / 1000) + pace.fixed_s + SLACK_S


def _widened(volunteer: Volunteer, spans: Iterable[Span]) -> Volunteer:
    shifts = joined([*spans, *((shift.opens_s, shift.closes_s) for shift in volunteer.shifts)])
    return replace(
        volunteer,
        shifts=tuple(
            Shift(opens_s=Seconds(opens_s), closes_s=Seconds(closes_s)) for opens_s, closes_s in shifts
        ),
    )
