"""What is done for each seat, where, when and with what: the task and window columns."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from matcher.problem import I32, I64, NO_LIMIT
from matcher.rules import Ask
from matcher.survey import Survey
from models.needs import Pin


class Tasks:
    """For each role a visit, after its pickup if something is still to be fetched.

    What is fetched and what is supplied count against one capacity: the first from pickup to visit, or from
    the start where it is on board already; the second from the start or the last reload to the visit.
    """

    def __init__(self, surveyed: Survey, goods: dict[str, int]) -> None:
        self._surveyed, self._goods = surveyed, goods
        self._told_s = {(told.need_id, told.role): told.start_s for told in surveyed.day.told}
        self._ranks = ranks(surveyed.pins.values())
        self._role_start, self._window_start = [0], [0]
        self._place: list[int] = []
        self._service_s: list[int] = []
        self._load: list[int] = []
        self._brought: list[int] = []
        self._supplies: list[tuple[int, int, int]] = []  # task, good, amount
        self._rank: list[int] = []
        self._due: list[int] = []
        self._told_to: list[int] = []
        self._opens_s: list[int] = []
        self._closes_s: list[int] = []
        for need in range(len(surveyed.needs)):
            for role in surveyed.roles_of(need):
                self._add_role(need, surveyed.asks[role])

    def visit_of(self, role: int) -> int:
        """The task idx of the visit of a role."""
        return self._role_start[role + 1] - 1

    def columns(self) -> dict[str, I32 | I64]:
        """The columns of the Problem, by name."""
        tasks = len(self._place)
        amounts = np.zeros((tasks, len(self._goods)), np.int64)
        for task, good, amount in self._supplies:
            amounts[task, good] = amount
        return {
            "role_task_start": np.array(self._role_start, np.int32),
            "task_place": np.array(self._place, np.int32),
            "task_service_s": np.array(self._service_s, np.int64),
            "task_load": np.array(self._load, np.int64).reshape(-1, 1),
            "task_brought": np.array(self._brought, np.int64).reshape(-1, 1),
            "task_goods": amounts,
            "task_rank": np.array(self._rank, np.int32),
            "task_due": np.array(self._due, np.int64),
            "task_told_to": np.array(self._told_to, np.int64),
            "window_start": np.array(self._window_start, np.int32),
            "window_opens_s": np.array(self._opens_s, np.int64),
            "window_closes_s": np.array(self._closes_s, np.int64),
        }

    def _add_role(self, need_idx: int, ask: Ask) -> None:
        need, surveyed = ask.need, self._surveyed
        pickup = None if ask.picked_up else need.pickup
        # Where it may no longer start nobody is able; a task has a window all the same.
        windows = [(int(window.opens_s), int(window.closes_s)) for window in ask.windows or need.windows]
        told_s, spare_s = self._told_s.get((need.id, ask.role)), surveyed.day.terms.moved_after_s
        if told_s is not None:
            windows = _not_before(told_s - spare_s, windows)
        if pickup is not None:
            self._add_task(int(surveyed.pickup_place[need_idx]), pickup.service_s, [(0, windows[-1][1])])
            self._load[-1] = pickup.load
        self._add_task(int(surveyed.visit_place[need_idx]), need.service_s, windows)
        task = len(self._place) - 1
        if need.pickup is not None:
            self._load[task] = -need.pickup.load
        if need.supplies:
            self._brought[task] = sum(need.supplies.values())
            self._supplies += [(task, self._goods[good], n) for good, n in need.supplies.items() if n]
        if need.late_s:
            self._due[task] = need.windows[-1].closes_s
        if told_s is not None:
            self._told_to[task] = told_s + spare_s
        self._rank[task] = self._ranks.get((need.id, ask.role), -1)
        self._role_start.append(task + 1)

    def _add_task(self, place: int, service_s: int, windows: list[tuple[int, int]]) -> None:
        self._place.append(place)
        self._service_s.append(service_s)
        self._load.append(0)
        self._brought.append(0)
        self._rank.append(-1)
        self._due.append(NO_LIMIT)
        self._told_to.append(NO_LIMIT)
        self._opens_s += [opens_s for opens_s, _ in windows]
        self._closes_s += [closes_s for _, closes_s in windows]
        self._window_start.append(len(self._opens_s))


def _not_before(earliest_s: int, windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of the windows from that moment on; all of them where nothing is.

    Who has been told a time is not called on sooner: the search starts each visit as early as it may.
    """
    left = [(max(opens_s, earliest_s), closes_s) for opens_s, closes_s in windows if closes_s >= earliest_s]
    return left or windows


def ranks(pins: Iterable[Pin]) -> dict[tuple[str, int], int]:
    """Pinned orders as ranks 0, 1, ... within each volunteer's work, by need id and role."""
    orders: defaultdict[str, set[int]] = defaultdict(set)
    ordered = [pin for pin in pins if pin.volunteer_id is not None and pin.order is not None]
    for pin in ordered:
        orders[pin.volunteer_id or ""].add(pin.order or 0)
    rank = {id: {order: idx for idx, order in enumerate(sorted(given))} for id, given in orders.items()}
    return {(pin.need_id, pin.role): rank[pin.volunteer_id or ""][pin.order or 0] for pin in ordered}
