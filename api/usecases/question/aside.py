"""What people have agreed although a rule forbids it: it stands, and no plan is asked to make sense of it."""

from dataclasses import replace

from api.usecases.question.spans import without
from matcher.pins import pin_conflicts
from models.day import Day
from models.needs import Need, Pin
from models.people import Shift, Volunteer
from models.units import Seconds

AROUND_S = 15 * 60
"""Kept free before and after such a visit. Assumed."""


def set_aside(day: Day) -> tuple[Day, dict[str, str]]:
    """The day without the needs whose agreed visits contradict a rule or each other, and why, by need.

    Who has agreed to them is not free at that time. What has begun is never set aside unless its own pin is
    in conflict.
    """
    why: dict[str, str] = {}
    while conflicts := pin_conflicts(day):
        why |= {one.pin.need_id: one.message for one in conflicts}
        day = _without(day, {one.pin.need_id for one in conflicts})
    return day, why


def _without(day: Day, need_ids: set[str]) -> Day:
    gone = [need for need in day.needs if need.id in need_ids]
    pins = [pin for pin in day.pins if pin.need_id in need_ids]
    return replace(
        day,
        volunteers=tuple(_busy(one, pins, gone) for one in day.volunteers),
        needs=tuple(need for need in day.needs if need.id not in need_ids),
        links=tuple(one for one in day.links if need_ids.isdisjoint((one.first_id, one.second_id))),
        series=tuple(
            replace(one, need_ids=left)
            for one in day.series
            if len(left := tuple(id for id in one.need_ids if id not in need_ids)) > 1
        ),
        pins=tuple(pin for pin in day.pins if pin.need_id not in need_ids),
        told=tuple(one for one in day.told if one.need_id not in need_ids),
    )


def _busy(volunteer: Volunteer, pins: list[Pin], needs: list[Need]) -> Volunteer:
    lasts_s = {need.id: need.service_s for need in needs}
    taken = [
        (pin.start_s - AROUND_S, pin.start_s + lasts_s[pin.need_id] + AROUND_S)
        for pin in pins
        if pin.volunteer_id == volunteer.id and pin.start_s is not None
    ]
    if not taken:
        return volunteer
    spans = without(((one.opens_s, one.closes_s) for one in volunteer.shifts), taken)
    shifts = tuple(Shift(opens_s=Seconds(opens_s), closes_s=Seconds(closes_s)) for opens_s, closes_s in spans)
    return replace(volunteer, shifts=shifts)
