"""Backups made, and put in the place of the database; the keys are in none of them."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select

from api.usecases.operations.copying import check_copy, copy_in, copy_out, kind_of, kind_of_store
from models.errors import Conflict, InvalidInput
from models.store.migrating import current, is_known
from models.store.store import Store
from models.store.tables import metadata
from models.store.tables.operations import backup as backup_table


class NotEmpty(Conflict):
    """There are rows in the database, which would be lost."""

    code = "not_empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A backup: its file, how large, and its SHA-256, which lies beside it as well."""

    file: Path
    bytes: int
    digest: str


def checksum_file(file: Path) -> Path:
    """Beside the backup, in the form of sha256sum."""
    return file.with_name(f"{file.name}.sha256")


def back_up(store: Store, file: Path, now: datetime) -> Copied:
    """The database in one new file, checked. Raises InvalidInput where there is a file, or no tables."""
    if current(store) is None:
        raise InvalidInput("the database has no tables: there is nothing to back up")
    if file.exists():
        raise InvalidInput(f"{file}: there is a file already, and a backup is never written over")
    part = file.with_name(f".{file.name}.part")
    try:
        copy_out(store, part)
        check_copy(part)
        copied = Copied(file=file, bytes=part.stat().st_size, digest=_digest(part))
        checksum_file(file).write_text(f"{copied.digest}  {file.name}\n", encoding="utf-8")
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    with store.writing() as tx:
        values = {"file": str(file.resolve()), "bytes": copied.bytes, "digest": copied.digest}
        tx.execute(insert(backup_table).values(at=now, **values))
    return copied


def restore(store: Store, file: Path, *, replace: bool) -> str | None:
    """The revision of what the database holds afterwards: all that the file has, and nothing else.

    Raises InvalidInput where the file is damaged or of another kind of database, NotEmpty where rows would be
    lost and `replace` is not said. The database is as it was then.
    """
    check_whole(file)
    if kind_of(file) != kind_of_store(store):
        raise InvalidInput(
            f"{file}: a backup of {kind_of(file)}, which {kind_of_store(store)} does not take: "
            "restore it into such a database"
        )
    found = current(store)
    if found is not None and not is_known(found):
        raise InvalidInput(f"the database is at {found}, unknown to this version: a newer one made it")
    if found is not None and not replace:
        with store.reading() as tx:
            filled = _tables_with_rows(tx)
        if filled:
            raise NotEmpty(f"there are rows in {', '.join(filled[:5])}: --replace gives them up")
    copy_in(store, file)
    return current(store)


def check_whole(file: Path) -> None:
    """Raises InvalidInput where the checksum beside the file is another one, or the copy is damaged."""
    beside = checksum_file(file)
    if beside.exists() and beside.read_text(encoding="utf-8").split()[:1] != [_digest(file)]:
        raise InvalidInput(f"{file}: not what was backed up: {beside.name} has another checksum")
    check_copy(file)


def _tables_with_rows(tx: Connection) -> list[str]:
    there = set(inspect(tx).get_table_names())
    return [
        table.name
        for table in metadata.sorted_tables
        if table.name in there and tx.execute(select(table).limit(1)).first() is not None
    ]


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
