"""Set packing: of all routes that a search has seen, those that together make the best plan.

Each need is served once at most, and of each class of shifts no more are used than there are. The linear
program says which routes are worth the most: those of the smallest reduced cost. Among these SCIP looks for
the best, by branch and cut.

Source: Sartori and Buriol (2020), A study on the pickup and delivery problem with time windows:
Matheuristics and new instances, section 4.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

Ints = NDArray[np.int32]

EPSILON = 1e-6
"""Of a plan's cost: as much as two plans that cost the same may differ by in doubles."""

MOST_COLUMNS = 1_000
"""For SCIP; with all of some thousands it finds less in the time."""

BETWEEN_ASKING_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Routes: cost and class of shifts (C,); route c serves `needs[start[c]:start[c + 1]]`."""

    cost: NDArray[np.float64]
    shift_class: Ints
    start: Ints
    needs: Ints

    def served_by(self, column: int) -> Ints:
        return self.needs[self.start[column] : self.start[column + 1]]


def best_packing(
    columns: Columns,
    room: Ints,
    priority: NDArray[np.int64],
    kept: Sequence[int],
    *,
    seconds: float,
    go_on: Callable[[], bool],
) -> list[int]:
    """Column idxs of a better plan than `kept`, itself column idxs; empty if none is found.

    `room`: class of shifts -> how many there are (S,). `priority` (N,) of needs; a unit of it that is left
    out costs more than serving it ever could. SCIP takes `seconds` at most. `go_on` is asked all the while;
    with False, or what it raises, nobody waits for SCIP any longer.
    """
    # In costs of a mean route: the program works in doubles, with tolerances of its own.
    scale = 1 / max(1.0, float(columns.cost[list(kept)].mean()))
    cost = columns.cost * scale
    unmet_cost = np.asarray(priority * (4 * float(cost.max()) / max(1.0, float(priority.min()))), np.float64)
    served = np.concatenate([columns.served_by(c) for c in kept])
    known = float(cost[list(kept)].sum() + unmet_cost.sum() - unmet_cost[served].sum())

    def pack() -> tuple[float, list[int]]:
        relaxed, shares = _program(columns, range(len(cost)), room, cost, unmet_cost, whole=False)
        bound = mathopt.solve(relaxed, mathopt.SolverType.GLOP)
        if not bound.has_dual_feasible_solution():
            return known, []
        cheapest = np.argsort(bound.reduced_costs(shares), kind="stable")[:MOST_COLUMNS]
        rows = sorted({*cheapest.tolist(), *kept})
        model, uses = _program(columns, rows, room, cost, unmet_cost, whole=True)
        is_kept = {one: float(c in kept) for c, one in zip(rows, uses, strict=True)}
        hint = mathopt.SolutionHint(variable_values=is_kept)
        result = mathopt.solve(
            model,
            mathopt.SolverType.GSCIP,
            params=mathopt.SolveParameters(
                threads=1,
                time_limit=timedelta(seconds=seconds),
                # The plan that is known comes from a heuristic; SCIP's own find less than its branching does.
                heuristics=mathopt.Emphasis.OFF,
            ),
            model_params=mathopt.ModelSolveParameters(solution_hints=[hint]),
        )
        if not result.has_primal_feasible_solution():
            return known, []
        values = result.variable_values(uses)
        chosen = [c for c, value in zip(rows, values, strict=True) if value > 0.5]
        return result.objective_value(), chosen

    # SCIP hears nobody while it works, so it works beside this thread, which asks meanwhile.
    beside = ThreadPoolExecutor(1)
    try:
        running = beside.submit(pack)
        while go_on():
            if wait([running], timeout=BETWEEN_ASKING_S).done:
                found, chosen = running.result()
                return chosen if found < known - EPSILON * abs(known) else []
        return []
    finally:
        beside.shutdown(wait=False)


def _program(
    columns: Columns,
    rows: Sequence[int],
    room: Ints,
    cost: NDArray[np.float64],
    unmet_cost: NDArray[np.float64],
    *,
    whole: bool,
) -> tuple[mathopt.Model, list[mathopt.Variable]]:
    """A variable for each column of `rows`, and one for each need that says how much of it is left out."""
    model = mathopt.Model()
    uses = [model.add_variable(lb=0, ub=1, is_integer=whole) for _ in rows]
    leaves_out = [model.add_variable(lb=0, ub=1) for _ in unmet_cost]
    by_need: list[list[mathopt.Variable]] = [[] for _ in unmet_cost]
    by_class: list[list[mathopt.Variable]] = [[] for _ in room]
    for column, use in zip(rows, uses, strict=True):
        by_class[columns.shift_class[column]].append(use)
        for need in columns.served_by(column):
            by_need[need].append(use)
    for need, out in enumerate(leaves_out):
        model.add_linear_constraint(mathopt.fast_sum([*by_need[need], out]) == 1)
    for shift_class, of_class in enumerate(by_class):
        model.add_linear_constraint(mathopt.fast_sum(of_class) <= float(room[shift_class]))
    model.minimize(
        mathopt.fast_sum(float(price) * one for price, one in zip(cost[list(rows)], uses, strict=True))
        + mathopt.fast_sum(float(price) * one for price, one in zip(unmet_cost, leaves_out, strict=True))
    )
    return model, uses
