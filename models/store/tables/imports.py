"""Which row of which imported list has become what, so that a list that comes again is known again."""

from sqlalchemy import Column, String, Table

from models.store.columns import Document, Instant, metadata, reference

origin = Table(
    "origin",
    metadata,
    Column("list", String(80), primary_key=True),
    Column("noun", String(40), primary_key=True),
    Column("key", String(64), primary_key=True),  # of the row: its own id in the list, else a fingerprint
    reference("subject_id", nullable=False),
    Column("prints", Document, nullable=False),  # by field: a fingerprint of what the list said last
    Column("at", Instant, nullable=False),
)
