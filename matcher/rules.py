"""Hard rules that depend on one volunteer and one role alone. Each returns a reason or nothing.

The Regulations are the Regulations on Volunteer Service (志愿服务条例), State Council Decree 685 of 2017.
Where no law speaks, the source says "house rule" or "assumed".
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from models.needs import Need, Role, TimeWindow
from models.people import ADULT_AGE, NIGHT_CLOSES_S, NIGHT_OPENS_S, Volunteer
from models.reasons import Reason
from models.units import DAY_S, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What one role of a need asks of whoever takes it.

    `windows`: when it may start, pins honoured; empty where it no longer may. `on`: the last day on which it
    may start, so that what holds then holds before. `pinned_id`: the volunteer a person has chosen, None if
    the choice is open. `picked_up`: what the need fetches is on board already.
    """

    need: Need
    role: int
    windows: tuple[TimeWindow, ...]
    on: date
    pinned_id: str | None = None
    picked_up: bool = False

    @property
    def demands(self) -> Role:
        return self.need.crew[self.role]


def rule_crew(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """The first visit to a recipient who is marked for it is made by two. Source: house rule."""
    return Reason.CREW_TOO_SMALL if _sends_one_where_two_go(ask) else None


def rule_speciality(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Who serves has the speciality asked for, at the level asked for. Source: Regulations, Art. 15."""
    wanted = ask.demands.speciality
    if wanted is None:
        return None
    level = volunteer.specialities.get(wanted)
    if level is None:
        return Reason.NO_SPECIALITY
    return Reason.LEVEL_TOO_LOW if level < ask.demands.level else None


def rule_qualification(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Work that the law reserves asks for a qualification valid on the day, its last one included.

    Source: Regulations, Art. 16.
    """
    for wanted in ask.demands.qualifications:
        last_day = volunteer.qualifications.get(wanted)
        if last_day is None or last_day < ask.on:
            return Reason.MISSING_QUALIFICATION
    return None


def rule_insurance(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Nobody goes to a task with bodily risk without accident cover. Source: Regulations, Art. 17."""
    if ask.need.risky and not _holds(volunteer.insured_until, ask.on):
        return Reason.NOT_INSURED
    return None


def rule_vetting(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Contact with a minor asks for a record check that is valid on the day.

    Source: Law on the Protection of Minors (2020), Art. 62, on staff; applied to volunteers: house rule.
    """
    if ask.need.with_minor and not _holds(volunteer.vetted_until, ask.on):
        return Reason.NOT_VETTED
    return None


def rule_age(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """The task suits the age. Source: Regulations, Art. 15.

    Who gives no age is taken for an adult and no more: that meets a lower bound up to ADULT_AGE and fails
    any other. Source: house rule.
    """
    need, age = ask.need, volunteer.age
    if age is None:
        suits = need.min_age <= ADULT_AGE and need.max_age is None
    else:
        suits = need.min_age <= age and (need.max_age is None or age <= need.max_age)
    return None if suits else Reason.OUTSIDE_AGE_RANGE


def rule_minor_at_night_or_risk(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """No minor is sent to a task with bodily risk, or to one that cannot be done between night and night.

    Source: Law on the Protection of Minors (2020), Art. 61, on work; applied to volunteers: house rule.
    """
    if volunteer.is_minor and (ask.need.risky or _only_at_night(ask)):
        return Reason.MINOR_AT_NIGHT_OR_RISK
    return None


def rule_minor_without_adult(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """A minor serves only beside the adult named as guardian, so never without one, and never alone.

    That the guardian takes another seat of the crew depends on the plan: the search sees to it.
    Source: Civil Code, Art. 19 and 34; Regulations, Art. 15; the guardian there in person: house rule.
    """
    if volunteer.is_minor and (not volunteer.guardian_id or len(ask.need.crew) < 2):
        return Reason.MINOR_WITHOUT_ADULT
    return None


def rule_sex(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """The recipient may ask for a woman or a man; who does not say passes only where neither is asked.

    Source: Regulations, Art. 21 (the dignity of the recipient); house rule.
    """
    wanted = ask.need.carer_sex
    return Reason.WRONG_SEX if wanted is not None and volunteer.sex is not wanted else None


def rule_language(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Everybody of the crew speaks the language asked for. Source: house rule."""
    wanted = ask.need.language
    return Reason.NO_SHARED_LANGUAGE if wanted is not None and wanted not in volunteer.languages else None


def rule_seats(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Who takes people along has a seat for each. Source: Road Traffic Safety Law, Art. 49."""
    return Reason.TOO_FEW_SEATS if volunteer.seats < ask.need.seats else None


def rule_capacity(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """What the visit takes, fetched and supplied, can be carried in one go. Source: house rule."""
    return Reason.OVER_CAPACITY if volunteer.capacity < _load(ask) else None


def rule_refused_by_recipient(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Nobody is sent to a recipient who refuses them. Source: Regulations, Art. 3 (voluntary, equal)."""
    return Reason.REFUSED_BY_RECIPIENT if volunteer.id in ask.need.refused else None


def rule_refused_by_volunteer(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Nobody is sent to a recipient whom they refuse. Source: Regulations, Art. 3 (voluntary, equal)."""
    recipient_id = ask.need.recipient_id
    return Reason.REFUSED_BY_VOLUNTEER if recipient_id and recipient_id in volunteer.refuses else None


def rule_pinned(volunteer: Volunteer, ask: Ask) -> Reason | None:
    """Where a person has decided who goes, nobody else does. Source: house rule."""
    return Reason.PINNED_ELSEWHERE if ask.pinned_id not in (None, volunteer.id) else None


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A rule with all that it looks at: equal keys on both sides mean equal verdicts.

    `ask_key` None means that the role asks nothing here: everybody passes.
    """

    rule: Callable[[Volunteer, Ask], Reason | None]
    volunteer_key: Callable[[Volunteer], Hashable]
    ask_key: Callable[[Ask], Hashable | None]


# The keys keep dates rather than verdicts on a day, so that volunteers are grouped once for all asks.
GROUP_RULES = (
    GroupRule(rule_crew, lambda v: None, lambda a: _sends_one_where_two_go(a) or None),
    GroupRule(
        rule_speciality,
        lambda v: frozenset(v.specialities.items()),
        lambda a: (a.demands.speciality, a.demands.level) if a.demands.speciality else None,
    ),
    GroupRule(
        rule_qualification,
        lambda v: frozenset(v.qualifications.items()),
        lambda a: (a.demands.qualifications, a.on) if a.demands.qualifications else None,
    ),
    GroupRule(rule_insurance, lambda v: v.insured_until, lambda a: a.on if a.need.risky else None),
    GroupRule(rule_vetting, lambda v: v.vetted_until, lambda a: a.on if a.need.with_minor else None),
    GroupRule(
        rule_age,
        lambda v: v.age,
        lambda a: (a.need.min_age, a.need.max_age) if a.need.min_age or a.need.max_age is not None else None,
    ),
    GroupRule(
        rule_minor_at_night_or_risk,
        lambda v: v.is_minor,
        lambda a: True if a.need.risky or _only_at_night(a) else None,
    ),
    GroupRule(
        rule_minor_without_adult,
        lambda v: (v.is_minor, not v.guardian_id),
        lambda a: len(a.need.crew) < 2,
    ),
    GroupRule(rule_sex, lambda v: v.sex, lambda a: a.need.carer_sex),
    GroupRule(rule_language, lambda v: v.languages, lambda a: a.need.language),
    GroupRule(rule_seats, lambda v: v.seats, lambda a: a.need.seats or None),
    GroupRule(rule_capacity, lambda v: v.capacity, lambda a: _load(a) or None),
)
"""Rules that see kinds of people: volunteers who are alike are judged once."""

NAMED_RULES = (rule_refused_by_recipient, rule_refused_by_volunteer, rule_pinned)
"""Rules that see who somebody is: they concern few, and each of those is judged alone."""

PAIR_RULES = (*(group.rule for group in GROUP_RULES), *NAMED_RULES)


def broken_rules(volunteer: Volunteer, ask: Ask) -> tuple[Reason, ...]:
    """Every reason why the volunteer may not take the role; empty if none."""
    verdicts = (rule(volunteer, ask) for rule in PAIR_RULES)
    return tuple(reason for reason in verdicts if reason is not None)


def _holds(last_day: date | None, on: date) -> bool:
    return last_day is not None and on <= last_day


def _sends_one_where_two_go(ask: Ask) -> bool:
    return ask.need.first_visit_flagged and len(ask.need.crew) < 2


def _load(ask: Ask) -> int:
    fetched = ask.need.pickup.load if ask.need.pickup is not None else 0
    return fetched + sum(ask.need.supplies.values())


def _only_at_night(ask: Ask) -> bool:
    windows = ask.windows
    return bool(windows) and not any(_allows_daytime(window, ask.need.service_s) for window in windows)


def _allows_daytime(window: TimeWindow, service_s: Seconds) -> bool:
    """Whether some start within the window lets the service begin and end between night and night."""
    today_s = window.opens_s - window.opens_s % DAY_S
    last_start_s = NIGHT_OPENS_S - service_s
    for day_s in (today_s, today_s + DAY_S):
        start_s = max(window.opens_s, day_s + NIGHT_CLOSES_S)
        if start_s <= min(window.closes_s, day_s + last_start_s):
            return True
    return False
