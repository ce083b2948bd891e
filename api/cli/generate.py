"""redvest generate: districts of any size, or people around needs that are real."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.cli.demo import DEMO_DAY
from api.cli.failing import DONE
from api.cli.options import Day, Folder, Json, NeedsIfAny, Seed, Volunteers
from api.cli.showing import error_console, print_json, result_console
from api.cli.steps import Steps
from api.cli.words import count_words
from api.tables.template import What
from api.usecases.generating import make_district, people_around
from api.usecases.saving import NEEDS, VOLUNTEERS, staged
from api.usecases.tables import Progress, Reading, first_day_of, load_needs, save_needs, save_volunteers
from models.errors import InvalidInput
from models.needs import Need
from models.people import Volunteer

EXAMPLE = "redvest generate --volunteers 454300 --needs 50000 --out out/city"
EXAMPLE_AROUND = "redvest generate --around needs.csv --volunteers 400 --out out/people"

USUAL_NEEDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """`needs` is None where they were given."""

    first_day: date
    volunteers: tuple[Volunteer, ...]
    needs: tuple[Need, ...] | None


def generate(
    volunteers: Volunteers = 3000,
    needs: NeedsIfAny = None,
    around: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A table of needs: volunteers alone are made, where these needs are."
        ),
    ] = None,
    day: Day = None,
    seed: Seed = 1,
    out: Folder = Path("out/district"),
    json: Json = False,
) -> int:
    """Write a made-up district to CSV: up to 454,300 volunteers and 50,000 needs, nobody real."""
    if around is not None and needs is not None:
        raise InvalidInput(f"--needs {needs}: does not go together with --around {around}")
    with Steps(error_console(), quiet=json) as steps:
        if around is None:
            made = _district(
                steps, volunteers, USUAL_NEEDS if needs is None else needs, seed, day or DEMO_DAY
            )
        else:
            made = _people_around(steps, around, volunteers, seed, day)
        with staged(out) as stage:
            _write(
                steps,
                VOLUNTEERS,
                lambda told: save_volunteers(made.volunteers, stage / VOLUNTEERS, made.first_day, told),
            )
            if made.needs is not None:
                save = made.needs
                _write(steps, NEEDS, lambda told: save_needs(save, stage / NEEDS, made.first_day, told))
    files = [VOLUNTEERS] if made.needs is None else [VOLUNTEERS, NEEDS]
    if json:
        print_json(
            {
                "date": made.first_day.isoformat(),
                "volunteers": len(made.volunteers),
                "needs": None if made.needs is None else len(made.needs),
                "seed": seed,
                "directory": str(out),
                "files": files,
            }
        )
    else:
        result_console().print(f"{made.first_day}: {' and '.join(files)} written to {out}", soft_wrap=True)
    return DONE


def _district(steps: Steps, volunteers: int, needs: int, seed: int, first_day: date) -> _Made:
    with steps.step("district", "making people and needs") as step:
        day = make_district(volunteers=volunteers, needs=needs, seed=seed, first_day=first_day)
        people = count_words(len(day.volunteers), "volunteer")
        step.end(f"{people}, {count_words(len(day.needs), 'need')}")
    return _Made(first_day=first_day, volunteers=day.volunteers, needs=day.needs)


def _people_around(steps: Steps, needs: Path, count: int, seed: int, day: date | None) -> _Made:
    with steps.step("people", f"making people around {needs.name}") as step:
        first_day = day or first_day_of(needs, What.NEEDS) or date.today()
        table = load_needs(needs, Reading(first_day=first_day))
        people = people_around(table.rows, count, seed=seed, first_day=first_day)
        step.end(f"{count_words(len(people), 'volunteer')} around {count_words(len(table.rows), 'need')}")
    return _Made(first_day=first_day, volunteers=people, needs=None)


def _write(steps: Steps, name: str, save: Callable[[Progress], None]) -> None:
    with steps.step("write", name) as step:
        save(lambda done, total: step.at(done / total, f"{done:,} of {total:,} rows"))
        step.end(name)
