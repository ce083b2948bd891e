"""redvest check: an independent judge of plans, and of solutions to public problems."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli.failing import DONE, NOTHING_FEASIBLE
from api.cli.options import FORMATS_KNOWN, Json
from api.cli.showing import error_console, objective_words, print_json, result_console
from api.cli.steps import Steps
from api.cli.summary import MOST_VIOLATIONS, show_violations, violation_document
from api.cli.words import count_words
from api.usecases.judging import judge_plan, judge_solution
from models.errors import InvalidInput

EXAMPLE = "redvest check out/demo/plan.json --problem out/demo/problem.json"
EXAMPLE_OF_FORMAT = "redvest check --format solomon R101.txt R101.solution.json"


def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="PLAN | INSTANCE SOLUTION", help="A plan.json, or with --format two files."),
    ],
    problem: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The problem.json that the plan answers.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="F", help=f"Of a public problem: {FORMATS_KNOWN}."),
    ] = None,
    json: Json = False,
) -> int:
    """Judge a plan from the original inputs: every rule, time, way and sum is looked into anew.

    A plan names its problem by digest; another problem is refused.
    """
    if (problem is None) == (format is None):
        raise InvalidInput("check wants either PLAN --problem FILE, or --format F INSTANCE SOLUTION")
    wanted = 1 if problem else 2
    if len(files) != wanted:
        raise InvalidInput(f"check wants {count_words(wanted, 'file')} here, not {len(files)}")
    if problem is not None:
        return _check_plan(files[0], problem, json=json)
    return _check_solution(format or "", *files, json=json)


def _check_plan(plan: Path, problem: Path, *, json: bool) -> int:
    with (
        Steps(error_console(), quiet=True) as steps,
        steps.step("judge", "recomputing every time, way and sum") as step,
    ):
        judged = judge_plan(plan, problem)
        violations = judged.judgement.violations
        step.end(count_words(len(violations), "violation"))
    cost = judged.plan.cost
    if json:
        print_json(
            {
                "valid": not violations,
                "violations": [violation_document(one) for one in violations],
                "problem_digest": judged.plan.problem_digest,
                "status": judged.plan.status.value,
                "cost": asdict(cost) | {"total": cost.total},
                "reasons_confirmed": judged.judgement.reasons_confirmed,
            }
        )
        return NOTHING_FEASIBLE if violations else DONE
    console = result_console()
    if violations:
        console.print(
            f"{count_words(len(violations), 'violation')} in {plan}", style="bold red", soft_wrap=True
        )
        show_violations(console, violations)
        return NOTHING_FEASIBLE
    served = len(judged.day.needs) - len(judged.plan.unmet)
    console.print(f"{plan}: no violations", style="bold", soft_wrap=True)
    console.print(f"{served:,} of {count_words(len(judged.day.needs), 'need')} served, as the plan says")
    if judged.plan.unmet:
        counted = (
            f"{judged.judgement.reasons_confirmed:,} of {count_words(len(judged.plan.unmet), 'unmet need')}"
        )
        console.print(f"reasons of {counted} counted anew, and they hold")
    return DONE


def _check_solution(format: str, instance: Path, solution: Path, *, json: bool) -> int:
    verdict = judge_solution(format, instance, solution)
    if json:
        print_json(
            {
                "valid": not verdict.violations,
                "violations": list(verdict.violations),
                "objectives": dict(verdict.objectives),
                "terms": dict(verdict.terms),
            }
        )
        return NOTHING_FEASIBLE if verdict.violations else DONE
    console = result_console()
    if verdict.violations:
        words = f"{count_words(len(verdict.violations), 'violation')} in {solution}"
        console.print(words, style="bold red", soft_wrap=True)
        for sentence in verdict.violations[:MOST_VIOLATIONS]:
            console.print(f"  {sentence}", markup=False)
        if len(verdict.violations) > MOST_VIOLATIONS:
            console.print(f"  ... and {len(verdict.violations) - MOST_VIOLATIONS:,} more")
        return NOTHING_FEASIBLE
    console.print(f"{solution}: no violations", style="bold", soft_wrap=True)
    for name, objective in verdict.objectives.items():
        console.print(f"{name}: {objective_words(objective)}", markup=False)
    return DONE
