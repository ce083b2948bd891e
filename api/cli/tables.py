"""redvest import and redvest template: spreadsheets in, and one to fill in."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.options import CreatedFrom, CreatedTo, Day, Horizon, In, Json, KeepGood
from api.cli.showing import (
    bad_cell_documents,
    error_console,
    print_json,
    result_console,
    show_left_out,
    show_notes,
)
from api.cli.steps import Steps
from api.cli.words import count_words
from api.tables.template import What
from api.usecases.saving import check_target
from api.usecases.tables import Reading, convert, first_day_of, save_template
from models.datum import Datum
from models.errors import InvalidInput

IMPORT_EXAMPLE = "redvest import volunteers 志愿者登记表.xlsx --datum gcj02 --out volunteers.csv"
STREAM_EXAMPLE = (
    "redvest import needs requests.csv --mapping stlouis_csb.toml --date 2018-01-03 --out needs.csv"
)
TEMPLATE_EXAMPLE = "redvest template needs --out 需求登记表.xlsx"

Noun = Annotated[What, typer.Argument(metavar="volunteers|needs", help="What the table lists.")]


def import_table(
    what: Noun,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX, as the community keeps it.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The canonical CSV.", show_default="volunteers.csv or needs.csv"),
    ] = None,
    day: Day = None,
    days: Horizon = 1,
    datum: In = Datum.WGS84,
    keep_good: KeepGood = False,
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="TOML", help="Needs from another system: what its categories mean. Takes those of --date."
        ),
    ] = None,
    created_from: CreatedFrom = None,
    created_to: CreatedTo = None,
    json: Json = False,
) -> int:
    """Read a spreadsheet, tell every cell that cannot be read, and write the canonical table.

    With a bad row nothing is written, unless --keep-good asks for the good ones.

    The date is that of the table where it is canonical already, else today.
    """
    for option, given in (("--created-from", created_from), ("--created-to", created_to)):
        if given is not None and mapping is None:
            raise InvalidInput(f"{option} {given}: goes together with --mapping only")
    if mapping is not None and (what is What.VOLUNTEERS or day is None):
        raise InvalidInput(f"--mapping {mapping}: is for needs, and wants a --date to plan them on")
    reading = Reading(first_day=day or date.today(), days=days, datum=datum, keep_good=keep_good)
    canonical = check_target(out or Path(f"{what}.csv"))
    with Steps(error_console(), quiet=json) as steps, steps.step("import", f"reading {file.name}") as step:
        if day is None:
            reading = replace(reading, first_day=first_day_of(file, what) or reading.first_day)
        first_day = reading.first_day
        table = convert(
            what,
            file,
            canonical,
            reading,
            mapping=mapping,
            created=(created_from or first_day, created_to or first_day),
            progress=lambda done, total: step.at(done / total, f"writing row {done:,} of {total:,}"),
        )
        step.end(f"{count_words(len(table.rows), 'row')} for {first_day}")
    show_notes(table.notices)
    if json:
        print_json(
            {
                "file": str(canonical),
                "date": first_day.isoformat(),
                "rows": len(table.rows),
                "left_out": bad_cell_documents(table.bad),
                "notices": bad_cell_documents(table.notices),
            }
        )
    else:
        show_left_out(table.bad)
        result_console().print(
            f"{count_words(len(table.rows), 'row')} written to {canonical}", soft_wrap=True
        )
    return DONE


def template(
    what: Noun,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The workbook.", show_default="volunteers.xlsx or needs.xlsx"),
    ] = None,
    json: Json = False,
) -> int:
    """Write an XLSX to fill in: Chinese headers, one example row, lists to choose from, an explanation."""
    workbook = check_target(out or Path(f"{what}.xlsx"))
    if workbook.suffix.lower() != ".xlsx":
        raise InvalidInput(f"--out {workbook}: the template is a workbook, name it like {what}.xlsx")
    save_template(workbook, what)
    if json:
        print_json({"file": str(workbook)})
    else:
        result_console().print(f"written to {workbook}: fill it in, then", soft_wrap=True)
        result_console().print(f"redvest import {what} {workbook}", style="bold", soft_wrap=True)
    return DONE
