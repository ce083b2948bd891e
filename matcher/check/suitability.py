"""Whether a volunteer may take a seat of a need's crew at all: rules that depend on the pair alone.

Each rule returns nothing, or how it is broken, with the numbers. `on` is the day of the visit.
The Regulations are those on Volunteer Service (志愿服务条例), State Council Decree 685.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from models.needs import Need, Role
from models.people import ADULT_AGE, Volunteer
from models.reasons import Reason

PairRule = Callable[[Volunteer, Need, Role, date], str | None]


def speciality(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """Who serves has the knowledge and skill that the service asks for. Source: Regulations, Art. 15."""
    if role.speciality is None or role.speciality in volunteer.specialities:
        return None
    has = ", ".join(sorted(volunteer.specialities)) or "none"
    return f"the role asks for {role.speciality}, the volunteer has {has}"


def level(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """The skill is there at the level asked for. Source: Regulations, Art. 15."""
    if role.speciality is None or role.speciality not in volunteer.specialities:
        return None
    held = volunteer.specialities[role.speciality]
    if held >= role.level:
        return None
    return f"the role asks for {role.speciality} at level {role.level}, held is {held}"


def qualification(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """Work that the law reserves asks for a qualification valid on the day. Source: Regulations, Art. 16."""
    for wanted in sorted(role.qualifications):
        last_day = volunteer.qualifications.get(wanted)
        if last_day is None:
            return f"the role asks for {wanted}, the volunteer does not have it"
        if last_day < on:
            return f"{wanted} is valid until {last_day}, the visit is on {on}"
    return None


def insurance(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """Accident insurance comes before tasks with bodily risk. Source: Regulations, Art. 17."""
    if not need.risky or (volunteer.insured_until is not None and volunteer.insured_until >= on):
        return None
    return f"the task is risky on {on}, insured until {volunteer.insured_until or 'never'}"


def vetting(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """Contact with minors asks for a record check valid on the day.

    Source: Law of the PRC on the Protection of Minors (2020), Art. 62, here applied to volunteers.
    """
    if not need.with_minor or (volunteer.vetted_until is not None and volunteer.vetted_until >= on):
        return None
    until = volunteer.vetted_until or "never"
    return f"the need brings contact with a minor on {on}, vetted until {until}"


def age(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """The task suits the age. Source: Regulations, Art. 15.

    Who gives no age is taken for an adult and no more: enough for a lower bound of up to ADULT_AGE.
    """
    years = volunteer.age
    if years is None:
        fits = need.min_age <= ADULT_AGE and need.max_age is None
    else:
        fits = need.min_age <= years and (need.max_age is None or years <= need.max_age)
    if fits:
        return None
    wanted = f"{need.min_age} to {need.max_age}" if need.max_age is not None else f"{need.min_age} or more"
    held = "not given" if years is None else years
    return f"the task suits age {wanted}, the volunteer's is {held}"


def minor_at_risk(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """No minor takes a task with bodily risk.

    Source: Law on the Protection of Minors (2020), Art. 61, on work; applied to volunteers: house rule.
    """
    if not (volunteer.is_minor and need.risky):
        return None
    return f"the task is risky, the volunteer is {volunteer.age}"


def sex(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """The recipient's wish for a carer's sex holds for every one of the crew; not known is not enough."""
    if need.carer_sex is None or volunteer.sex is need.carer_sex:
        return None
    return f"asked for is {need.carer_sex}, the volunteer is {volunteer.sex or 'not given'}"


def language(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """Every one of the crew speaks the language asked for."""
    if need.language is None or need.language in volunteer.languages:
        return None
    speaks = ", ".join(sorted(volunteer.languages)) or "none of the known languages"
    return f"asked for is {need.language}, the volunteer speaks {speaks}"


def refused_by_recipient(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """A recipient need not let somebody in. Source: Regulations, Art. 3 (voluntary, equal)."""
    if volunteer.id not in need.refused:
        return None
    return f"the need's recipient refuses {volunteer.id}"


def refused_by_volunteer(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """A volunteer need not go to somebody. Source: Regulations, Art. 3 (voluntary, equal)."""
    if not need.recipient_id or need.recipient_id not in volunteer.refuses:
        return None
    return f"the volunteer refuses recipient {need.recipient_id}"


def seats(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """Who takes people along has a seat for each of them."""
    if volunteer.seats >= need.seats:
        return None
    return f"the need asks for {need.seats} seats, the volunteer has {volunteer.seats}"


PAIR_RULES: Mapping[Reason, PairRule] = MappingProxyType(
    {
        Reason.NO_SPECIALITY: speciality,
        Reason.LEVEL_TOO_LOW: level,
        Reason.MISSING_QUALIFICATION: qualification,
        Reason.NOT_INSURED: insurance,
        Reason.NOT_VETTED: vetting,
        Reason.OUTSIDE_AGE_RANGE: age,
        Reason.MINOR_AT_NIGHT_OR_RISK: minor_at_risk,
        Reason.WRONG_SEX: sex,
        Reason.NO_SHARED_LANGUAGE: language,
        Reason.REFUSED_BY_RECIPIENT: refused_by_recipient,
        Reason.REFUSED_BY_VOLUNTEER: refused_by_volunteer,
        Reason.TOO_FEW_SEATS: seats,
    }
)
