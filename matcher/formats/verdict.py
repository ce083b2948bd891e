"""What an evaluator says about a solution, in the instance's own terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.formats.jsontext import Number

Objective = Number | Mapping[str, Number]
"""A number where the family publishes one number; an object, most important first, where several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`objectives` by name, the family's default first; `terms`, every figure they are made of.

    `violations` is one sentence for each broken rule; empty: the solution is feasible. The figures count
    what the routes do, broken rules or not.
    """

    objectives: Mapping[str, Objective]
    terms: Mapping[str, Number]
    violations: tuple[str, ...]

    @property
    def objective(self) -> Objective:
        """The family's default objective."""
        return next(iter(self.objectives.values()))
