"""When each need may start: its windows, what people have decided, the hour it is, and what has started."""

from collections import defaultdict
from collections.abc import Iterable

from models.day import Day
from models.needs import LinkKind, Need, Pin, TimeWindow
from models.units import DAY_S, MAX_HORIZON_S, Seconds

Windows = tuple[TimeWindow, ...]


def promised_windows(need: Need) -> Windows:
    """The need's windows, the last one longer by how late it may be."""
    if not need.late_s:
        return need.windows
    last = need.windows[-1]
    closes_s = Seconds(min(last.closes_s + need.late_s, MAX_HORIZON_S))
    return (*need.windows[:-1], TimeWindow(opens_s=last.opens_s, closes_s=closes_s))


def allows(windows: Windows, start_s: int) -> bool:
    """Whether a service may start at that moment."""
    return any(window.opens_s <= start_s <= window.closes_s for window in windows)


class Moments:
    """Answers for every need of a day when it may start.

    A need that is tied to one that has started, by a gap or a series, starts where the tie allows.
    """

    def __init__(self, day: Day) -> None:
        self._now_s = day.now_s or Seconds(0)
        started_s = {pin.need_id: pin.start_s for pin in day.pins if pin.started and pin.start_s is not None}
        self._within: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._outside: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for link in day.links if started_s else ():
            if link.kind is LinkKind.GAP:
                most_s = MAX_HORIZON_S if link.max_s is None else link.max_s
                if link.first_id in started_s:
                    at_s = started_s[link.first_id]
                    self._within[link.second_id].append((at_s + link.min_s, at_s + most_s))
                if link.second_id in started_s:
                    at_s = started_s[link.second_id]
                    self._within[link.first_id].append((at_s - most_s, at_s - link.min_s))
        for series in day.series if started_s else ():
            apart = max(1, series.spacing_days)
            for done in started_s.keys() & set(series.need_ids):
                at = started_s[done] // DAY_S
                taken = (at - apart + 1) * DAY_S, (at + apart) * DAY_S - 1
                for need_id in series.need_ids:
                    if need_id != done:
                        self._outside[need_id].append(taken)

    def windows(self, need: Need, pins: Iterable[Pin]) -> Windows:
        """When the need, with these pins, may start from now on; empty where it no longer may.

        A start that is pinned is the only one, if it is one moment within the windows; what of a crew has
        started fixes it for the others.
        """
        started = {pin.start_s for pin in pins if pin.started and pin.start_s is not None}
        pinned = started or {pin.start_s for pin in pins if pin.start_s is not None}
        windows = promised_windows(need)
        if len(pinned) == 1:
            (start_s,) = pinned
            if started or allows(windows, start_s):
                windows = (TimeWindow(opens_s=start_s, closes_s=start_s),)
        if not started:
            for opens_s, closes_s in self._within.get(need.id, ()):
                windows = _clipped(windows, opens_s, closes_s)
            for opens_s, closes_s in self._outside.get(need.id, ()):
                windows = (
                    *_clipped(windows, 0, opens_s - 1),
                    *_clipped(windows, closes_s + 1, MAX_HORIZON_S),
                )
        return _clipped(windows, self._now_s, MAX_HORIZON_S) if self._now_s else windows


def _clipped(windows: Windows, opens_s: int, closes_s: int) -> Windows:
    """What of the windows lies between two moments, both included."""
    if not windows or (opens_s <= windows[0].opens_s and windows[-1].closes_s <= closes_s):
        return windows
    parts = ((max(one.opens_s, opens_s), min(one.closes_s, closes_s)) for one in windows)
    return tuple(
        TimeWindow(opens_s=Seconds(first_s), closes_s=Seconds(last_s))
        for first_s, last_s in parts
        if first_s <= last_s
    )
