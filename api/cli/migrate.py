"""redvest migrate: a database made, or brought to this version."""

from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.options import Json
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest migrate"
EXAMPLE_DISTRICT = "redvest migrate --district"


def migrate(
    to: Annotated[
        str, typer.Option(metavar="REVISION", help="Up or down to it; base takes all away.")
    ] = "head",
    district: Annotated[
        bool, typer.Option("--district", help="Add the places of Hanyang, if there are none.")
    ] = False,
    json: Json = False,
) -> int:
    """Make the database of REDVEST_DATABASE, or bring it to this version.

    With a new database comes the file REDVEST_KEYS, without which phones cannot be read: keep a copy apart.
    """
    # The database's parts take a third of a second to import: no other command should wait for them.
    from api.settings import read_settings
    from api.usecases.founding import found

    settings = read_settings()
    founded = found(settings, to=to, with_district=district)
    if json:
        print_json(
            {
                "database": founded.database,
                "revision": founded.revision,
                "keys_made": settings.keys if founded.keys_made else None,
                "places_added": founded.places_added,
            }
        )
        return DONE
    console = result_console()
    console.print(f"{founded.database} is at revision {founded.revision or 'base'}", markup=False)
    if founded.keys_made:
        console.print(f"made {settings.keys}: keep a copy of it apart from the database", markup=False)
    if founded.places_added:
        console.print(f"added {founded.places_added:,} places of the reference district")
    return DONE
