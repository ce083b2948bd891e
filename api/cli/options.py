"""Options that several commands share, read so that a bad value is told together with its option."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher.formats.registry import AUTO, FORMATS
from matcher.routing.search import MAX_SEED, MAX_THREADS, Budget
from models.datum import Datum
from models.day import check_plannable
from models.errors import InvalidInput


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a number") from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a whole number") from None


def _seed(text: str) -> int:
    return _whole_between(text, 0, MAX_SEED)


def _threads(text: str) -> int:
    return _whole_between(text, 1, MAX_THREADS)


def _whole_between(text: str, low: int, high: int) -> int:
    number = _whole(text)
    if not low <= number <= high:
        raise typer.BadParameter(f"{number} is not between {low} and {high}")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date like 2026-11-24") from None


def _planned_day(text: str) -> date:
    day = _day(text)
    try:
        check_plannable(day)
    except InvalidInput as error:
        raise typer.BadParameter(str(error)) from None
    return day


def _now(text: str) -> time | datetime:
    for spelling in ("%H:%M", "%Y-%m-%dT%H:%M"):
        try:
            moment = datetime.strptime(text, spelling)
        except ValueError:
            continue
        return moment if "%Y" in spelling else moment.time()
    raise typer.BadParameter(f"{text!r} is not a moment like 10:30 or 2026-11-25T10:30")


Json = Annotated[
    bool, typer.Option("--json", metavar="", help="Print one JSON document and nothing else on stdout.")
]
CpuSeconds = Annotated[
    float | None,
    typer.Option(
        parser=_number, metavar="S", help="At most so much CPU time of all threads.", show_default="no limit"
    ),
]
Seed = Annotated[int, typer.Option(parser=_seed, metavar="N", help="The same seed, the same chances.")]
Threads = Annotated[
    int, typer.Option(parser=_threads, metavar="N", help="Searches side by side that share out the work.")
]
Iterations = Annotated[
    int | None,
    typer.Option(
        parser=_whole,
        metavar="N",
        help="At most so many rounds; with one thread the plan is the same everywhere.",
        show_default="no limit",
    ),
]
Port = Annotated[int, typer.Option(parser=_whole, metavar="N", help="Port to listen on; 0 is any free one.")]
FORMATS_KNOWN = ", ".join([*(form.name for form in FORMATS), AUTO])
Volunteers = Annotated[int, typer.Option(parser=_whole, metavar="N", help="How many volunteers.")]
Needs = Annotated[int, typer.Option(parser=_whole, metavar="N", help="How many needs.")]
NeedsIfAny = Annotated[
    int | None,
    typer.Option("--needs", parser=_whole, metavar="N", help="How many needs.", show_default="1000"),
]
Day = Annotated[
    date | None, typer.Option("--date", parser=_planned_day, metavar="DATE", help="The day that is planned.")
]
Now = Annotated[
    Any,
    typer.Option(
        "--now",
        parser=_now,
        metavar="TIME",
        help="10:30 on the first day, or 2026-11-25T10:30: plan what is left from then on.",
    ),
]
CreatedFrom = Annotated[
    date | None,
    typer.Option(parser=_day, metavar="DATE", help="First day of requests to take.", show_default="--date"),
]
CreatedTo = Annotated[
    date | None,
    typer.Option(parser=_day, metavar="DATE", help="Last day of requests to take.", show_default="--date"),
]
DAYS_HELP = "Days from that date on, 1 to 14."
Horizon = Annotated[int, typer.Option("--days", parser=_whole, metavar="N", help=DAYS_HELP)]
HorizonIfAny = Annotated[
    int | None, typer.Option("--days", parser=_whole, metavar="N", help=DAYS_HELP, show_default="1")
]
Folder = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the files; those there are replaced.")]
Outline = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="GeoJSON outline of the district, for the picture.", show_default="a hull"
    ),
]
KeepGood = Annotated[
    bool, typer.Option("--keep-good", metavar="", help="Keep the good rows of a table with bad ones.")
]
DATUM_HELP = "What coordinates are measured in, where no column says."
In = Annotated[Datum, typer.Option("--datum", help=DATUM_HELP)]
InIfAny = Annotated[Datum | None, typer.Option("--datum", help=DATUM_HELP, show_default="wgs84")]


def seconds_option(usual: str) -> Any:
    """How long to search, where `usual` is said to be the default."""
    return typer.Option(
        "--seconds", parser=_number, metavar="S", help="At most so long, wall time.", show_default=usual
    )


def budget_of(
    seconds: float | None, cpu_seconds: float | None, iterations: int | None = None, *, usual_s: float
) -> Budget:
    """The budget asked for, `usual_s` of wall time where nothing is. Raises InvalidInput."""
    if seconds is None and cpu_seconds is None and iterations is None:
        seconds = usual_s
    return Budget(seconds=seconds, cpu_seconds=cpu_seconds, iterations=iterations)
