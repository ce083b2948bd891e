"""Set packing: of all routes that a search has seen, those that together make the best plan.

Each need is served once at most, and of each class of shifts no more are used than there are. The linear
program says which columns can be in a better plan at all: those whose reduced cost is within the gap to the
plan that is known. Among these HiGHS looks for the best.

Source: Sartori and Buriol (2020), A study on the pickup and delivery problem with time windows:
Matheuristics and new instances, section 4.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from threading import Event

import highspy
import numpy as np
from highspy.highs import HighsCallbackEvent
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

EPSILON = 1e-6
"""Of a plan's cost: as much as two plans that cost the same may differ by in doubles."""


BETWEEN_ASKING_S = 0.05
GRACE_S = 1.0
"""How long what HiGHS has is waited for once it is told to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Routes: cost and class of shifts (C,); route c serves `needs[start[c]:start[c + 1]]`."""

    cost: Floats
    shift_class: Ints
    start: Ints
    needs: Ints

    def only(self, rows: NDArray[np.int64]) -> "Columns":
        """`rows` in ascending order."""
        lengths = np.diff(self.start)
        is_kept = np.zeros(len(self.cost), dtype=bool)
        is_kept[rows] = True
        return Columns(
            cost=self.cost[rows],
            shift_class=self.shift_class[rows],
            start=np.concatenate(([0], np.cumsum(lengths[rows]))).astype(np.int32),
            needs=self.needs[np.repeat(is_kept, lengths)],
        )


def best_packing(
    columns: Columns,
    room: Ints,
    priority: NDArray[np.int64],
    kept: Sequence[int],
    *,
    unmet: float | None,
    go_on: Callable[[], bool],
) -> list[int]:
    """Column idxs of a better plan than `kept`, itself column idxs; empty if none is found.

    `room`: class of shifts -> how many there are (S,). `priority` (N,) of needs; a unit of it that is left
    out costs `unmet`, or with None more than serving it ever could. `go_on` is asked all the while; False
    ends the search, and what it raises is raised here.
    """
    # In costs of a mean route: the program works in doubles, with tolerances of its own.
    scale = 1 / max(1.0, float(columns.cost[list(kept)].mean()))
    columns = replace(columns, cost=columns.cost * scale)
    dearest = 4 * float(columns.cost.max()) / max(1.0, float(priority.min()))
    unmet_cost = np.asarray(priority * (dearest if unmet is None else unmet * scale), dtype=np.float64)
    served = np.concatenate([columns.needs[columns.start[c] : columns.start[c + 1]] for c in kept])
    is_absent = np.isin(np.arange(len(priority)), served, invert=True)
    known = float(columns.cost[list(kept)].sum() + unmet_cost[is_absent].sum())

    relaxed = _program(columns, room, unmet_cost)
    if not _run(relaxed, go_on) or relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return []
    gap = known - relaxed.getInfo().objective_function_value
    reduced = np.array(relaxed.getSolution().col_dual[: len(columns.cost)])
    may_help = reduced <= gap + EPSILON * abs(known)
    may_help[list(kept)] = True
    rows = np.flatnonzero(may_help)

    whole = _program(columns.only(rows), room, unmet_cost)
    whole.setOptionValue("mip_rel_gap", EPSILON)
    whole.changeColsIntegrality(
        len(rows), np.arange(len(rows), dtype=np.int32), np.full(len(rows), highspy.HighsVarType.kInteger)
    )
    hint = highspy.HighsSolution()
    hint.col_value = [*np.isin(rows, kept).astype(float), *is_absent.astype(float)]
    whole.setSolution(hint)
    if not _run(whole, go_on):
        return []
    if whole.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return []
    if whole.getInfo().objective_function_value >= known - EPSILON * abs(known):
        return []
    is_chosen = np.array(whole.getSolution().col_value[: len(rows)]) > 0.5
    return [int(c) for c in rows[is_chosen]]


def _program(columns: Columns, room: Ints, unmet_cost: Floats) -> highspy.Highs:
    """Columns first, then one for each need that says it is left out; rows: needs, then classes of shifts."""
    count, needs, classes = len(columns.cost), len(unmet_cost), len(room)
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
    program = highspy.Highs()  # type: ignore[no-untyped-call]
    program.setOptionValue("output_flag", False)
    program.setOptionValue("threads", 1)
    program.passModel(lp)
    return program


def _run(program: highspy.Highs, go_on: Callable[[], bool]) -> bool:
    """Whether it came to an end of which there is something to read.

    HiGHS looks up seldom, so it works beside this thread, which asks meanwhile.
    """
    over = Event()

    def look_up(event: HighsCallbackEvent) -> None:
        if over.is_set():
            event.interrupt()

    program.cbSimplexInterrupt += look_up
    program.cbMipInterrupt += look_up
    beside = ThreadPoolExecutor(1)
    try:
        running = beside.submit(program.run)
        while go_on():
            if wait([running], timeout=BETWEEN_ASKING_S).done:
                return True
        over.set()
        return bool(wait([running], timeout=GRACE_S).done)
    finally:
        over.set()
        beside.shutdown(wait=False)
