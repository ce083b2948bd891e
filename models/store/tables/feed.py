"""Webhooks and what they were told."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from models.store.columns import Document, Instant, Number, metadata, reference, subject_table

webhook = subject_table(
    "webhook",
    Column("url", Text, nullable=False),
    Column("secret_sealed", LargeBinary, nullable=False),
    Column("nouns", Document, nullable=False, default=list),  # whose steps it is told; none: all
    reference("community_id", ForeignKey("place.id")),
    Column("active", Boolean, nullable=False, default=True),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    reference("webhook_id", ForeignKey("webhook.id"), nullable=False),
    Column("number", Number, nullable=False),  # of the line in the feed
    Column("state", String(20), nullable=False),  # waiting, delivered, given_up
    Column("tries", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("last_status", Integer),
    Column("last_problem", Text),
    UniqueConstraint("webhook_id", "number"),
    Index(None, "state", "next_at"),
)
