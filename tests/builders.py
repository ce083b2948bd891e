"""Builders that fill in what a test does not mention."""

from datetime import date

from models.catalogue import NeedKind
from models.day import Day
from models.geo import Place, Wgs84
from models.needs import Need, TimeWindow
from models.people import Shift, Volunteer
from models.units import HOUR_S, Seconds

MONDAY = date(2026, 11, 23)
CENTRE = Wgs84(114.2186, 30.5494)


def make_place(east_m: float = 0.0, north_m: float = 0.0, **changes: object) -> Place:
    """A place so many metres from the centre of the tests' world."""
    at = Wgs84(CENTRE.lon_deg + east_m / 95_770, CENTRE.lat_deg + north_m / 111_195)
    return Place(**({"at": at} | changes))  # type: ignore[arg-type]


def hours(opens_h: float, closes_h: float) -> tuple[Seconds, Seconds]:
    return Seconds(round(opens_h * HOUR_S)), Seconds(round(closes_h * HOUR_S))


def make_shift(opens_h: float = 8, closes_h: float = 18) -> Shift:
    opens_s, closes_s = hours(opens_h, closes_h)
    return Shift(opens_s=opens_s, closes_s=closes_s)


def make_window(opens_h: float = 9, closes_h: float = 12) -> TimeWindow:
    opens_s, closes_s = hours(opens_h, closes_h)
    return TimeWindow(opens_s=opens_s, closes_s=closes_s)


def make_volunteer(id: str = "v1", **changes: object) -> Volunteer:
    filled: dict[str, object] = {"id": id, "home": make_place(), "shifts": (make_shift(),), "age": 40}
    return Volunteer(**(filled | changes))  # type: ignore[arg-type]


def make_need(id: str = "n1", **changes: object) -> Need:
    filled: dict[str, object] = {
        "id": id,
        "kind": NeedKind.COMPANY,
        "place": make_place(500, 0),
        "windows": (make_window(),),
        "service_s": Seconds(1800),
    }
    return Need(**(filled | changes))  # type: ignore[arg-type]


def make_day(
    volunteers: list[Volunteer] | None = None, needs: list[Need] | None = None, **changes: object
) -> Day:
    filled: dict[str, object] = {
        "first_day": MONDAY,
        "volunteers": tuple(volunteers if volunteers is not None else [make_volunteer()]),
        "needs": tuple(needs if needs is not None else [make_need()]),
    }
    return Day(**(filled | changes))  # type: ignore[arg-type]
