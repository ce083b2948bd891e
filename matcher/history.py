"""What has happened already: started visits, by shift, and where and when the rest of each shift begins.

History is not planned. It stands in the plan as pinned, whatever the rules say: no suitability and no way
between two started visits is asked of it. What a pin calls started is over, under way, or has
its volunteer on the way to it; a need's pickup is then behind it and leaves no stop.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from models.day import Day
from models.needs import Need, Pin
from models.people import Volunteer
from models.plans import Part, Stop
from models.travel import Grid, way_m, way_s
from models.units import Metres, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A shift of which something has started.

    `stops`: the started visits, by start. `last`: the need of the last of them; the rest of the shift begins
    at its place, at `resumes_s`, when all of them are over (and not before Day.now_s).
    `leaves_s`: when the volunteer left the start place, at the opening if there was time for no more.
    `travel_s`, `metres`: the ways from the start place to the last visit. `service_s`: of the stops.
    """

    volunteer_id: str
    shift: int
    stops: tuple[Stop, ...]
    last: Need
    resumes_s: Seconds
    leaves_s: Seconds
    travel_s: Seconds
    metres: Metres
    service_s: Seconds


def begun_shifts(day: Day) -> dict[tuple[str, int], Begun]:
    """Every shift in which something has started, by volunteer id and index of the shift, sorted.

    A started visit belongs to the shift that `shift_of` gives. One of a volunteer without shifts is left out:
    matcher.pins names it. Raises InvalidInput where a place is too far off.
    """
    started = [pin for pin in day.pins if pin.started]
    if not started:
        return {}
    grid, needs = day.grid(), {need.id: need for need in day.needs}
    volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
    by_shift: defaultdict[tuple[str, int], dict[tuple[str, int], Pin]] = defaultdict(dict)
    for pin in started:
        assert pin.volunteer_id is not None  # Pin refuses a started one without
        assert pin.start_s is not None
        if volunteers[pin.volunteer_id].shifts:
            shift = shift_of(volunteers[pin.volunteer_id], pin.start_s)
            by_shift[pin.volunteer_id, shift][pin.need_id, pin.role] = pin
    return {
        (volunteer_id, shift): _begun(day, grid, volunteers[volunteer_id], shift, list(pins.values()), needs)
        for (volunteer_id, shift), pins in sorted(by_shift.items())
    }


def shift_of(volunteer: Volunteer, start_s: Seconds) -> int:
    """Index of the shift to which a started visit belongs: the last that opens no later, else the first."""
    return max(0, sum(shift.opens_s <= start_s for shift in volunteer.shifts) - 1)


def _begun(
    day: Day, grid: Grid, volunteer: Volunteer, shift: int, pins: list[Pin], needs: dict[str, Need]
) -> Begun:
    stops = sorted(
        (_stop(pin, needs[pin.need_id]) for pin in pins),
        key=lambda stop: (stop.start_s, stop.end_s, stop.need_id, stop.role),
    )
    visited = [needs[stop.need_id] for stop in stops]
    pace = day.paces[volunteer.mode]
    points = [grid.xy(place.at) for place in (volunteer.home, *(need.place for need in visited))]
    legs = [(x - from_x, y - from_y) for (from_x, from_y), (x, y) in pairwise(points)]
    earliest_s = min(volunteer.shifts[shift].opens_s, stops[0].start_s)
    return Begun(
        volunteer_id=volunteer.id,
        shift=shift,
        stops=tuple(stops),
        last=visited[-1],
        resumes_s=max(max(stop.end_s for stop in stops), day.now_s or Seconds(0)),
        leaves_s=Seconds(max(earliest_s, stops[0].start_s - way_s(pace, *legs[0]))),
        travel_s=Seconds(sum(way_s(pace, *leg) for leg in legs)),
        metres=Metres(sum(way_m(pace, *leg) for leg in legs)),
        service_s=Seconds(sum(stop.end_s - stop.start_s for stop in stops)),
    )


def _stop(pin: Pin, need: Need) -> Stop:
    assert pin.start_s is not None  # begun_shifts has asked
    return Stop(
        need_id=need.id,
        part=Part.VISIT if need.pickup is None else Part.DROPOFF,
        role=pin.role,
        start_s=pin.start_s,
        end_s=Seconds(pin.start_s + need.service_s),
    )
