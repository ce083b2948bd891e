"""redvest backup and redvest restore: the database in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.options import Json
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest backup /var/backups/redvest-2026-11-24.db"
RESTORE_EXAMPLE = "redvest restore /var/backups/redvest-2026-11-24.db"


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; there must be no such file.")],
    json: Json = False,
) -> int:
    """Copy the database of REDVEST_DATABASE into one file, with its checksum beside it, while all go on.

    The keys file REDVEST_KEYS is not in it: copy it apart, for without it phones cannot be read.
    """
    from api.house import utc_now
    from api.settings import read_settings
    from api.usecases.operations.backups import back_up, checksum_file
    from models.store.store import Store

    settings = read_settings()
    store = Store(settings.database_url)
    try:
        copied = back_up(store, file, utc_now())
    finally:
        store.close()
    if json:
        print_json(
            {"file": str(file), "bytes": copied.bytes, "sha256": copied.digest, "keys_included": False}
        )
        return DONE
    console = result_console()
    words = f"{file}: {copied.bytes:,} bytes, checked; checksum in {checksum_file(file).name}"
    console.print(words, markup=False, soft_wrap=True)
    console.print(f"the keys are not in it: copy {settings.keys} apart", markup=False, soft_wrap=True)
    return DONE


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What redvest backup has made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Give up the rows that are in the database now.")
    ] = False,
    json: Json = False,
) -> int:
    """Make the database of REDVEST_DATABASE what the file holds. End serve and work first.

    The file is checked before anything is touched; where it fails the database stays as it is.
    """
    from api.settings import read_settings
    from api.usecases.operations.backups import restore as put_back
    from models.store.migrating import newest
    from models.store.store import Store

    settings = read_settings()
    store = Store(settings.database_url)
    try:
        revision = put_back(store, file, replace=replace)
    finally:
        store.close()
    if json:
        print_json({"file": str(file), "revision": revision, "newest": newest()})
        return DONE
    console = result_console()
    console.print(f"the database holds what {file} has, at revision {revision}", markup=False, soft_wrap=True)
    if revision != newest():
        console.print("this version knows a newer one: run redvest migrate", markup=False)
    console.print(f"its keys belong at {settings.keys}; redvest doctor tells whether they fit", markup=False)
    return DONE
