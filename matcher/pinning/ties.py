"""Pins against links and series: two needs of which people have decided what cannot be had together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from matcher.pinning.conflict import PinConflict, clock
from matcher.surveying.groups import groups_of
from matcher.surveying.moments import Windows, allows, promised_windows
from models.day import Day
from models.needs import Link, LinkKind, Need, Pin, TimeWindow
from models.units import DAY_S, MAX_HORIZON_S

Pins = Mapping[str, Sequence[Pin]]
"""By need id, in the order of the day."""


def tie_conflicts(day: Day, pins: Pins) -> Iterator[PinConflict]:
    """Pins of two needs that no plan keeps without breaking a link or a series.

    Where only one of the needs is pinned the other may stay unmet, and what has started is as it is: neither
    is a conflict.
    """
    needs = {need.id: need for need in day.needs}
    for link in day.links:
        if link.kind is LinkKind.GAP:
            yield from _gap(link, needs, pins)
    yield from _hands(day, needs, pins)
    for series in day.series:
        members = [needs[need_id] for need_id in sorted(set(series.need_ids)) if need_id in pins]
        for first, second in combinations(members, 2):
            yield from _too_close(series.id, max(1, series.spacing_days), first, second, pins)


def _gap(link: Link, needs: Mapping[str, Need], pins: Pins) -> Iterator[PinConflict]:
    """No two moments that pins and windows leave lie as far apart as asked."""
    pin = _to_blame(pins, link.first_id, link.second_id)
    if pin is None:
        return
    first, second = (_windows(needs[id], pins[id]) for id in (link.first_id, link.second_id))
    most_s = MAX_HORIZON_S if link.max_s is None else link.max_s
    if not any(
        later.closes_s - earlier.opens_s >= link.min_s and later.opens_s - earlier.closes_s <= most_s
        for earlier, later in product(first, second)
    ):
        asked = f"at least {link.min_s} s" if link.max_s is None else f"{link.min_s} to {link.max_s} s"
        message = (
            f"need {link.second_id} ({_said(second)}) cannot start {asked} after need {link.first_id} "
            f"({_said(first)})"
        )
        yield PinConflict(pin=pin, message=message)


def _hands(day: Day, needs: Mapping[str, Need], pins: Pins) -> Iterator[PinConflict]:
    """Needs that ask for the same volunteer are pinned to two."""
    hand_of = groups_of(needs, day.links, LinkKind.SAME_VOLUNTEER)
    chosen: defaultdict[str, list[Pin]] = defaultdict(list)
    for need_id, of_need in pins.items():
        if len(needs[need_id].crew) == 1:
            chosen[hand_of[need_id]] += [pin for pin in of_need[:1] if pin.volunteer_id is not None]
    for group in chosen.values():
        group.sort(key=lambda pin: not pin.started)
        for pin in group[1:]:
            if pin.volunteer_id != group[0].volunteer_id and not pin.started:
                message = (
                    f"need {pin.need_id} is pinned to volunteer {pin.volunteer_id}, need {group[0].need_id}, "
                    f"which asks for the same, to volunteer {group[0].volunteer_id}"
                )
                yield PinConflict(pin=pin, message=message)


def _too_close(series_id: str, apart: int, first: Need, second: Need, pins: Pins) -> Iterator[PinConflict]:
    """No two days that pins and windows leave to two needs of a series are far enough apart."""
    pin = _to_blame(pins, first.id, second.id)
    if pin is None:
        return
    days, other_days = (_days(_windows(need, pins[need.id])) for need in (first, second))
    if all(abs(one - other) < apart for one, other in product(days, other_days)):
        message = (
            f"needs {first.id} and {second.id} of series {series_id} cannot be {apart} "
            f"{'day' if apart == 1 else 'days'} apart"
        )
        yield PinConflict(pin=pin, message=message)


def _to_blame(pins: Pins, first_id: str, second_id: str) -> Pin | None:
    """The last pin of two needs that has not started; None where one is not pinned, or both have started."""
    if first_id not in pins or second_id not in pins:
        return None
    return next((pin for id in (second_id, first_id) for pin in pins[id] if not _has_started(pins[id])), None)


def _has_started(pins: Sequence[Pin]) -> bool:
    return any(pin.started for pin in pins)


def _windows(need: Need, pins: Sequence[Pin]) -> Windows:
    """When the pins let the need start."""
    windows = promised_windows(need)
    starts = {pin.start_s for pin in pins if pin.start_s is not None}
    if len(starts) == 1:
        (start_s,) = starts
        if _has_started(pins) or allows(windows, start_s):
            return (TimeWindow(opens_s=start_s, closes_s=start_s),)
    return windows


def _days(windows: Windows) -> set[int]:
    return {day for one in windows for day in range(one.opens_s // DAY_S, one.closes_s // DAY_S + 1)}


def _said(windows: Windows) -> str:
    first, last = windows[0], windows[-1]
    return (
        clock(first.opens_s)
        if first == last and first.opens_s == first.closes_s
        else (f"{clock(first.opens_s)} to {clock(last.closes_s)}")
    )
