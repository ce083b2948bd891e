"""The command line: python -m benchmarks NAME."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.instances import instances_folder
from benchmarks.peers.cases import FAMILIES as PEER_FAMILIES
from benchmarks.peers.cases import cases_of
from benchmarks.peers.registry import OURS, PEERS, peers_named
from benchmarks.peers.side_by_side import Contest, run_contest
from benchmarks.quality.families import families_named
from benchmarks.quality.panel import instances_of
from benchmarks.quality.running import plan_runs, run_quality
from benchmarks.report import PICTURE, README, result_file, tables_of, write_report
from benchmarks.result_lines import RESULTS
from benchmarks.scale import VOLUNTEERS, run_scale
from benchmarks.service.running import NEEDS, run_service
from benchmarks.speed.cases import SIZES
from benchmarks.speed.running import plan_speed, run_speed
from models.errors import InvalidInput, RedvestError
from models.units import MAX_SOLVE_S

app = typer.Typer(
    help="Quality, peers, speed and scale, measured. Results are kept as JSON lines in benchmarks/results; "
    "a run that this version has made is not made again. Ctrl-C keeps what is done.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
WIDTH_ELSEWHERE = 118
"""Columns of a table that goes to a file or a pipe."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""

Instances = Annotated[
    Path | None,
    typer.Option(help="Folder of the public instances; else REDVEST_INSTANCES or ../shared/instances"),
]
Seeds = Annotated[str, typer.Option(help="Seeds, separated by commas")]
Results = Annotated[Path, typer.Option(help="Folder of the results", show_default="benchmarks/results")]
Again = Annotated[
    bool, typer.Option("--again", help="Make runs again that another commit of this version has made")
]


@app.command(epilog="Example: python -m benchmarks quality --panel --families solomon,mankowska")
def quality(
    instances: Instances = None,
    panel: Annotated[
        bool, typer.Option("--panel/--all", help="Eight instances a family, or all of them")
    ] = True,
    families: Annotated[
        str, typer.Option(help="Families or parts of them, separated by commas; else all")
    ] = "",
    chains: Annotated[
        bool, typer.Option("--chains", help="Each run also with two chains, at 1.2 of its CPU time")
    ] = False,
    seeds: Seeds = "1",
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """Ours on the public instances: gap to the best known, each family at its budget, against its goals."""
    folder = instances_folder(instances)
    chosen = [one for family in families_named(families) for one in instances_of(family, folder, panel=panel)]
    runs = plan_runs(chosen, seeds=_numbers("--seeds", seeds), chains=(1, 2) if chains else (1,))
    kept = result_file("quality", results)
    tables = ["quality", *(["chains"] if chains else []), "versions"]
    _run_and_show(tables, results, lambda: run_quality(runs, again=again, results=kept, say=_say))


@app.command(epilog="Example: python -m benchmarks peers --only a11,b21 --peers ours,pyvroom")
def peers(
    instances: Instances = None,
    families: Annotated[str, typer.Option(help="Families, separated by commas")] = ",".join(PEER_FAMILIES),
    only: Annotated[str, typer.Option(help="Instances, separated by commas; else all")] = "",
    cpu_seconds: Annotated[float, typer.Option(help="Budget of one run, CPU seconds of one thread")] = 10.0,
    seeds: Seeds = "1,2",
    names: Annotated[str, typer.Option("--peers", help="Who takes part")] = ",".join(
        [OURS, *(peer.name for peer in PEERS)]
    ),
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """Ours and the peers side by side, at equal CPU seconds, judged by one evaluator."""
    cases = cases_of(families, only, instances_folder(instances))
    ours, taking_part = peers_named(names)
    contest = Contest(
        peers=taking_part,
        ours=ours,
        cpu_seconds=_budget(cpu_seconds),
        seeds=_numbers("--seeds", seeds),
        again=again,
    )
    kept = result_file("peers", results)
    _run_and_show(["peers"], results, lambda: run_contest(cases, contest, kept, _say))


@app.command(epilog="Example: python -m benchmarks speed --sizes 100,1000")
def speed(
    instances: Instances = None,
    sizes: Annotated[str, typer.Option(help="Needs of the generated days, separated by commas")] = ",".join(
        map(str, SIZES)
    ),
    seeds: Seeds = "1",
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """Iterations a CPU second, peak memory, and how time grows from 100 to 10,000 needs."""
    runs = plan_speed(
        instances_folder(instances), sizes=_numbers("--sizes", sizes), seeds=_numbers("--seeds", seeds)
    )
    kept = result_file("speed", results)
    _run_and_show(["speed"], results, lambda: run_speed(runs, again=again, results=kept, say=_say))


@app.command(epilog="Example: python -m benchmarks scale")
def scale(
    volunteers: Annotated[int, typer.Option(min=1, help="How many")] = VOLUNTEERS,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """A whole city's volunteers: generated, written, read back."""
    kept = result_file("scale", results)
    _run_and_show(
        ["scale"], results, lambda: run_scale(volunteers, seed=seed, again=again, results=kept, say=_say)
    )


@app.command(epilog="Example: python -m benchmarks service")
def service(
    volunteers: Annotated[int, typer.Option(min=1, help="How many")] = VOLUNTEERS,
    needs: Annotated[int, typer.Option(min=20, help="Of the past, one in a thousand still open")] = NEEDS,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    database: Annotated[str, typer.Option(help="URL of an empty one; else a file, deleted afterwards")] = "",
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """A district's years in the service: pages, the start of a plan, memory."""
    kept = result_file("service", results)
    _run_and_show(
        ["service"],
        results,
        lambda: run_service(
            volunteers=volunteers,
            needs=needs,
            seed=seed,
            database=database,
            again=again,
            results=kept,
            say=_say,
        ),
    )


@app.command(epilog="Example: python -m benchmarks report")
def report() -> None:
    """Fill in the tables of benchmarks/README.md from the results, and draw the picture."""
    changed = write_report()
    _console().print(f"{README.name}: {'written' if changed else 'nothing new'}; results/{PICTURE}: drawn")


def main() -> None:
    """Exit 0 where all went well, 1 where a run failed or broke a rule, 2 on bad input, 130 on Ctrl-C."""
    try:
        app()
    except RedvestError as error:
        Console(stderr=True).print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(2)


def _run_and_show(names: list[str], results: Path, work: Callable[[], int]) -> None:
    """Do the work, which says how many runs went wrong; whatever ends it, the tables of what is done come."""
    interrupted, bad = False, 0
    try:
        bad = work()
    except KeyboardInterrupt:
        interrupted = True
    for name in names:
        for table in tables_of(name, results):
            _console().print(table.rich())
    if interrupted:
        _console().print("interrupted: what is done is kept, the same command goes on from there")
        raise typer.Exit(INTERRUPTED)
    if bad:
        _console().print(f"{bad} run(s) failed or broke a rule", style="red")
        raise typer.Exit(1)


@cache
def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else WIDTH_ELSEWHERE)


def _say(text: str) -> None:
    _console().print(text, markup=False, highlight=False, soft_wrap=True)


def _budget(cpu_seconds: float) -> float:
    if not 0 < cpu_seconds <= MAX_SOLVE_S:
        raise InvalidInput(f"--cpu-seconds {cpu_seconds}: not between 0 and {MAX_SOLVE_S:.0f}")
    return cpu_seconds


def _numbers(option: str, text: str) -> tuple[int, ...]:
    try:
        numbers = tuple(int(number) for number in text.split(","))
    except ValueError:
        raise InvalidInput(f"{option} {text!r}: not whole numbers separated by commas") from None
    if min(numbers) < 0 or len(set(numbers)) < len(numbers):
        raise InvalidInput(f"{option} {text!r}: negative or named twice")
    return numbers
