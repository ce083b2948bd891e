"""The stops of a plan, each with what the question says of it: where it is and how long it takes."""

from dataclasses import dataclass

from models.day import Depot
from models.geo import Place
from models.needs import Need
from models.people import Volunteer
from models.plans import Part, Stop
from models.units import DAY_S, Seconds

Seat = tuple[str, int]
"""A need's id and the role of its crew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stop of a known volunteer at a possible moment.

    `lasts_s` is what the question says it takes, whatever the plan says; of a break, which the question does
    not know by name, what the plan says. `outing` is the index of its outing in the reading, `position` that
    of the stop in the plan's route.
    """

    volunteer: Volunteer
    stop: Stop
    shift: int
    outing: int
    position: int
    place: Place
    lasts_s: Seconds

    @property
    def ends_s(self) -> Seconds:
        return Seconds(self.stop.start_s + self.lasts_s)

    @property
    def day(self) -> int:
        """Day of the plan on which it starts, 0 for the first."""
        return self.stop.start_s // DAY_S

    @property
    def what(self) -> str:
        return str(self.stop.part)

    @property
    def where(self) -> str:
        return f"volunteer {self.volunteer.id}, shift {self.shift}, stop {self.position + 1} ({self.what})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Step):
    """A visit, or what is fetched for one: a known need, a seat of its crew, a part that the need has.

    `started`: a person says that it has begun, by this volunteer and at this moment.
    """

    need: Need
    started: bool = False

    @property
    def seat(self) -> Seat:
        return self.need.id, self.stop.role

    @property
    def is_pickup(self) -> bool:
        return self.stop.part is Part.PICKUP

    @property
    def what(self) -> str:
        return f"{self.stop.part} of need {self.need.id}, role {self.stop.role}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest(Step):
    """A break, where the volunteer happens to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload(Step):
    """A visit to a depot."""

    depot: Depot

    @property
    def what(self) -> str:
        return f"{self.stop.part} at depot {self.depot.id}"
