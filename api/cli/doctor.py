"""redvest doctor: what needs doing, in plain words."""

from typing import Annotated

import typer

from api.cli.failing import DONE, NEEDS_DOING
from api.cli.options import Json, Port
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest doctor"


def doctor(
    host: Annotated[str, typer.Option(metavar="HOST", help="Address that the service listens on.")] = (
        "127.0.0.1"
    ),
    port: Port = 8000,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Judge by this alone; may be given again.", show_default="all"),
    ] = None,
    json: Json = False,
) -> int:
    """Look at disk, clock, port, database, migrations, keys, backups and workers, and say what to do.

    Exits with 1 where something needs doing. Nothing is changed.
    """
    from api.house import utc_now
    from api.settings import read_settings
    from api.usecases.operations.doctor import as_document, examine

    found = examine(read_settings(), host=host, port=port, now=utc_now())
    unknown = set(only or ()) - {one.name for one in found}
    if unknown:
        raise typer.BadParameter(f"--only {', '.join(sorted(unknown))}: nothing of that name is looked at")
    found = [one for one in found if not only or one.name in only]
    is_well = all(one.is_well for one in found)
    if json:
        print_json({"ok": is_well, "checks": [as_document(one) for one in found]})
    else:
        console = result_console()
        for one in found:
            mark = "ok" if one.is_well else "!!"
            console.print(f"{mark}  {one.name}: {one.found}", markup=False, soft_wrap=True)
            if one.todo:
                console.print(f"    -> {one.todo}", markup=False, soft_wrap=True)
    return DONE if is_well else NEEDS_DOING
