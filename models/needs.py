"""Needs: what is asked for, where, when, and who may come."""

from dataclasses import dataclass, field
from enum import StrEnum

from models.bounds import within, within_if_any
from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality
from models.errors import InvalidInput
from models.geo import Place
from models.people import MAX_AGE, MAX_LEVEL, check_supplies
from models.units import (
    DAY_S,
    MAX_HORIZON_DAYS,
    MAX_HORIZON_S,
    MAX_LOAD,
    MAX_PRIORITY,
    MAX_SEATS,
    Seconds,
)

MAX_ORDER = 10**6
"""Highest rank of a pinned visit among those of its volunteer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """Service starts within, both ends included; it may end after."""

    opens_s: Seconds
    closes_s: Seconds

    def __post_init__(self) -> None:
        if not 0 <= self.opens_s <= self.closes_s <= MAX_HORIZON_S:
            raise InvalidInput(
                f"a window opens before it closes, within the horizon: opens_s={self.opens_s}, "
                f"closes_s={self.closes_s}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickup:
    """Something to fetch on the way: same volunteer, before the visit. No window of its own."""

    place: Place
    service_s: Seconds
    load: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.service_s <= DAY_S or not 0 <= self.load <= MAX_LOAD:
            raise InvalidInput(
                f"a pickup lasts up to a day and loads up to {MAX_LOAD}: service_s={self.service_s}, "
                f"load={self.load}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One seat of the crew: what whoever takes it must bring."""

    speciality: Speciality | None = None
    level: int = 1
    qualifications: frozenset[Qualification] = frozenset()

    def __post_init__(self) -> None:
        within("a role's level", self.level, 1, MAX_LEVEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One need (需求). Its crew starts together; each role goes to a different volunteer.

    `carer_sex`, `language`: asked of every one of the crew; `min_age` to `max_age` suits the task.
    `risky`: bodily risk, so insurance. `with_minor`: contact with a minor, so a vetting record.
    `first_visit_flagged`: the first visit to a recipient marked for two people.
    `late_s`: how long after a window's close the service may still start, at a cost; the close is what was
    promised. `supplies`: goods used up at the visit, by name, each seat as many.
    `preferred`: volunteer ids who would be liked; `usual_carers`: who has come before; `refused`: who must
    not come. `bring`, `access`: told to who goes, and to nobody else.
    """

    id: str
    kind: NeedKind
    recipient_id: str = ""
    recipient_name: str = ""
    phone: str = ""
    place: Place
    windows: tuple[TimeWindow, ...]
    service_s: Seconds
    priority: int = 1
    crew: tuple[Role, ...] = (Role(),)
    pickup: Pickup | None = None
    carer_sex: Sex | None = None
    language: Language | None = None
    min_age: int = 0
    max_age: int | None = None
    risky: bool = False
    with_minor: bool = False
    first_visit_flagged: bool = False
    seats: int = 0
    late_s: Seconds = Seconds(0)
    supplies: dict[str, int] = field(default_factory=dict)
    preferred: frozenset[str] = frozenset()
    usual_carers: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    bring: str = ""
    access: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidInput("a need has an id")
        if not 1 <= self.priority <= MAX_PRIORITY:
            raise InvalidInput(f"need {self.id}: priority={self.priority} is not 1 to {MAX_PRIORITY}")
        if not 0 <= self.service_s <= DAY_S:
            raise InvalidInput(f"need {self.id}: service_s={self.service_s} is not between 0 and a day")
        within(f"need {self.id}: late_s", self.late_s, 0, MAX_HORIZON_S)
        check_supplies(f"need {self.id}", self.supplies)
        if not self.crew:
            raise InvalidInput(f"need {self.id}: a crew has at least one role")
        if not self.windows:
            raise InvalidInput(f"need {self.id}: at least one time window is needed")
        previous_closes_s = -1
        for window in self.windows:
            if window.opens_s <= previous_closes_s:
                raise InvalidInput(f"need {self.id}: windows overlap or are unsorted at {window.opens_s} s")
            previous_closes_s = window.closes_s
        within(f"need {self.id}: seats", self.seats, 0, MAX_SEATS)
        within(f"need {self.id}: min_age", self.min_age, 0, MAX_AGE)
        within_if_any(f"need {self.id}: max_age", self.max_age, 0, MAX_AGE)
        if self.max_age is not None and self.max_age < self.min_age:
            raise InvalidInput(f"need {self.id}: min_age={self.min_age} is above max_age={self.max_age}")


class LinkKind(StrEnum):
    GAP = "gap"  # where both are served, the second starts min_s to max_s after the first one starts
    SAME_VOLUNTEER = "same_volunteer"  # where both are served, one person serves both; crews of one
    ALL_OR_NONE = "all_or_none"  # a chain: whatever hangs together so is served whole or not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two needs that hang together; `min_s` and `max_s` count from start to start and belong to GAP."""

    kind: LinkKind
    first_id: str
    second_id: str
    min_s: Seconds = Seconds(0)
    max_s: Seconds | None = None

    def __post_init__(self) -> None:
        if self.first_id == self.second_id:
            raise InvalidInput(f"need {self.first_id} is linked to itself")
        name = f"link {self.first_id}-{self.second_id}"
        within(f"{name}: min_s", self.min_s, -MAX_HORIZON_S, MAX_HORIZON_S)
        within_if_any(f"{name}: max_s", self.max_s, -MAX_HORIZON_S, MAX_HORIZON_S)
        if self.max_s is not None and self.max_s < self.min_s:
            raise InvalidInput(f"{name}: min_s={self.min_s} is above max_s={self.max_s}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Needs that are occurrences of one standing wish: at most one a day, at least `spacing_days` apart."""

    id: str
    need_ids: tuple[str, ...]
    spacing_days: int = 1

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidInput("a series has an id")
        if not self.need_ids:
            raise InvalidInput(f"series {self.id}: need_ids is empty")
        within(f"series {self.id}: spacing_days", self.spacing_days, 0, MAX_HORIZON_DAYS)
        if len(set(self.need_ids)) < len(self.need_ids):
            raise InvalidInput(f"series {self.id}: a need is named twice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a person has decided about one seat of a need's crew. None leaves it to the search.

    `order` ranks the pinned visits of one volunteer: a lower one comes before a higher one.
    `start_s` fixes the start of the visit. `started`: the volunteer is there already, has been, or is on the
    way; what has begun is kept as it is, whatever the rules say. `picked_up`: what the need has fetched is on
    board.
    """

    need_id: str
    role: int = 0
    volunteer_id: str | None = None
    order: int | None = None
    start_s: Seconds | None = None
    started: bool = False
    picked_up: bool = False

    def __post_init__(self) -> None:
        within_if_any(f"pin of need {self.need_id}: order", self.order, 0, MAX_ORDER)
        within_if_any(f"pin of need {self.need_id}: start_s", self.start_s, 0, MAX_HORIZON_S)
        if self.order is not None and self.volunteer_id is None:
            raise InvalidInput(f"pin of need {self.need_id}: an order needs a volunteer")
        if self.started and (self.volunteer_id is None or self.start_s is None):
            raise InvalidInput(f"pin of need {self.need_id}: what has started has a volunteer and a start_s")
        if self.picked_up and self.volunteer_id is None:
            raise InvalidInput(f"pin of need {self.need_id}: what is picked up has a volunteer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person has been told of one seat of a need's crew: who comes, and when. Changes cost.

    `volunteer_id` None: who was named is not among the volunteers any more; the time stands.
    """

    need_id: str
    role: int = 0
    volunteer_id: str | None = None
    start_s: Seconds

    def __post_init__(self) -> None:
        within(f"told of need {self.need_id}: start_s", self.start_s, 0, MAX_HORIZON_S)
