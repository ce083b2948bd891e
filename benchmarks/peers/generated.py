"""Days of the project's own generator, cut to what every peer can be asked, as district files.

The numbers below were fixed before anything was run on them. Of each volunteer the longest shift counts, of
each need the longest window and the first seat's speciality, level and qualification. Left out are needs for
two people, languages, sexes, ages, insurance, records, refusals, the limits on visits and service, and the
fixed part of a way (parking, the bus stop).
"""

import json
from datetime import date

from matcher.formats.district.text import VERSION
from models.day import Day
from models.demo.generator import make_day
from models.geo import Place
from models.needs import Need, Role
from models.people import Volunteer
from models.travel import Grid
from models.units import DAY_S

SEEDS = (1, 2, 3, 4, 5)
VOLUNTEERS, NEEDS = 400, 500
FIRST_DAY = date(2026, 11, 24)


def generated_name(seed: int) -> str:
    """What the day of this seed is called among the instances."""
    return f"demo-{seed}"


def generated_text(seed: int, *, volunteers: int = VOLUNTEERS, needs: int = NEEDS) -> str:
    """The district file of the day that this seed gives."""
    return district_text(
        make_day(volunteers=volunteers, needs=needs, seed=seed, first_day=FIRST_DAY), generated_name(seed)
    )


def district_text(day: Day, name: str) -> str:
    """The day as a district file, as far as such a file can say it; all of its volunteers have a shift."""
    grid = day.grid()
    needs = [need for need in day.needs if len(need.crew) == 1]
    roles = sorted({need.crew[0] for need in needs}, key=_role_key)
    return json.dumps(
        {
            "format": VERSION,
            "name": name,
            "time_zero": "00:00",
            "horizon_s": DAY_S,
            "travel_k": {mode.value: pace.s_per_km for mode, pace in day.paces.items()},
            "travel_rule": "smallest integer t >= 0 with (1000 t)^2 >= k^2 (dx^2 + dy^2)",
            "volunteers": [
                _volunteer(
                    idx, one, [skill for skill, role in enumerate(roles) if _takes(one, role, day)], grid
                )
                for idx, one in enumerate(day.volunteers)
            ],
            "needs": [_need(idx, one, roles.index(one.crew[0]), grid) for idx, one in enumerate(needs)],
        }
    )


def _role_key(role: Role) -> tuple[str, int, list[str]]:
    return str(role.speciality or ""), role.level, sorted(role.qualifications)


def _takes(volunteer: Volunteer, role: Role, day: Day) -> bool:
    able = role.speciality is None or volunteer.specialities.get(role.speciality, 0) >= role.level
    return able and all(
        volunteer.qualifications.get(one, date.min) >= day.first_day for one in role.qualifications
    )


def _volunteer(idx: int, one: Volunteer, skills: list[int], grid: Grid) -> dict[str, object]:
    shift = max(one.shifts, key=lambda shift: shift.closes_s - shift.opens_s)
    length_s = shift.closes_s - shift.opens_s
    return {
        "id": idx,
        "home": _point(one.home, grid),
        "mode": one.mode.value,
        "shift": [shift.opens_s, shift.closes_s],
        "skills": skills,
        "max_travel_s": length_s if one.limits.travel_s is None else min(length_s, one.limits.travel_s),
        "capacity": one.capacity,
    }


def _need(idx: int, one: Need, skill: int, grid: Grid) -> dict[str, object]:
    window = max(one.windows, key=lambda window: window.closes_s - window.opens_s)
    pickup = one.pickup and {
        "place": _point(one.pickup.place, grid),
        "service_s": one.pickup.service_s,
        "load": one.pickup.load,
    }
    return {
        "id": idx,
        "place": _point(one.place, grid),
        "skill": skill,
        "service_s": one.service_s,
        "window": [window.opens_s, window.closes_s],
        "priority": one.priority,
        "crew": 1,
        "pickup": pickup,
    }


def _point(place: Place, grid: Grid) -> list[int]:
    return list(grid.xy(place.at))
