"""Long work in a queue: written here before it is begun, so that no crash loses it."""

from sqlalchemy import Column, Index, Integer, String, Table

from models.store.columns import Document, Instant, metadata, reference

job = Table(
    "job",
    metadata,
    reference("id", primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("asks", Document, nullable=False),
    Column("state", String(20), nullable=False),  # queued, running, done, failed, cancelled
    reference("by_id", nullable=False),
    reference("community_id"),  # of what it works on; none for the district
    reference("subdistrict_id"),
    Column("queued_at", Instant, nullable=False),
    Column("begun_at", Instant),
    Column("ended_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(80)),
    Column("leased_until", Instant),  # a worker that does not renew it is taken for dead
    Column("cancel_asked_at", Instant),
    Column("progress", Document),
    Column("result", Document),
    Column("problem", Document),  # as problem+json
    Index(None, "state", "queued_at", "id"),
    Index(None, "community_id", "id"),
)

worker = Table(
    "worker",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("seen_at", Instant, nullable=False),
)
"""Those that are there, as far as they have told."""
