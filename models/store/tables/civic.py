"""Who works in a district besides single volunteers, and with what."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Text

from models.store.columns import Instant, reference, subject_table

organisation = subject_table(
    "organisation",
    Column("party", String(20), nullable=False),
    Column("name", String(120), nullable=False),
    reference("community_id", ForeignKey("place.id")),
    Column("contact", Text, nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    Index(None, "community_id", "id"),
)

civic_group = subject_table(
    "civic_group",
    Column("name", String(120), nullable=False),
    reference("organisation_id", ForeignKey("organisation.id")),
    reference("community_id", ForeignKey("place.id")),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    Index(None, "community_id", "id"),
)

team = subject_table(
    "team",
    Column("name", String(120), nullable=False),
    Column("speciality", String(20), nullable=False),
    reference("organisation_id", ForeignKey("organisation.id")),
    reference("group_id", ForeignKey("civic_group.id")),
    reference("station_id", ForeignKey("place.id")),
    reference("community_id", ForeignKey("place.id")),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    Index(None, "community_id", "id"),
    Index(None, "organisation_id", "id"),
    Index(None, "station_id", "id"),
)

project = subject_table(
    "project",
    Column("name", String(120), nullable=False),
    Column("state", String(20), nullable=False, default="draft"),
    reference("organisation_id", ForeignKey("organisation.id"), nullable=False),
    reference("community_id", ForeignKey("place.id")),
    Column("about", Text, nullable=False, default=""),
    Column("begins_at", Instant),
    Column("ends_at", Instant),
    Column("wanted", Integer, nullable=False, default=0),
    CheckConstraint("wanted >= 0", "countable"),
    Index(None, "organisation_id", "id"),
    Index(None, "community_id", "id"),
)

resource_offer = subject_table(
    "resource_offer",
    reference("organisation_id", ForeignKey("organisation.id"), nullable=False),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    Column("resource", String(20), nullable=False),
    Column("name", String(120), nullable=False),
    Column("amount", Integer, nullable=False, default=1),
    Column("unit", String(20), nullable=False, default=""),
    reference("place_id", ForeignKey("place.id")),
    Column("from_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    CheckConstraint("amount > 0", "something"),
    CheckConstraint("from_at < until_at", "a_span"),
    Index(None, "community_id", "until_at", "id"),
)
