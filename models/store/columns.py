"""Kinds of columns that mean the same on SQLite and on PostgreSQL, and the tables made of them."""

from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

# Named, so that a migration can take back what another has made, on either database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up in INTEGER primary keys alone
Document = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def by_letter(length: int) -> String:
    """Text in the order of its code points on either database, so that an index finds it by its beginning."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


ID_LENGTH = 32
"""Ids are ULIDs, 26 letters and digits; those who act without an account have names of their own."""

SECRET = {"secret": True}
"""Marks a column that its history leaves out."""


class Instant(TypeDecorator[datetime]):
    """A moment with its offset in, the same moment in UTC out. A moment without an offset is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without an offset: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def reference(name: str, *more: SchemaItem, **options: Any) -> "Column[str]":
    """A column that holds an id."""
    return Column(name, String(ID_LENGTH), *more, **options)


def subject_table(name: str, *items: SchemaItem) -> Table:
    """A table whose rows have a history: only models.store.journal writes it.

    Ids are ordered by the time at which they were made; `version` counts the changes from 1.
    """
    return Table(
        name,
        metadata,
        reference("id", primary_key=True),
        Column("version", Integer, nullable=False),
        Column("created_at", Instant, nullable=False),
        Column("changed_at", Instant, nullable=False),
        *items,
    )


def to_json(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return value


def from_json(column: "Column[Any]", value: Any) -> Any:
    """The value of that column which `to_json` has turned into `value`."""
    if value is None:
        return None
    if isinstance(column.type, Instant):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return b64decode(value)
    return value
