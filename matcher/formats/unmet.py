"""Why needs of a public problem stay unmet: looked up in the problem, not remembered from the search."""

from collections.abc import Iterable

import numpy as np

from matcher.formats.alone import fits_alone
from matcher.problem import Problem
from models.reasons import Reason

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
    alike: dict[int, bool] = {}

    def fits(shift: int) -> bool:
        kind = int(problem.shift_class[shift])
        if kind not in alike:
            alike[kind] = fits_alone(problem, shift, role)
        return alike[kind]

    return sum(any(map(fits, _shifts(problem, vol))) for vol in able)


def _shifts(problem: Problem, vol: int) -> range:
    first, last = np.searchsorted(problem.shift_vol, [vol, vol + 1]).tolist()
    return range(first, last)
