"""Plans, and the documents that are too long for a row of their own table."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from models.store.columns import Instant, metadata, reference, subject_table

document = Table(
    "document",
    metadata,
    Column("digest", String(64), primary_key=True),  # of what it holds, SHA-256
    Column("held", LargeBinary, nullable=False),  # compressed with zlib
    Column("at", Instant, nullable=False),
)

plan = subject_table(
    "plan",
    Column("state", String(20), nullable=False, default="draft"),  # published, superseded, discarded
    Column("first_day", Date, nullable=False),
    Column("days", Integer, nullable=False),
    # What it plans: the whole district, a subdistrict, a community.
    reference("subdistrict_id", ForeignKey("place.id")),
    reference("community_id", ForeignKey("place.id")),
    reference("base_id", ForeignKey("plan.id")),  # the plan that it replans
    Column("problem_digest", String(64), ForeignKey("document.digest"), nullable=False),
    Column("answer_digest", String(64), ForeignKey("document.digest"), nullable=False),
    Column("served", Integer, nullable=False),
    Column("unmet", Integer, nullable=False),
    Column("published_at", Instant),
    Column("note", Text, nullable=False, default=""),
    CheckConstraint("days BETWEEN 1 AND 14", "horizon"),
    Index(None, "first_day", "state"),
    Index(None, "community_id", "first_day", "id"),
)
