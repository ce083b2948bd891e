"""redvest solve: a public problem file, in its own terms."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.failing import DONE, NOTHING_FEASIBLE
from api.cli.interrupt import heard_ctrl_c
from api.cli.options import (
    FORMATS_KNOWN,
    CpuSeconds,
    Iterations,
    Json,
    Seed,
    Threads,
    budget_of,
    seconds_option,
)
from api.cli.showing import error_console, number_words, objective_words, print_json, result_console
from api.cli.steps import Steps
from api.cli.watching import Watch
from api.cli.words import STATUSES, count_words
from api.usecases.planning import Search
from api.usecases.saving import check_target, write_file
from api.usecases.solving import Exercise, Solved, load_exercise, solve_exercise
from matcher.formats.registry import AUTO
from models.plans import Status

EXAMPLE = "redvest solve R101.txt --cpu-seconds 10 --out R101.solution.json"

USUAL_S = 10.0


def solve(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The problem.")],
    format: Annotated[str, typer.Option(metavar="F", help=f"{FORMATS_KNOWN}.")] = AUTO,
    seconds: Annotated[float | None, seconds_option("10")] = None,
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
        Path | None, typer.Option(metavar="FILE", help="The solution.", show_default="stdout, as JSON")
    ] = None,
    json: Json = False,
) -> int:
    """Solve a public problem file, VROOM's JSON among them, which is answered as VROOM does.

    Home care (HHCRSP JSON, Bredstrom-Ronnqvist), routes with time windows (Solomon), with pickups (Li-Lim,
    Sartori-Buriol), with optional visits (OPTW, PCVRPTW), of technicians (TRSP), and the district JSON.

    Ids, times and the objective of the solution are in the file's own terms.
    """
    budget = budget_of(seconds, cpu_seconds, iterations, usual_s=USUAL_S)
    search = Search(budget=budget, seed=seed, threads=threads)
    exercise = load_exercise(file, format, objective)
    if out is not None:
        check_target(out)
    problem, scale = exercise.instance.problem, exercise.instance.scale
    with (
        Steps(error_console(), quiet=json or out is None) as steps,
        heard_ctrl_c() as ear,
        steps.step("solve", f"{exercise.form.name}, {count_words(problem.needs, 'need')}") as step,
    ):
        watch = Watch(
            step,
            needs=problem.needs,
            cost_words=lambda cost: number_words(cost if scale == 1 else cost / scale),
            ear=ear,
        )
        solved = solve_exercise(exercise, search, watch, watch.explaining)
        step.end(STATUSES[solved.status])
    if out is not None:
        write_file(out, json_text.dumps(solved.document, ensure_ascii=False, indent=1))
    if json or out is None:
        print_json(solved.document)
    else:
        _tell(exercise, solved, out)
    nothing = solved.status in (Status.INFEASIBLE, Status.REFUSED)
    return NOTHING_FEASIBLE if nothing else DONE


def _tell(exercise: Exercise, solved: Solved, out: Path) -> None:
    """What came out, in a few lines."""
    console = result_console()
    console.print(f"{exercise.form.name}: {STATUSES[solved.status]}", style="bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    if solved.result is not None:
        result, needs = solved.result, exercise.instance.problem.needs
        table.add_row("objective", objective_words(solved.objective))
        for name, figure in solved.terms.items():
            table.add_row(name, number_words(figure))
        table.add_row("routes", f"{len(result.routes):,}")
        table.add_row("unmet", f"{len(result.unmet_needs):,} of {count_words(needs, 'need')}")
        spent = f"{result.seconds:.1f} s, {result.cpu_seconds:.1f} CPU-s"
        table.add_row("search", f"{result.iterations:,} iterations in {spent}, seed {result.seed}")
    console.print(table)
    console.print(f"written to {out}", soft_wrap=True)
