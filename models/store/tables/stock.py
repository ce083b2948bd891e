"""Donated medicine by lot, and what of it has been released for whom. No diagnosis is kept."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Text

from models.store.columns import SECRET, Instant, reference, subject_table

lot = subject_table(
    "lot",
    Column("medicine", String(120), nullable=False),
    Column("lot_number", String(60), nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("storage", String(20), nullable=False),  # room, cool, cold
    Column("unit", String(20), nullable=False, default="盒"),
    Column("received", Integer, nullable=False),
    Column("left_over", Integer, nullable=False),  # received, less what is written off and what is out
    Column("written_off", Integer, nullable=False, default=0),
    reference("place_id", ForeignKey("place.id"), nullable=False),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    Column("donor", String(120), nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    CheckConstraint("received > 0", "something"),
    CheckConstraint("left_over >= 0 AND written_off >= 0", "nothing_owed"),
    CheckConstraint("left_over + written_off <= received", "no_more_than_there_is"),
    Index(None, "place_id", "expires_on"),
    Index(None, "community_id", "expires_on", "id"),
)

release = subject_table(
    "release",
    reference("lot_id", ForeignKey("lot.id"), nullable=False),
    reference("need_id", ForeignKey("need.id"), nullable=False),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("state", String(20), nullable=False, default="released"),  # collected, delivered, returned, lost
    reference("pharmacist_id", ForeignKey("volunteer.id"), nullable=False),
    reference("visit_id", ForeignKey("visit.id")),  # of who has collected it
    Column("seal_print", String(64), info=SECRET),  # of the code on the seal
    reference("returned_to_id", ForeignKey("place.id")),
    Column("handed_to", String(80), nullable=False, default=""),
    Column("why", Text, nullable=False, default=""),
    CheckConstraint("amount > 0", "something"),
    Index(None, "lot_id"),
    Index(None, "need_id"),
    Index(None, "state"),
    Index(None, "community_id", "state", "id"),
)
