"""Webhooks and what they were told; calendars that are read by a secret link."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
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

from models.store.columns import SECRET, Document, Instant, Number, metadata, reference, subject_table

webhook = subject_table(
    "webhook",
    Column("url", Text, nullable=False),
    Column("secret_sealed", LargeBinary, nullable=False, info=SECRET),
    Column("nouns", Document, nullable=False, default=list),  # whose steps it is told; none: all
    reference("community_id", ForeignKey("place.id")),
    Column("active", Boolean, nullable=False, default=True),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
)

webhook_position = Table(
    "webhook_position",
    metadata,
    reference("webhook_id", ForeignKey("webhook.id"), primary_key=True),
    Column("number", Number, nullable=False),  # lines up to here are deliveries, or not for this webhook
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    reference("webhook_id", ForeignKey("webhook.id"), nullable=False),
    Column("number", Number, nullable=False),  # of the line in the feed
    Column("state", String(20), nullable=False),  # waiting, delivered, given_up
    Column("tries", Integer, nullable=False),
    Column("at", Instant, nullable=False),  # when it was due for the first time
    Column("next_at", Instant, nullable=False),
    Column("last_status", Integer),
    Column("last_problem", Text),
    UniqueConstraint("webhook_id", "number"),
    Index(None, "state", "next_at"),
)

calendar_link = subject_table(
    "calendar_link",
    # One of the two: whose visits it shows.
    reference("volunteer_id", ForeignKey("volunteer.id")),
    reference("team_id", ForeignKey("team.id")),
    reference("community_id", ForeignKey("place.id")),
    reference("user_id", ForeignKey("user_account.id"), nullable=False),  # who has asked for it
    Column("token_hash", String(64), nullable=False, unique=True, info=SECRET),
    Column("revoked_at", Instant),
    CheckConstraint("(volunteer_id IS NULL) <> (team_id IS NULL)", "one_of_them"),
    Index(None, "volunteer_id"),
    Index(None, "team_id"),
)
