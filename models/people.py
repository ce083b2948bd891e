"""Volunteers: who they are, what they can do, when, and how far."""

from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from models.bounds import within, within_if_any
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.errors import InvalidInput
from models.geo import Place
from models.units import DAY_S, HOUR_S, MAX_HORIZON_S, MAX_LOAD, MAX_SEATS, Metres, Seconds

ADULT_AGE = 18
"""Source: Civil Code of the PRC, Art. 17."""

NIGHT_OPENS_S = Seconds(22 * HOUR_S)
NIGHT_CLOSES_S = Seconds(6 * HOUR_S)
"""From the first time of day to the second no minor serves. Assumed: what labour law calls night work."""

MAX_LEVEL = 5
MAX_AGE = 120

MAX_HOURS_GIVEN = 25_000
"""Eight hours a day for more than eight years; its square in seconds still fits the search's integers."""

MAX_LIMIT_M = 10**9
MAX_LIMIT_TASKS = 10**6
"""Limits above bind nobody in a day: who means no limit leaves it out."""


def check_supplies(where: str, supplies: dict[str, int]) -> None:
    """Raises InvalidInput where a good has no name or is no countable amount."""
    for good, amount in supplies.items():
        if not good:
            raise InvalidInput(f"{where}: supplies have a name")
        within(f"{where}: supplies of {good}", amount, 0, MAX_LOAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A span in which a volunteer is free: away from `start` no earlier, at `end` no later."""

    opens_s: Seconds
    closes_s: Seconds

    def __post_init__(self) -> None:
        if not 0 <= self.opens_s < self.closes_s <= MAX_HORIZON_S:
            raise InvalidInput(
                f"a shift opens before it closes, within the horizon: opens_s={self.opens_s}, "
                f"closes_s={self.closes_s}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A rest where the volunteer happens to be: starts from `opens_s` to `closes_s`, both included.

    It belongs to every shift that its span of starts meets, and is owed only where the shift has work.
    """

    opens_s: Seconds
    closes_s: Seconds
    lasts_s: Seconds

    def __post_init__(self) -> None:
        if not 0 <= self.opens_s <= self.closes_s <= MAX_HORIZON_S or not 0 < self.lasts_s <= DAY_S:
            raise InvalidInput(
                f"a break starts between two moments of the horizon and lasts up to a day: "
                f"opens_s={self.opens_s}, closes_s={self.closes_s}, lasts_s={self.lasts_s}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most a volunteer gives in a day; None is no limit. `week_service_s` counts from Monday to Sunday.

    Work counts for the day and the week in which its shift opens.
    """

    travel_s: Seconds | None = None
    metres: Metres | None = None
    tasks: int | None = None
    service_s: Seconds | None = None
    week_service_s: Seconds | None = None

    def __post_init__(self) -> None:
        for name in ("travel_s", "service_s", "week_service_s"):
            within_if_any(f"limit {name}", getattr(self, name), 0, MAX_HORIZON_S)
        within_if_any("limit metres", self.metres, 0, MAX_LIMIT_M)
        within_if_any("limit tasks", self.tasks, 0, MAX_LIMIT_TASKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """One volunteer (志愿者).

    `home` is where each shift starts; `end` where it ends (None: at home again), unless `open_end`.
    `specialities` maps each speciality to its level, 1 to MAX_LEVEL.
    `qualifications` maps each to the last day on which it is valid.
    `insured_until`, `vetted_until`: last day of accident cover, and of the record check that contact
    with minors asks for; None is none.
    `guardian_id` names the adult without whom a minor does not go.
    `capacity` is in load units (a medicine bag is one); `refuses` lists recipient ids.
    `supplies`: goods carried from the start of each shift, by name; a depot gives more.
    `refusal_permille`: how often offers to this volunteer are refused.
    """

    id: str
    name: str = ""
    phone: str = ""
    home: Place
    end: Place | None = None
    open_end: bool = False
    shifts: tuple[Shift, ...]
    breaks: tuple[Break, ...] = ()
    mode: TravelMode = TravelMode.WALK
    limits: Limits = Limits()
    specialities: dict[Speciality, int] = field(default_factory=dict)
    qualifications: dict[Qualification, date] = field(default_factory=dict)
    sex: Sex | None = None
    age: int | None = None
    languages: frozenset[Language] = frozenset({Language.MANDARIN})
    insured_until: date | None = None
    vetted_until: date | None = None
    guardian_id: str = ""
    capacity: int = 4
    supplies: dict[str, int] = field(default_factory=dict)
    refusal_permille: int = 0
    seats: int = 0
    team: str = ""
    refuses: frozenset[str] = frozenset()
    hours_given: float = 0.0

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidInput("a volunteer has an id")
        within_if_any(f"volunteer {self.id}: age", self.age, 0, MAX_AGE)
        within(f"volunteer {self.id}: capacity", self.capacity, 0, MAX_LOAD)
        within(f"volunteer {self.id}: seats", self.seats, 0, MAX_SEATS)
        within(f"volunteer {self.id}: refusal_permille", self.refusal_permille, 0, 1000)
        check_supplies(f"volunteer {self.id}", self.supplies)
        if not (isfinite(self.hours_given) and 0 <= self.hours_given <= MAX_HOURS_GIVEN):
            raise InvalidInput(
                f"volunteer {self.id}: hours_given={self.hours_given} is not between 0 and {MAX_HOURS_GIVEN}"
            )
        for speciality, level in self.specialities.items():
            if not 1 <= level <= MAX_LEVEL:
                raise InvalidInput(
                    f"volunteer {self.id}: {speciality} of level {level}, not 1 to {MAX_LEVEL}"
                )
        previous_closes_s = Seconds(0)
        for shift in self.shifts:
            if shift.opens_s < previous_closes_s:
                raise InvalidInput(f"volunteer {self.id}: shifts overlap or are unsorted at {shift.opens_s}")
            previous_closes_s = shift.closes_s

    @property
    def is_minor(self) -> bool:
        """Known to be under age. Who gives no age is taken for an adult, as registration asks for it."""
        return self.age is not None and self.age < ADULT_AGE
