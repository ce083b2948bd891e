"""The command line: python -m benchmarks NAME."""

import sys
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.gaps import run_gaps
from benchmarks.hhcrsp import FAMILIES, hhcrsp_instances
from benchmarks.instances import chosen, files_by_name, instances_folder
from benchmarks.peers.registry import OURS, PEERS, peers_named
from benchmarks.peers.side_by_side import Contest, run_contest
from benchmarks.report import README, result_file, tables_of, write_report
from benchmarks.result_lines import RESULTS
from benchmarks.scale import VOLUNTEERS, run_scale
from benchmarks.solomon import solomon_instances
from models.errors import InvalidInput, RedvestError
from models.units import MAX_SOLVE_S

app = typer.Typer(
    help="Quality and scale, measured. Results are kept as JSON lines in benchmarks/results; "
    "a run that is there is not made again.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
WIDTH_ELSEWHERE = 110
"""Columns of a table that goes to a file or a pipe."""

Instances = Annotated[
    Path | None,
    typer.Option(help="Folder of the public instances [default: REDVEST_INSTANCES or ../shared/instances]"),
]
CpuSeconds = Annotated[float, typer.Option(help="Budget of one run, CPU seconds of one thread")]
Seeds = Annotated[str, typer.Option(help="Seeds, separated by commas")]
Results = Annotated[Path, typer.Option(help="Folder of the results", show_default="benchmarks/results")]
Again = Annotated[bool, typer.Option("--again", help="Make runs again that have been made")]


@app.command(epilog="Example: python -m benchmarks peers --only a11,b21 --peers ours,pyvroom")
def peers(
    instances: Instances = None,
    only: Annotated[str, typer.Option(help="Districts, separated by commas [default: all]")] = "",
    cpu_seconds: CpuSeconds = 10.0,
    seeds: Seeds = "1,2",
    names: Annotated[str, typer.Option("--peers", help="Who takes part")] = ",".join(
        [OURS, *(peer.name for peer in PEERS)]
    ),
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """Ours and the peers side by side on the districts, at equal CPU seconds."""
    files = chosen(files_by_name(instances_folder(instances) / "district", ".json"), only)
    ours, taking_part = peers_named(names)
    contest = Contest(
        peers=taking_part, ours=ours, cpu_seconds=_budget(cpu_seconds), seeds=_seeds(seeds), again=again
    )
    _finish("peers", results, run_contest(files, contest, result_file("peers", results), _say))


@app.command(epilog="Example: python -m benchmarks solomon --cpu-seconds 10 --seeds 1,2,3")
def solomon(
    instances: Instances = None,
    cpu_seconds: CpuSeconds = 10.0,
    seeds: Seeds = "1",
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """Six Solomon instances, distance only: gap to the best known."""
    bad = run_gaps(
        solomon_instances(instances_folder(instances)),
        cpu_seconds=_budget(cpu_seconds),
        seeds=_seeds(seeds),
        again=again,
        results=result_file("solomon", results),
        say=_say,
    )
    _finish("solomon", results, bad)


@app.command(epilog="Example: python -m benchmarks hhcrsp --families mankowska --limit 7")
def hhcrsp(
    instances: Instances = None,
    families: Annotated[str, typer.Option(help="Families, separated by commas")] = ",".join(FAMILIES),
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many of each family, spread over the sizes")
    ] = None,
    cpu_seconds: CpuSeconds = 10.0,
    seeds: Seeds = "1",
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """Home health care: gap of the total cost to the best known."""
    asked = [family.strip() for family in families.split(",") if family.strip()]
    bad = run_gaps(
        hhcrsp_instances(instances_folder(instances), asked, limit),
        cpu_seconds=_budget(cpu_seconds),
        seeds=_seeds(seeds),
        again=again,
        results=result_file("hhcrsp", results),
        say=_say,
    )
    _finish("hhcrsp", results, bad)


@app.command(epilog="Example: python -m benchmarks scale")
def scale(
    volunteers: Annotated[int, typer.Option(min=1, help="How many")] = VOLUNTEERS,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    again: Again = False,
    results: Results = RESULTS,
) -> None:
    """A whole city's volunteers: generated, written, read back."""
    _finish(
        "scale",
        results,
        run_scale(volunteers, seed=seed, again=again, results=result_file("scale", results), say=_say),
    )


@app.command(epilog="Example: python -m benchmarks report")
def report() -> None:
    """Fill in the tables of benchmarks/README.md from the results."""
    changed = write_report()
    _console().print(f"{README.name}: {'written' if changed else 'nothing new'}")


def main() -> None:
    """Exit 0 where all went well, 1 where a run failed or broke a rule, 2 on bad input."""
    try:
        app()
    except RedvestError as error:
        Console(stderr=True).print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(2)


@cache
def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else WIDTH_ELSEWHERE)


def _finish(name: str, results: Path, bad: int) -> None:
    for table in tables_of(name, results):
        _console().print(table.rich())
    if bad:
        _console().print(f"{bad} run(s) failed or broke a rule", style="red")
        raise typer.Exit(1)


def _say(text: str) -> None:
    _console().print(text, markup=False, highlight=False, soft_wrap=True)


def _budget(cpu_seconds: float) -> float:
    if not 0 < cpu_seconds <= MAX_SOLVE_S:
        raise InvalidInput(f"--cpu-seconds {cpu_seconds}: not between 0 and {MAX_SOLVE_S:.0f}")
    return cpu_seconds


def _seeds(text: str) -> tuple[int, ...]:
    try:
        seeds = tuple(int(seed) for seed in text.split(","))
    except ValueError:
        raise InvalidInput(f"--seeds {text!r}: not whole numbers separated by commas") from None
    if min(seeds) < 0 or len(set(seeds)) < len(seeds):
        raise InvalidInput(f"--seeds {text!r}: negative or named twice")
    return seeds
