"""Requests that carry a key, so that one that is sent again is not carried out again."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text

from models.store.columns import Instant, metadata, reference

keyed_request = Table(
    "keyed_request",
    metadata,
    reference("user_id", primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("asked", String(64), nullable=False),  # digest of method, path and body
    Column("state", String(10), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("status", Integer),
    Column("headers", Text),
    Column("body", LargeBinary),
)
