"""Why needs of a public problem stay unmet: looked up in the problem, not remembered from the search."""

from collections.abc import Sequence

import numpy as np

from matcher.formats.alone import Alone
from matcher.problem import I32, Problem
from matcher.watched import Watcher, watched
from models.reasons import Reason

NOBODY_ABLE, OUT_OF_REACH = "nobody_able", "out_of_reach"


def unmet_reasons(
    problem: Problem, needs: Sequence[int], watcher: Watcher | None = None
) -> dict[int, list[str]]:
    """By need idx, a code and words: of its roles the one that fewest can take alone on an empty day.

    Where the watcher ends it, needs are left out.
    """
    counts = _Counts(problem)
    return {need: [_reason(problem, counts, need)] for need in watched(needs, watcher)}


def _reason(problem: Problem, counts: "_Counts", need: int) -> str:
    roles = range(int(problem.need_role_start[need]), int(problem.need_role_start[need + 1]))
    able, alone = min(((counts.able(role), counts.alone(role)) for role in roles), key=lambda one: one[1])
    if not able:
        return f"{NOBODY_ABLE}: no volunteer has what it asks for"
    if not alone:
        return (
            f"{OUT_OF_REACH}: {able} have what it asks for; with nothing else to do none fits it into a shift"
        )
    return f"{Reason.OTHERS_WORTH_MORE}: {alone} could serve it with nothing else to do"


class _Counts:
    """How many volunteers are able, and how many of them could come."""

    def __init__(self, problem: Problem) -> None:
        self._problem, self._alone = problem, Alone(problem)
        # Shifts of one class are tried once.
        _, self._first, self._alike = np.unique(problem.shift_class, return_index=True, return_inverse=True)

    def able(self, role: int) -> int:
        return len(self._able(role))

    def alone(self, role: int) -> int:
        """Who could take the role if they had nothing else to do."""
        is_able = np.zeros(self._problem.volunteers, bool)
        is_able[self._able(role)] = True
        shifts = np.flatnonzero(is_able[self._problem.shift_vol])
        classes = np.unique(self._alike[shifts])
        fits = np.zeros(len(self._first), bool)
        fits[classes] = self._alone.fits(self._first[classes], role)
        return len(np.unique(self._problem.shift_vol[shifts[fits[self._alike[shifts]]]]))

    def _able(self, role: int) -> I32:
        return self._problem.able_vol[self._problem.able_start[role] : self._problem.able_start[role + 1]]
