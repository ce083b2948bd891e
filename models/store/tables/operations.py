"""What is kept of running the service itself."""

from sqlalchemy import Column, String, Table, Text

from models.store.columns import Instant, Number, metadata

backup = Table(
    "backup",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("file", Text, nullable=False),
    Column("bytes", Number, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256
)
"""Copies of this database that were made; each is told of only after it is whole."""
