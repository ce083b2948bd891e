"""Set packing: of all routes that a search has seen, those that together make the best plan.

Each need is served once at most and of each class of shifts no more than there are. The linear program says
which columns can be in a better plan at all: those whose reduced cost is within the gap to the plan that is
known. Among these HiGHS looks for the best.

Source: Sartori and Buriol (2020), A study on the pickup and delivery problem with time windows:
Matheuristics and new instances, section 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Routes: cost and class of shifts (C,); a route serves `needs[start[c]:start[c + 1]]`."""

    cost: NDArray[np.float64]
    shift_class: NDArray[np.int32]
    start: NDArray[np.int32]
    needs: NDArray[np.int32]


def best_packing(
    columns: Columns,
    room: NDArray[np.int32],
    priority: NDArray[np.int64],
    kept: Sequence[int],
    *,
    unmet: float | None,
    seconds: float,
) -> list[int]:
    """Column idxs of a better plan than `kept`, itself column idxs; empty if none is found in the time.

    `room`: class of shifts -> how many there are (S,). `priority` (N,) of needs; a unit of it that is left
    out costs `unmet`, or with None more than serving it ever could.
    """
    # In costs of a mean route: the program works in doubles, with tolerances of its own.
    scale = 1 / max(1.0, float(columns.cost[list(kept)].mean()))
    columns = replace(columns, cost=columns.cost * scale)
    dearest = 4 * float(columns.cost.max()) / max(1.0, float(priority.min()))
    unmet_cost = priority * (dearest if unmet is None else unmet * scale)
    relaxed = _program(columns, room, unmet_cost)
    relaxed.run()
    if relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return []
    served = np.concatenate([columns.needs[columns.start[c] : columns.start[c + 1]] for c in kept])
    known = float(columns.cost[list(kept)].sum() + unmet_cost.sum() - unmet_cost[served].sum())
    gap = known - relaxed.getInfo().objective_function_value
    reduced = np.array(relaxed.getSolution().col_dual[: len(columns.cost)])
    within = reduced <= gap + 1e-6 * abs(known)
    within[list(kept)] = True
    rows = np.flatnonzero(within)
    whole = _program(_only(columns, rows), room, unmet_cost)
    whole.setOptionValue("time_limit", seconds)
    whole.setOptionValue("mip_rel_gap", 1e-6)
    whole.changeColsIntegrality(
        len(rows), np.arange(len(rows), dtype=np.int32), np.full(len(rows), highspy.HighsVarType.kInteger)
    )
    hint = highspy.HighsSolution()
    hint.col_value = [
        *np.isin(rows, kept).astype(float),
        *np.isin(np.arange(len(unmet_cost)), served, invert=True),
    ]
    whole.setSolution(hint)
    whole.run()
    if whole.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return []
    if whole.getInfo().objective_function_value >= known - 1e-6:
        return []
    chosen = np.array(whole.getSolution().col_value[: len(rows)]) > 0.5
    return [int(c) for c in rows[chosen]]


def _only(columns: Columns, rows: NDArray[np.int64]) -> Columns:
    counts = np.diff(columns.start)[rows]
    keep = np.repeat(np.isin(np.arange(len(columns.cost)), rows), np.diff(columns.start))
    return Columns(
        cost=columns.cost[rows],
        shift_class=columns.shift_class[rows],
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        needs=columns.needs[keep],
    )


def _program(columns: Columns, room: NDArray[np.int32], unmet_cost: NDArray[np.float64]) -> highspy.Highs:
    """Columns first, then one for each need that says it is left out; rows: needs, then classes of shifts."""
    count, needs, classes = len(columns.cost), len(unmet_cost), len(room)
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)
    program.setOptionValue("threads", 1)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count + needs, needs + classes
    lp.col_cost_ = np.concatenate((columns.cost, unmet_cost))
    lp.col_lower_ = np.zeros(count + needs)
    lp.col_upper_ = np.ones(count + needs)
    lp.row_lower_ = np.concatenate((np.ones(needs), np.zeros(classes)))
    lp.row_upper_ = np.concatenate((np.ones(needs), room.astype(float)))
    # Each column has the rows of its needs and, last, of its class.
    lengths = np.concatenate((np.diff(columns.start) + 1, np.ones(needs, dtype=np.int64)))
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    entries = np.empty(starts[-1], dtype=np.int32)
    is_class = np.zeros(starts[-1], dtype=bool)
    is_class[starts[1 : count + 1] - 1] = True
    entries[is_class] = needs + columns.shift_class
    entries[~is_class] = np.concatenate((columns.needs, np.arange(needs)))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = entries
    lp.a_matrix_.value_ = np.ones(len(entries))
    program.passModel(lp)
    return program
