"""What a volunteer gives at most in a day and in a week, summed over the outings."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from matcher.check.reading import Outing, Reading
from matcher.check.routes import legs_m, legs_s
from matcher.check.stops import Call, Step
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

    def add(self, outing: Outing, ways: Ways, steps: Sequence[Step], legs: int | None) -> None:
        """What these steps of the outing take, and so many of its ways; None is all."""
        self.travel_s += sum(legs_s(outing, ways)[:legs])
        self.metres += sum(legs_m(outing, ways)[:legs])
        calls = [step for step in steps if isinstance(step, Call)]
        self.tasks += sum(not call.is_pickup for call in calls)
        self.service_s += sum(call.lasts_s for call in calls)


@dataclass(slots=True)
class Work:
    """All that one volunteer gives on one day, and how much of it had happened before the plan was made.

    Of an outing that has only history the way to its end is history too: no plan could spare it.
    """

    given: Given = field(default_factory=Given)
    before: Given = field(default_factory=Given)

    def add(self, outing: Outing, ways: Ways) -> None:
        """One more outing."""
        self.given.add(outing, ways, outing.steps, None)
        if outing.begun:
            legs = outing.begun if outing.ahead else None
            self.before.add(outing, ways, outing.steps[: outing.begun], legs)


def check_limits(reading: Reading, ways: Ways) -> Iterator[Violation]:
    """Nobody gives more than offered. Source: Regulations on Volunteer Service, Art. 3 (voluntary).

    Where history alone is more already, nothing may be added to it.
    """
    work: defaultdict[str, defaultdict[int, Work]] = defaultdict(lambda: defaultdict(Work))
    for outing in reading.outings:
        work[outing.volunteer.id][outing.day].add(outing, ways)
    for volunteer in reading.day.volunteers:
        if volunteer.id in work:
            days = work[volunteer.id]
            for day in sorted(days):
                yield from _day(volunteer, day, days[day])
            yield from _weeks(volunteer, days, reading.day.first_day)


def _day(volunteer: Volunteer, day: int, work: Work) -> Iterator[Violation]:
    limits, given, before = volunteer.limits, work.given, work.before
    where = f"volunteer {volunteer.id}, day {day + 1}"
    for code, what, total, history, limit in (
        (Reason.TOO_FAR, "s of travel", given.travel_s, before.travel_s, limits.travel_s),
        (Reason.TOO_FAR, "m of way", given.metres, before.metres, limits.metres),
        (Reason.OVER_TASKS, "visits", given.tasks, before.tasks, limits.tasks),
        (Reason.OVER_SERVICE, "s of service", given.service_s, before.service_s, limits.service_s),
    ):
        if limit is not None and total > max(limit, history):
            yield Violation(code=code, where=where, message=f"{total} {what} in the day, at most {limit}")


def _weeks(volunteer: Volunteer, days: dict[int, Work], first_day: date) -> Iterator[Violation]:
    """Weeks go from Monday to Sunday; what lies in the plan of one that begins before it or ends after."""
    limit = volunteer.limits.week_service_s
    if limit is None:
        return
    total: defaultdict[int, int] = defaultdict(int)
    history: defaultdict[int, int] = defaultdict(int)
    for day, work in days.items():
        week = (first_day.weekday() + day) // WEEK_DAYS
        total[week] += work.given.service_s
        history[week] += work.before.service_s
    for week in sorted(total):
        if total[week] > max(limit, history[week]):
            message = f"{total[week]} s of service from Monday to Sunday, at most {limit}"
            where = f"volunteer {volunteer.id}, week {week + 1}"
            yield Violation(code=Reason.OVER_SERVICE, where=where, message=message)
