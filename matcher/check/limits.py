"""What a volunteer gives at most in a day and in a week, summed over the outings."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.check.reading import Outing, Reading
from matcher.check.routes import travelled_m, travelled_s
from matcher.check.violation import Violation
from matcher.check.ways import Ways
from models.people import Volunteer
from models.reasons import Reason

WEEK_DAYS = 7


@dataclass(slots=True)
class Given:
    """What one volunteer gives on one day: `tasks` are visits, a pickup is not one; its service counts."""

    travel_s: int = 0
    metres: int = 0
    tasks: int = 0
    service_s: int = 0

    def add(self, outing: Outing, ways: Ways) -> None:
        self.travel_s += travelled_s(outing, ways)
        self.metres += travelled_m(outing, ways)
        self.tasks += sum(not call.is_pickup for call in outing.calls)
        self.service_s += sum(call.service_s for call in outing.calls)


def check_limits(reading: Reading, ways: Ways) -> Iterator[Violation]:
    """Nobody gives more than offered. Source: Regulations on Volunteer Service, Art. 3 (voluntary)."""
    given: defaultdict[str, defaultdict[int, Given]] = defaultdict(lambda: defaultdict(Given))
    for outing in reading.outings:
        given[outing.volunteer.id][outing.day].add(outing, ways)
    for volunteer in reading.day.volunteers:
        if volunteer.id in given:
            days = given[volunteer.id]
            for day in sorted(days):
                yield from _day(volunteer, day, days[day])
            yield from _week(volunteer, {day: one.service_s for day, one in days.items()})


def _day(volunteer: Volunteer, day: int, given: Given) -> Iterator[Violation]:
    limits = volunteer.limits
    where = f"volunteer {volunteer.id}, day {day + 1}"
    for code, what, total, limit in (
        (Reason.TOO_FAR, "s of travel", given.travel_s, limits.travel_s),
        (Reason.TOO_FAR, "m of way", given.metres, limits.metres),
        (Reason.OVER_TASKS, "visits", given.tasks, limits.tasks),
        (Reason.OVER_SERVICE, "s of service", given.service_s, limits.service_s),
    ):
        if limit is not None and total > limit:
            yield Violation(code=code, where=where, message=f"{total} {what} in the day, at most {limit}")


def _week(volunteer: Volunteer, service_s: dict[int, int]) -> Iterator[Violation]:
    """Any seven successive days are a week: a limit renewed on Mondays could be doubled around one."""
    limit = volunteer.limits.week_service_s
    if limit is None:
        return
    for last in sorted(service_s):
        total = sum(given for day, given in service_s.items() if last - WEEK_DAYS < day <= last)
        if total > limit:
            where = f"volunteer {volunteer.id}, the seven days to day {last + 1}"
            message = f"{total} s of service in seven days, at most {limit}"
            yield Violation(code=Reason.OVER_SERVICE, where=where, message=message)
            return
