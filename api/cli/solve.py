"""redvest solve: a public problem file, in its own terms."""

import json as json_text
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.failing import DONE, NOTHING_FEASIBLE
from api.cli.interrupt import heard_ctrl_c
from api.cli.options import CpuSeconds, Iterations, Json, Seconds, Seed, Threads, budget_of
from api.cli.showing import error_console, objective_words, print_json, result_console
from api.cli.steps import Steps
from api.cli.watching import Watch
from api.cli.words import STATUSES, count_words
from api.usecases.planning import Search
from api.usecases.saving import target, write_file
from api.usecases.solving import load_exercise, solve_exercise
from models.plans import Status

EXAMPLE = "redvest solve R101.txt --cpu-seconds 10 --out R101.solution.json"

USUAL_S = 10.0


def solve(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The problem.")],
    format: Annotated[
        str, typer.Option(metavar="F", help="hhcrsp, solomon, bredstrom, district, or auto.")
    ] = "auto",
    seconds: Seconds = None,
    cpu_seconds: CpuSeconds = None,
    seed: Seed = 1,
    threads: Threads = 1,
    iterations: Iterations = None,
    objective: Annotated[
        str | None,
        typer.Option(
            metavar="distance|fleet",
            help="Where the format knows two: the shortest ways, or first the fewest vehicles.",
            show_default="the format's first",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The solution [default: stdout, as JSON]")
    ] = None,
    json: Json = False,
) -> int:
    """Solve a public problem file: HHCRSP JSON, Solomon, Bredstrom-Ronnqvist, or the district JSON.

    Ids, times and the objective of the solution are in the file's own terms.
    """
    budget = budget_of(seconds, cpu_seconds, iterations, usual_s=USUAL_S)
    search = Search(budget=budget, seed=seed, threads=threads)
    exercise = load_exercise(file, format, objective)
    if out is not None:
        target(out)
    problem, scale = exercise.instance.problem, exercise.instance.scale
    with (
        Steps(error_console(), quiet=json or out is None) as steps,
        steps.step("solve", f"{exercise.form.name}, {count_words(problem.needs, 'need')}") as step,
        heard_ctrl_c() as stopped,
    ):
        watch = Watch(
            step,
            needs=problem.needs,
            cost_words=lambda unmet_priority, cost: f"{cost / scale:,.2f}",
            stopped=stopped,
        )
        solution = solve_exercise(exercise, search, watch)
        step.end(STATUSES[Status(solution["status"])])
    if out is not None:
        write_file(out, json_text.dumps(solution, ensure_ascii=False, indent=1))
    if json or out is None:
        print_json(solution)
    else:
        _tell(solution, problem.needs, out)
    nothing = solution["status"] in (Status.INFEASIBLE, Status.REFUSED)
    return NOTHING_FEASIBLE if nothing else DONE


def _tell(solution: dict[str, Any], needs: int, out: Path) -> None:
    """What came out, in a few lines."""
    console = result_console()
    unmet = len(solution["unmet"])
    console.print(f"{solution['format']}: {STATUSES[Status(solution['status'])]}", style="bold")
    console.print(f"objective  {objective_words(solution['objective'])}")
    for name, figure in solution["terms"].items():
        console.print(f"{name:<10} {objective_words(figure)}", markup=False)
    console.print(f"routes     {len(solution['routes']):,}; needs unmet: {unmet:,} of {needs:,}")
    spent = f"{solution['seconds']:.1f} s, {solution['cpu_seconds']:.1f} CPU-s"
    console.print(f"search     {solution['iterations']:,} iterations in {spent}, seed {solution['seed']}")
    console.print(f"written to {out}", soft_wrap=True)
