"""A database copied into one file and back: SQLite by its online backup, PostgreSQL by its own programs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryFile
from typing import IO

from models.errors import InvalidInput, RedvestError
from models.store.store import Store
from models.store.tables import metadata

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"

MARKS = {b"SQLite format 3\0": SQLITE, b"PGDMP": POSTGRESQL}
"""How files of each kind begin. Sources: SQLite's file format, 1.3; PostgreSQL's pg_backup_archiver.c."""

VERSIONS = "alembic_version"


class CopyFailed(RedvestError):
    """A program of PostgreSQL says why."""

    code = "copy_failed"


def kind_of(file: Path) -> str:
    """Of which database it is a copy. Raises InvalidInput where it is none."""
    with file.open("rb") as opened:
        start = opened.read(max(map(len, MARKS)))
    for mark, kind in MARKS.items():
        if start.startswith(mark):
            return kind
    raise InvalidInput(f"{file}: this is no backup of a database")


def kind_of_store(store: Store) -> str:
    return SQLITE if store.is_sqlite else POSTGRESQL


def copy_out(store: Store, file: Path) -> None:
    """While others read and write; the file is of one moment, and its owner's alone."""
    file.touch(mode=0o600)
    if store.is_sqlite:
        with closing(_opened(store)) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        return
    url, environment = _of_postgres(store)
    _run([_program("pg_dump"), "--format=custom", f"--file={file}", f"--dbname={url}"], environment)


def check_copy(file: Path) -> None:
    """Raises InvalidInput where the file is damaged."""
    if kind_of(file) == POSTGRESQL:
        try:
            _run([_program("pg_restore"), "--list", str(file)])
        except CopyFailed as error:
            raise InvalidInput(f"{file}: the copy is damaged: {error}") from error
        return
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        try:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            (size,) = copy.execute("PRAGMA page_size").fetchone()
        except sqlite3.DatabaseError as error:
            verdict, size = str(error), 0
    # A page that is cut short reads as zeros, which are no fault where nothing stood there.
    with file.open("rb") as opened:
        pages = int.from_bytes(opened.read(32)[28:], "big")
    if verdict == "ok" and file.stat().st_size != pages * size:
        verdict = f"it ends after {file.stat().st_size:,} bytes of {pages * size:,}"
    if verdict != "ok":
        raise InvalidInput(f"{file}: the copy is damaged: {verdict}")


def copy_in(store: Store, file: Path) -> None:
    """The database becomes what the file holds, or stays as it was. Nobody else should be at work."""
    if store.is_sqlite:
        with closing(sqlite3.connect(file)) as source, closing(_opened(store)) as target:
            source.backup(target)
        return
    url, environment = _of_postgres(store)
    reads = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    writes = [_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={url}"]
    drops = ", ".join([VERSIONS, *metadata.tables])
    _pour(reads, writes, environment, first=f"BEGIN; DROP TABLE IF EXISTS {drops} CASCADE;", last="COMMIT;")


def _pour(
    reads: Sequence[str], writes: Sequence[str], environment: Mapping[str, str], *, first: str, last: str
) -> None:
    """What the one program says goes to the other, between those lines: the last only if the first was well.

    Raises CopyFailed.
    """
    with (
        TemporaryFile() as told,
        TemporaryFile() as wrong,
        subprocess.Popen(reads, stdout=PIPE, stderr=told) as reading,
        subprocess.Popen(writes, stdin=PIPE, stdout=DEVNULL, stderr=wrong, env=environment) as writing,
    ):
        assert reading.stdout is not None
        assert writing.stdin is not None
        with suppress(BrokenPipeError):  # it has ended before its time, and has said why
            writing.stdin.write(f"{first}\n".encode())
            shutil.copyfileobj(reading.stdout, writing.stdin)
            if reading.wait() == 0:
                writing.stdin.write(f"\n{last}\n".encode())
            writing.stdin.close()
        reading.stdout.close()
        _check_ended(writing, wrong)
        _check_ended(reading, told)


def _check_ended(program: "subprocess.Popen[bytes]", told: IO[bytes]) -> None:
    if program.wait():
        told.seek(0)
        raise CopyFailed(f"{Path(str(program.args[0])).name}: {_last_line(told.read())}")  # type: ignore[index]


def _opened(store: Store) -> sqlite3.Connection:
    return sqlite3.connect(store.url.database or "", timeout=10)


def _of_postgres(store: Store) -> tuple[str, dict[str, str]]:
    """The URL without its password, which goes into the environment: everybody reads a command line."""
    url = store.url.set(drivername="postgresql", password=None)
    password = {"PGPASSWORD": str(store.url.password)} if store.url.password else {}
    return url.render_as_string(), {**os.environ, **password}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise InvalidInput(f"{name} is not here: install PostgreSQL's client (postgresql-client on Debian)")
    return found


def _run(words: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(words, env=environment, stdout=DEVNULL, stderr=PIPE, check=False)
    if done.returncode:
        raise CopyFailed(f"{Path(words[0]).name}: {_last_line(done.stderr)}")


def _last_line(told: bytes) -> str:
    lines = told.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it gave no reason"
