"""A database opened: SQLite in one file or PostgreSQL, by its URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, OperationalError, TimeoutError

from models.errors import InvalidInput, RedvestError

BUSY_TIMEOUT_S = 10
POOL = 20
"""Connections, as many as requests are answered at the same time."""


class StoreBusy(RedvestError):
    """Others hold what this needs; nothing was written, and the same may be tried again."""

    code = "store_busy"


class StoreUnreachable(RedvestError):
    """The database does not answer."""

    code = "store_unreachable"


class Store:
    """One database. Nobody holds a transaction while a search runs or an answer is awaited."""

    def __init__(self, url: str) -> None:
        """Raises InvalidInput where the URL names neither SQLite nor PostgreSQL. Nothing is opened yet."""
        self.url = _readable(url)
        self._engine = _engine(self.url)
        self._writer = self._engine.execution_options(writes=True)
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reader = self._engine.execution_options(**({} if self.is_sqlite else snapshot))

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def is_absent(self) -> bool:
        """Whether the file of an SQLite database has not been made yet."""
        return self.is_sqlite and not Path(self.url.database or "").exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database, whatever others write meanwhile."""
        with _told(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it is written, or nothing. On SQLite one writer at a time; on PostgreSQL rows are locked."""
        with _told(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction in which tables are made anew: on SQLite foreign keys are looked at when it ends."""
        with _told(), self._writer.connect() as connection:
            if not self.is_sqlite:
                with connection.begin():
                    yield connection
                return
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")  # has no effect inside of a transaction
            try:
                with connection.begin():
                    yield connection
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                    if broken:
                        raise InvalidInput(f"a migration left {len(broken)} rows that refer to nothing")
            finally:
                raw.execute("PRAGMA foreign_keys=ON")

    def close(self) -> None:
        self._engine.dispose()


def _readable(url: str) -> URL:
    try:
        read = make_url(url)
    except ArgumentError:
        raise InvalidInput(
            "the database's URL cannot be read: give sqlite:///FILE or postgresql://…"
        ) from None
    if read.get_backend_name() == "postgresql":
        return read.set(drivername="postgresql+psycopg")
    if read.get_backend_name() == "sqlite":
        if not read.database or read.database == ":memory:":
            raise InvalidInput("a database in memory is lost with the process: give sqlite:///FILE")
        return read
    raise InvalidInput(f"{read.get_backend_name()} is no database of ours: SQLite or PostgreSQL")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        connect = {"connect_timeout": BUSY_TIMEOUT_S, "options": f"-c lock_timeout={BUSY_TIMEOUT_S * 1000}"}
        return create_engine(url, pool_size=POOL, max_overflow=0, pool_pre_ping=True, connect_args=connect)
    engine = create_engine(
        url,
        pool_size=POOL,
        max_overflow=0,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )

    def prepare(connection: Any, record: object) -> None:
        # The driver would begin by itself, and too late: a writer takes the lock before it reads.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


_LOCKED = {"40001", "40P01", "55P03"}
"""Serialisation failure, deadlock, lock timeout. Source: PostgreSQL's manual, appendix A."""


@contextmanager
def _told() -> Iterator[None]:
    """What others hold, and a database that is gone, as errors of ours."""
    try:
        yield
    except TimeoutError as error:
        raise StoreBusy("every connection to the database is taken: try again in a moment") from error
    except DataError as error:
        if "NUL" in str(error.orig):  # SQLite keeps it, PostgreSQL does not; no form and no table sends it
            raise InvalidInput("text with the character U+0000 in it is not kept") from error
        raise
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _LOCKED or "database is locked" in str(error.orig):
            raise StoreBusy("others hold what this needs: try again in a moment") from error
        if isinstance(error, OperationalError) and (
            error.connection_invalidated or getattr(error.orig, "sqlstate", "") is None
        ):
            raise StoreUnreachable("the database does not answer") from error
        raise
