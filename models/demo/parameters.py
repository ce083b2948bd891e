"""The numbers behind the demo district, checked. parameters.toml explains each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from models.catalogue import Language, NeedKind, Qualification, Speciality, TravelMode
from models.district.gazetteer import FacilityKind
from models.errors import InvalidInput
from models.needs import Role
from models.people import Limits, Shift
from models.units import Seconds

T = TypeVar("T")
Shares = Mapping[T, float]
"""Each choice with its share; the shares sum to 1."""

Span = tuple[Seconds, Seconds]

NIGHT = "night"
"""The windows at which nobody is free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One sort of volunteer. `ages`: youngest, usual, oldest; `specialities`: lowest and highest level."""

    name: str
    share: float
    ages: tuple[int, int, int]
    female: float
    specialities: Mapping[Speciality, tuple[int, int]]
    qualification: Qualification | None
    modes: Shares[TravelMode]
    shifts: Shares[str]
    limits: Shares[str]
    seats: Shares[int]
    vetted: float
    capacity: int
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a need may start: in any of `spans`, or in an agreed slot of `slot_s` within one of them."""

    spans: tuple[Span, ...]
    slot_s: Seconds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One sort of need. Ranges hold both ends. `language`, `same_sex`: shares who ask for it.

    `fetch`: something is picked up at the nearest of these first. `to`: the recipient is taken there and
    back by `way`, and `minutes` is the time there. `public`: at the community's own place, not at a home.
    """

    kind: NeedKind
    share: float
    minutes: tuple[int, int]
    priority: tuple[int, int]
    windows: Shares[str]
    crew: tuple[Role, ...]
    seats: tuple[int, int]
    risky: bool
    with_minor: bool
    min_age: int
    max_age: int | None
    language: float
    same_sex: float
    fetch: tuple[FacilityKind, ...]
    fetch_s: Seconds
    load: tuple[int, int]
    way: TravelMode | None
    to: FacilityKind | None
    public: bool
    bring: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerNumbers:
    """Shares of all volunteers, and the team of doctors; parameters.toml explains each."""

    hours_sigma: float
    team_doctors: int
    team_at_most: float
    team: str
    team_profile: str
    team_community: str
    insured: float
    insurance_ran_out: float
    vetted: float
    qualification_ran_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientNumbers:
    """Shares of all recipients, and ranges of an address; parameters.toml explains each."""

    needs_each: float
    female: float
    preferred: float
    refused: float
    first_visit_flagged: float
    access_told: float
    room_known: float
    units: tuple[int, int]
    floors: tuple[int, int]
    rooms: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """All numbers of the demo district."""

    registered: int
    took_part: int
    service_hours: int
    volunteers: VolunteerNumbers
    profiles: tuple[Profile, ...]
    also: Shares[Speciality]
    languages: Shares[frozenset[Language]]
    shifts: Mapping[str, tuple[Shift, ...]]
    limits: Mapping[str, Limits]
    recipients: RecipientNumbers
    asks: tuple[Ask, ...]
    hours: Mapping[str, Hours]
    night: float
    coach_every: int
    coach_seats: int
    access: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < self.took_part <= self.registered:
            raise InvalidInput(f"took_part={self.took_part} of registered={self.registered} volunteers")
        if self.coach_every < 1:
            raise InvalidInput(f"coach_every={self.coach_every} is not positive")
        _known("team_profile", [self.volunteers.team_profile], [profile.name for profile in self.profiles])
        _known("windows", [NIGHT], self.hours)
        _sum_to_one("profile", [profile.share for profile in self.profiles])
        _sum_to_one("need", [ask.share for ask in self.asks])
        _sum_to_one("languages", self.languages.values())
        for profile in self.profiles:
            _known(f"shifts of profile {profile.name}", profile.shifts, self.shifts)
            _known(f"limits of profile {profile.name}", profile.limits, self.limits)
            for name in ("modes", "shifts", "limits", "seats"):
                _sum_to_one(f"{name} of profile {profile.name}", getattr(profile, name).values())
        for ask in self.asks:
            if (ask.to is None) != (ask.way is None):
                raise InvalidInput(f"need {ask.kind}: to={ask.to} and way={ask.way} go together")
            _known(f"windows of need {ask.kind}", ask.windows, self.hours)
            _sum_to_one(f"windows of need {ask.kind}", ask.windows.values())

    @property
    def active_share(self) -> float:
        """Share of the registered who were ever active."""
        return self.took_part / self.registered

    @property
    def mean_hours(self) -> float:
        """Hours given by an active volunteer, on average."""
        return self.service_hours / self.took_part


def _known(where: str, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise InvalidInput(f"{where}: nothing is called {unknown[0]!r}")


def _sum_to_one(where: str, shares: Iterable[float]) -> None:
    listed = list(shares)
    if min(listed, default=0.0) < 0 or abs(sum(listed) - 1) > 1e-6:
        raise InvalidInput(f"shares of {where} are not negative and sum to 1, got {listed}")
