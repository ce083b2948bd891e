"""Volunteers of the demo district, at any scale up to the whole register."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import exp, log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from models.catalogue import Qualification, Sex, Speciality, TravelMode
from models.demo.draws import drawn, drawn_by_row, stream
from models.demo.names import MAX_PEOPLE, VOLUNTEER_PHONES, full_names
from models.demo.parameters import Parameters
from models.demo.parameters_toml import demo_parameters
from models.district.gazetteer import Gazetteer, hanyang
from models.errors import InvalidInput
from models.geo import Place, Wgs84, moved
from models.people import ADULT_AGE, Volunteer
from models.travel import MAX_EXTENT_M

Profiles = NDArray[np.intp]
"""For everybody, the idx of the profile."""

VALIDITY_STEP_DAYS = 30
VALID_STEPS = 36
OVER_STEPS = 12
"""Last days lie up to three years ahead or one back, on few dates, so that equal ones are one object."""


def make_volunteers(
    count: int,
    rng: np.random.Generator,
    *,
    first_day: date,
    gazetteer: Gazetteer | None = None,
    parameters: Parameters | None = None,
) -> tuple[Volunteer, ...]:
    """Volunteers who live in the gazetteer's buildings (None: Hanyang), by the numbers (None: the demo's).

    Their ids are V000001 and so on; what is valid and what has run out counts from `first_day`. Equal parts
    (limits, shifts, specialities) are one shared object. Raises InvalidInput for an impossible count.
    """
    parameters = parameters or demo_parameters()
    places = (gazetteer or hanyang()).buildings
    if not places:
        raise InvalidInput("the gazetteer has no building to live in")
    homes = [places[at] for at in rng.integers(len(places), size=_checked(count)).tolist()]
    team_homes = [place for place in places if place.community == parameters.volunteers.team_community]
    return _people(homes, team_homes, rng, first_day, parameters)


def make_volunteers_around(
    centre: Wgs84,
    extent_m: float,
    count: int,
    seed: int,
    first_day: date,
    parameters: Parameters | None = None,
) -> tuple[Volunteer, ...]:
    """The same sort of people anywhere: homes evenly over the square `extent_m` wide around `centre`.

    Raises InvalidInput for a count, an extent or a seed that cannot be.
    """
    rng = stream(seed, "volunteers")
    if not 0 < extent_m <= MAX_EXTENT_M:
        raise InvalidInput(f"extent_m={extent_m} is not between 0 and {MAX_EXTENT_M:.0f}")
    offsets = ((rng.random((_checked(count), 2)) - 0.5) * extent_m).tolist()
    homes = [Place(at=moved(centre, east_m=east_m, north_m=north_m)) for east_m, north_m in offsets]
    return _people(homes, [], rng, first_day, parameters or demo_parameters())


def _checked(count: int) -> int:
    if not 0 <= count <= MAX_PEOPLE:
        raise InvalidInput(f"{count} volunteers is not between 0 and {MAX_PEOPLE}")
    return count


def _people(
    homes: list[Place],
    team_homes: Sequence[Place],
    rng: np.random.Generator,
    first_day: date,
    parameters: Parameters,
) -> tuple[Volunteer, ...]:
    """One volunteer for each home; the team of doctors moves to `team_homes`, minors to their guardians."""
    count = len(homes)
    profiles = parameters.profiles
    profile, team = _profiles(count, rng, parameters)
    for at, chance in zip(team, rng.random(len(team)).tolist(), strict=True):
        homes[at] = team_homes[int(chance * len(team_homes))] if team_homes else homes[at]
    in_team = set(team)
    ages = _ages(rng, profile, parameters)
    guardians = _guardians(rng, ages)
    for minor, guardian in guardians.items():
        homes[minor] = homes[guardian]

    female = rng.random(count) < np.array([one.female for one in profiles])[profile]
    is_vetted = (rng.random(count) < np.array([one.vetted for one in profiles])[profile]).tolist()
    names = full_names(rng, female)
    modes = drawn_by_row(rng, [one.modes for one in profiles], profile)
    shifts = drawn_by_row(rng, [one.shifts for one in profiles], profile)
    limits = drawn_by_row(rng, [one.limits for one in profiles], profile)
    seats = drawn_by_row(rng, [one.seats for one in profiles], profile)
    languages = drawn(rng, parameters.languages, count)
    specialities = _specialities(rng, profile, ages, parameters)
    qualifications = _qualifications(rng, profile, modes, first_day, parameters)
    insured = _insured(rng, count, first_day, parameters)
    vetted = _last_days(rng, count, first_day)
    hours = _hours(rng, count, parameters)
    teams = {place.community: place.community and f"{place.community}志愿服务队" for place in homes}
    own = [profiles[at] for at in profile.tolist()]
    sexes = [Sex.FEMALE if one else Sex.MALE for one in female.tolist()]

    return tuple(
        Volunteer(
            id=_id(at),
            name=names[at],
            phone=f"{VOLUNTEER_PHONES}{at:06d}",
            home=homes[at],
            shifts=parameters.shifts[shifts[at]],
            mode=modes[at],
            limits=parameters.limits[limits[at]],
            specialities=specialities[at],
            qualifications=qualifications[at],
            sex=sexes[at],
            age=age,
            languages=languages[at],
            insured_until=insured[at],
            vetted_until=vetted[at] if is_vetted[at] else None,
            guardian_id=_id(guardians[at]) if at in guardians else "",
            capacity=own[at].capacity,
            seats=seats[at],
            team=parameters.volunteers.team if at in in_team else own[at].team or teams[homes[at].community],
            hours_given=hours[at],
        )
        for at, age in enumerate(ages.tolist())
    )


def _id(at: int) -> str:
    return f"V{at + 1:06d}"


def _profiles(count: int, rng: np.random.Generator, parameters: Parameters) -> tuple[Profiles, list[int]]:
    """Everybody's profile, and who is in the team of doctors."""
    numbers = parameters.volunteers
    shares = {at: one.share for at, one in enumerate(parameters.profiles)}
    profile = np.array(drawn(rng, shares, count), np.intp)
    size = min(numbers.team_doctors, int(numbers.team_at_most * count))
    team = rng.permutation(count)[:size]
    profile[team] = [one.name for one in parameters.profiles].index(numbers.team_profile)
    return profile, team.tolist()


def _ages(rng: np.random.Generator, profile: Profiles, parameters: Parameters) -> NDArray[np.int64]:
    youngest, usual, oldest = np.array([one.ages for one in parameters.profiles], np.int64)[profile].T
    ages: NDArray[np.int64] = np.minimum(rng.triangular(youngest, usual, oldest + 1).astype(np.int64), oldest)
    return ages


def _guardians(rng: np.random.Generator, ages: NDArray[np.int64]) -> dict[int, int]:
    """An adult for each minor; none where there is no adult at all."""
    minors, adults = np.flatnonzero(ages < ADULT_AGE), np.flatnonzero(ages >= ADULT_AGE)
    if not len(adults):
        return {}
    chosen = adults[rng.integers(len(adults), size=len(minors))]
    return dict(zip(minors.tolist(), chosen.tolist(), strict=True))


def _specialities(
    rng: np.random.Generator, profile: Profiles, ages: NDArray[np.int64], parameters: Parameters
) -> list[dict[Speciality, int]]:
    """What the profile brings, and for adults what anybody may also be able to do."""
    most = max(len(one.specialities) for one in parameters.profiles)
    ranges = np.ones((len(parameters.profiles), most, 2), np.int64)
    for at, one in enumerate(parameters.profiles):
        if one.specialities:
            ranges[at, : len(one.specialities)] = list(one.specialities.values())
    levels = rng.integers(ranges[profile, :, 0], ranges[profile, :, 1], endpoint=True)
    also = list(parameters.also)
    has_also = rng.random((len(profile), len(also))) < np.array(list(parameters.also.values()))
    has_also &= (ages >= ADULT_AGE)[:, None]

    made: dict[tuple[int, tuple[int, ...], tuple[bool, ...]], dict[Speciality, int]] = {}
    everybody = []
    for key in zip(profile.tolist(), map(tuple, levels.tolist()), map(tuple, has_also.tolist()), strict=True):
        if key not in made:
            at, own, extra = key
            # The profile's own level comes last, as it holds where both name the speciality.
            made[key] = {one: 1 for one, has in zip(also, extra, strict=True) if has} | dict(
                zip(parameters.profiles[at].specialities, own, strict=False)
            )
        everybody.append(made[key])
    return everybody


def _qualifications(
    rng: np.random.Generator,
    profile: Profiles,
    modes: Sequence[TravelMode],
    first_day: date,
    parameters: Parameters,
) -> list[dict[Qualification, date]]:
    """The profile's, and a driving licence for who comes by car; some have run out."""
    count = len(profile)
    ran_out = (rng.random(count) < parameters.volunteers.qualification_ran_out).tolist()
    valid, over = _last_days(rng, count, first_day), _past_days(rng, count, first_day)
    made: dict[tuple[int, bool, date], dict[Qualification, date]] = {}
    everybody = []
    for at, one in enumerate(profile.tolist()):
        key = one, modes[at] is TravelMode.CAR, over[at] if ran_out[at] else valid[at]
        if key not in made:
            names = [parameters.profiles[one].qualification, Qualification.DRIVER if key[1] else None]
            made[key] = {name: key[2] for name in names if name is not None}
        everybody.append(made[key])
    return everybody


def _insured(
    rng: np.random.Generator, count: int, first_day: date, parameters: Parameters
) -> list[date | None]:
    numbers = parameters.volunteers
    chance = rng.random(count).tolist()
    valid, over = _last_days(rng, count, first_day), _past_days(rng, count, first_day)
    return [
        valid[at]
        if one < numbers.insured
        else over[at]
        if one < numbers.insured + numbers.insurance_ran_out
        else None
        for at, one in enumerate(chance)
    ]


def _last_days(rng: np.random.Generator, count: int, first_day: date) -> list[date]:
    """Last days of something still valid on `first_day`."""
    days = [first_day + timedelta(days=VALIDITY_STEP_DAYS * step) for step in range(1, VALID_STEPS + 1)]
    return [days[at] for at in rng.integers(len(days), size=count).tolist()]


def _past_days(rng: np.random.Generator, count: int, first_day: date) -> list[date]:
    """Last days of something that has run out before `first_day`."""
    days = [first_day - timedelta(days=VALIDITY_STEP_DAYS * step) for step in range(1, OVER_STEPS + 1)]
    return [days[at] for at in rng.integers(len(days), size=count).tolist()]


def _hours(rng: np.random.Generator, count: int, parameters: Parameters) -> list[float]:
    """Hours ever given, to a tenth: nothing by many, little by most, very much by a few."""
    active = np.flatnonzero(rng.random(count) < parameters.active_share)
    # One draw from each of as many equally likely strata: plain draws from so long a tail would miss
    # the mean by several per cent even among ten thousand.
    chance = (rng.permutation(len(active)) + rng.random(len(active))) / max(len(active), 1)
    # The mean of a lognormal is exp(mu + sigma^2 / 2).
    sigma = parameters.volunteers.hours_sigma
    exponent = NormalDist(log(parameters.mean_hours) - sigma**2 / 2, sigma)
    hours = [0.0] * count
    for at, one in zip(active.tolist(), np.clip(chance, 1e-9, 1 - 1e-9).tolist(), strict=True):
        hours[at] = max(round(exp(exponent.inv_cdf(one)), 1), 0.1)
    return hours
