"""Places: subdistricts, communities, estates, buildings, hub households, and what lies in a community."""

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, String, Text

from models.store.columns import Instant, reference, subject_table

place = subject_table(
    "place",
    Column("kind", String(20), nullable=False),
    Column("name", String(80), nullable=False),
    reference("parent_id", ForeignKey("place.id")),
    # Of itself for a subdistrict or community, of what it lies in for the others.
    reference("subdistrict_id", ForeignKey("place.id")),
    reference("community_id", ForeignKey("place.id")),
    Column("lon_deg", Float),
    Column("lat_deg", Float),
    Column("address", Text, nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    CheckConstraint("(lon_deg IS NULL) = (lat_deg IS NULL)", "whole_position"),
    Index(None, "community_id", "kind", "id"),
    Index(None, "subdistrict_id", "id"),
    Index(None, "parent_id"),
    Index(None, "kind", "name"),
)
