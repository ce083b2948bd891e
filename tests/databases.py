"""Databases for tests: SQLite files, and a PostgreSQL of our own, migrated once and copied for each test."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from models.store.migrating import migrate
from models.store.store import Store

SERVER_USER = "postgres"
"""PostgreSQL refuses to run as root: there it runs as the user that its package makes."""

_numbers = count(1)


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest that is installed, else None."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else []
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next(iter(found + versions[::-1]), None)


@contextmanager
def postgres_server(programs: Path, folder: Path) -> Iterator[str]:
    """The URL of a server that listens on a socket in the folder, without the name of a database."""
    folder.mkdir()
    if os.getuid() == 0:
        shutil.chown(folder, SERVER_USER)
        for above in (folder, *folder.parents):
            if above.owner() == "root":
                above.chmod(above.stat().st_mode | 0o111)
    data = folder / "data"
    options = "-U redvest -A trust -E UTF8 --no-sync --locale=C"
    _run(programs / "initdb", "-D", data, *options.split())
    options = f"-k {folder} -h '' -c fsync=off -c max_connections=100"
    _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://redvest@/{{name}}?host={folder}"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def migrated_postgres(server: str) -> str:
    """The URL of a database with all tables; the first call makes the one that the others are copies of."""
    template, name = "redvest_template", f"redvest_{next(_numbers)}"
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            connection.execute(f"CREATE DATABASE {template}")
            _migrate(server.format(name=template))
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.format(name=name)


def empty_postgres(server: str) -> str:
    """The URL of a database without tables."""
    name = f"redvest_{next(_numbers)}"
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name=name)


def migrated_sqlite(folder: Path, template: Path) -> str:
    """The URL of a file with all tables, copied from the template, which the first call makes."""
    if not template.exists():
        _migrate(f"sqlite:///{template}")
    file = folder / f"redvest_{next(_numbers)}.db"
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"


def _migrate(url: str) -> None:
    store = Store(url)
    migrate(store)
    store.close()  # its last connection writes the log of SQLite back into the file


def _run(*words: object) -> None:
    as_server = ["runuser", "-u", SERVER_USER, "--"] if os.getuid() == 0 else []
    subprocess.run([*as_server, *map(str, words)], check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=60)
