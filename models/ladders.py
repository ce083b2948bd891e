"""Alarms, and who is told of them one after the other until somebody takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.catalogue import Labelled
from models.lifecycle import Steps


class AlarmKind(Labelled):
    """What an alarm is raised for."""

    MISSING_CHECK_IN = "missing_check_in", "未按时签到"
    OVERDUE_CHECK_OUT = "overdue_check_out", "未按时签退"
    WELFARE_CHECK = "welfare_check", "独居老人平安确认"


class AlarmState(Labelled):
    OPEN = "open", "待处理"
    TAKEN = "taken", "处理中"
    RESOLVED = "resolved", "已处理"


ALARM_STEPS: Steps = {
    AlarmState.OPEN: {
        "climbed": AlarmState.OPEN,
        "taken": AlarmState.TAKEN,
        "resolved": AlarmState.RESOLVED,
    },
    AlarmState.TAKEN: {"resolved": AlarmState.RESOLVED},
    AlarmState.RESOLVED: {},
}


class Contact(Labelled):
    """Who is told at a rung of the ladder, or rung up by whoever takes the alarm."""

    VOLUNTEER = "volunteer", "志愿者"
    RECIPIENT = "recipient", "服务对象"
    EMERGENCY_CONTACT = "emergency_contact", "紧急联系人"
    COMMUNITY = "community", "社区调度员"
    SUBDISTRICT = "subdistrict", "街道调度员"
    DISTRICT = "district", "区调度中心"


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is told, and how many minutes after the alarm was raised."""

    told: Contact
    after_minutes: int


MISSING_AFTER = timedelta(minutes=15)
"""A check-in is missing so long after the planned start."""

OVERDUE_AFTER = timedelta(minutes=30)
"""A check-out is overdue so long after the planned end."""

# The minutes are assumed: a volunteer who is late answers within ten; whoever may lie on the floor behind a
# closed door waits no longer than a quarter of an hour for somebody with a key.
LADDERS: Mapping[AlarmKind, tuple[Rung, ...]] = {
    AlarmKind.MISSING_CHECK_IN: (
        Rung(Contact.VOLUNTEER, 0),
        Rung(Contact.COMMUNITY, 10),
        Rung(Contact.SUBDISTRICT, 30),
        Rung(Contact.DISTRICT, 60),
    ),
    AlarmKind.OVERDUE_CHECK_OUT: (
        Rung(Contact.VOLUNTEER, 0),
        Rung(Contact.COMMUNITY, 15),
        Rung(Contact.SUBDISTRICT, 45),
        Rung(Contact.DISTRICT, 90),
    ),
    AlarmKind.WELFARE_CHECK: (
        Rung(Contact.COMMUNITY, 0),
        Rung(Contact.EMERGENCY_CONTACT, 15),
        Rung(Contact.SUBDISTRICT, 30),
        Rung(Contact.DISTRICT, 60),
    ),
}


def told_by(kind: AlarmKind, level: int) -> tuple[Contact, ...]:
    """Who has been told once the alarm has come to that rung, in that order."""
    return tuple(rung.told for rung in LADDERS[kind][: level + 1])


def level_at(kind: AlarmKind, *, raised_at: datetime, now: datetime) -> int:
    """The rung that an alarm nobody has taken is on."""
    return sum(raised_at + timedelta(minutes=rung.after_minutes) <= now for rung in LADDERS[kind][1:])


def next_rung_at(kind: AlarmKind, level: int, *, raised_at: datetime) -> datetime | None:
    """When the alarm climbs further; None on the last rung."""
    above = LADDERS[kind][level + 1 : level + 2]
    return raised_at + timedelta(minutes=above[0].after_minutes) if above else None
