"""A question put to tests.problems.make_problem, and the decisions that make up a random one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from matcher.problem import Problem
from tests.problems import Need, Shift, i32, make_problem

Value = TypeVar("Value")


class Chance:
    """Decisions, from one that draws a whole number between two: Hypothesis or a seeded generator."""

    def __init__(self, number: Callable[[int, int], int]) -> None:
        self.number = number

    def happens(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent

    def one_of(self, values: Sequence[Value]) -> Value:
        return values[self.number(0, len(values) - 1)]

    def some_of(self, values: Sequence[Value], percent: int) -> list[Value]:
        return [value for value in values if self.happens(percent)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What make_problem is asked for; `twins`: interchangeable shifts share a class."""

    shifts: list[Shift]
    needs: list[Need]
    asked: dict[str, object] = field(default_factory=dict)
    twins: bool = False

    def problem(self) -> Problem:
        problem = make_problem(self.shifts, self.needs, **self.asked)  # type: ignore[arg-type]
        return replace(problem, shift_class=i32(_classes(problem))) if self.twins else problem


def _classes(problem: Problem) -> list[int]:
    """By shift: equal where volunteers of one shift each are alike in all but their idx."""
    guardians = set(problem.vol_guardian.tolist())
    classes: dict[object, int] = {}
    found = []
    for shift, vol in enumerate(problem.shift_vol.tolist()):
        quotas = problem.shift_quota[shift], problem.shift_second_quota[shift]
        is_alone = (problem.shift_vol == vol).sum() == 1
        pairs = problem.able_vol == vol
        roles = [
            role
            for role in range(problem.roles)
            if pairs[problem.able_start[role] : problem.able_start[role + 1]].any()
        ]
        alike = (
            vol if vol in guardians or not is_alone else -1,
            *(problem.vol_mode[vol], problem.vol_guardian[vol], problem.vol_given[vol]),
            *(problem.vol_capacity[vol].tobytes(), problem.vol_stock[vol].tobytes()),
            *(problem.shift_start_place[shift], problem.shift_end_place[shift]),
            *(problem.shift_opens_s[shift], problem.shift_closes_s[shift], problem.shift_out[shift]),
            tuple(
                (
                    problem.quota_max_travel[q],
                    problem.quota_max_m[q],
                    problem.quota_max_tasks[q],
                    problem.quota_max_service[q],
                )
                if q >= 0
                else ()
                for q in quotas
            ),
            tuple(
                (problem.break_opens_s[b], problem.break_closes_s[b], problem.break_lasts_s[b])
                for b in range(len(problem.break_shift))
                if problem.break_shift[b] == shift
            ),
            tuple(roles),
            tuple(problem.able_cost[pairs].tolist()),
        )
        found.append(classes.setdefault(alike, len(classes)))
    return found
