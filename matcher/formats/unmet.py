"""Why needs of a public problem stay unmet: looked up in the problem, not remembered from the search."""

from collections.abc import Iterable, Iterator

import numpy as np

from matcher.problem import Problem
from matcher.travel.providers import Matrix
from models.reasons import Reason
from models.travel import way_s

NOBODY_ABLE, OUT_OF_REACH = "nobody_able", "out_of_reach"


def unmet_reasons(problem: Problem, needs: Iterable[int]) -> dict[int, list[str]]:
    """By need idx, a code and words: of its roles the one that fewest can take alone on an empty day."""
    return {need: [_reason(problem, need)] for need in needs}


def _reason(problem: Problem, need: int) -> str:
    roles = range(int(problem.need_role_start[need]), int(problem.need_role_start[need + 1]))
    able, alone = min(
        ((_able(problem, role), _alone(problem, role)) for role in roles), key=lambda one: one[1]
    )
    if not able:
        return f"{NOBODY_ABLE}: no volunteer has what it asks for"
    if not alone:
        return (
            f"{OUT_OF_REACH}: {able} have what it asks for; with nothing else to do none fits it into a shift"
        )
    return f"{Reason.OTHERS_WORTH_MORE}: {alone} could serve it with nothing else to do"


def _able(problem: Problem, role: int) -> int:
    return int(problem.able_start[role + 1] - problem.able_start[role])


def _alone(problem: Problem, role: int) -> int:
    """How many volunteers could take the role if they had nothing else to do."""
    able = problem.able_vol[problem.able_start[role] : problem.able_start[role + 1]].tolist()
    return sum(any(_fits(problem, shift, role) for shift in _shifts(problem, vol)) for vol in able)


def _shifts(problem: Problem, vol: int) -> Iterator[int]:
    first, last = np.searchsorted(problem.shift_vol, [vol, vol + 1]).tolist()
    return iter(range(first, last))


def _fits(problem: Problem, shift: int, role: int) -> bool:
    """Whether the tasks of the role, one or two, fit the shift as its only ones."""
    vol = int(problem.shift_vol[shift])
    here = int(problem.shift_start_place[shift])
    now_s, travel_s = int(problem.shift_opens_s[shift]), 0
    tasks = range(int(problem.role_task_start[role]), int(problem.role_task_start[role + 1]))
    for task in tasks:
        way = _way_s(problem, vol, here, int(problem.task_place[task]))
        start_s = _start_s(problem, task, now_s + way)
        if start_s is None or problem.task_load[task] > problem.vol_capacity[vol]:
            return False
        here, travel_s = int(problem.task_place[task]), travel_s + way
        now_s = start_s + int(problem.task_service_s[task])
    end = int(problem.shift_end_place[shift])
    back = _way_s(problem, vol, here, end) if end >= 0 else 0
    in_time = now_s + back <= int(problem.shift_closes_s[shift])
    return in_time and travel_s + back <= int(problem.vol_max_travel_s[vol])


def _start_s(problem: Problem, task: int, ready_s: int) -> int | None:
    """The earliest start of the task from then on, None if there is none."""
    rows = range(int(problem.window_start[task]), int(problem.window_start[task + 1]))
    for row in rows:
        start_s = max(ready_s, int(problem.window_opens_s[row]))
        if problem.late_allowed or start_s <= problem.window_closes_s[row]:
            return start_s
    return None


def _way_s(problem: Problem, vol: int, here: int, there: int) -> int:
    travel, mode = problem.travel, int(problem.vol_mode[vol])
    if isinstance(travel, Matrix):
        return int(travel.seconds[mode, here, there])
    dx, dy = (travel.xy[there].astype(int) - travel.xy[here]).tolist()
    return way_s(travel.paces[mode], dx, dy)
