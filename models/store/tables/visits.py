"""Visits, alarms when one is missing, incidents and complaints."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)

from models.lifecycle import HOLDS_SEAT
from models.store.columns import Instant, reference, subject_table

visit = subject_table(
    "visit",
    reference("need_id", ForeignKey("need.id"), nullable=False),
    Column("role", Integer, nullable=False, default=0),  # the seat of the crew
    reference("volunteer_id", ForeignKey("volunteer.id"), nullable=False),
    reference("recipient_id", ForeignKey("recipient.id"), nullable=False),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    reference("plan_id", ForeignKey("plan.id")),
    Column("state", String(20), nullable=False, default="proposed"),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("pinned", Boolean, nullable=False, default=False),
    Column("checked_in_at", Instant),
    Column("in_lon_deg", Float),
    Column("in_lat_deg", Float),
    Column("in_metres_off", Integer),
    Column("code_matched", Boolean),
    Column("checked_out_at", Instant),
    Column("outcome", String(20)),
    Column("outcome_note", Text, nullable=False, default=""),
    Column("handed_to", String(80), nullable=False, default=""),
    reference("returned_to_id", ForeignKey("place.id")),
    Column("ended_why", Text, nullable=False, default=""),
    CheckConstraint("starts_at < ends_at", "a_span"),
    Index(None, "need_id", "role"),
    Index(None, "volunteer_id", "starts_at"),
    Index(None, "starts_at", "id"),
    Index(None, "community_id", "starts_at", "id"),
    Index(None, "state", "starts_at"),
    Index(None, "plan_id"),
    Index(None, "recipient_id", "starts_at"),
)

_held = visit.c.state.in_(sorted(HOLDS_SEAT))
Index("uq_visit_seat", visit.c.need_id, visit.c.role, unique=True, sqlite_where=_held, postgresql_where=_held)

alarm = subject_table(
    "alarm",
    Column("kind", String(30), nullable=False),
    reference("visit_id", ForeignKey("visit.id")),
    reference("need_id", ForeignKey("need.id")),
    reference("recipient_id", ForeignKey("recipient.id")),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    Column("state", String(20), nullable=False, default="open"),  # taken, resolved
    Column("level", Integer, nullable=False, default=0),  # the step of the ladder
    Column("due_at", Instant),  # when the next step is due; null on the last
    reference("taken_by_id"),
    Column("resolution", Text, nullable=False, default=""),
    UniqueConstraint("visit_id", "kind"),
    Index(None, "state", "due_at"),
    Index(None, "community_id", "state", "id"),
    Index(None, "recipient_id"),
)

incident = subject_table(
    "incident",
    Column("kind", String(30), nullable=False),
    reference("visit_id", ForeignKey("visit.id")),
    reference("need_id", ForeignKey("need.id")),
    reference("volunteer_id", ForeignKey("volunteer.id")),
    reference("recipient_id", ForeignKey("recipient.id")),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    Column("state", String(20), nullable=False, default="open"),
    Column("happened_at", Instant, nullable=False),
    Column("told", Text, nullable=False),
    Column("conclusion", Text, nullable=False, default=""),
    reference("reporter_id", nullable=False),
    reference("taken_by_id"),
    Index(None, "reporter_id"),
    Index(None, "community_id", "state", "id"),
    Index(None, "visit_id"),
)

complaint = subject_table(
    "complaint",
    reference("visit_id", ForeignKey("visit.id")),
    reference("need_id", ForeignKey("need.id")),
    reference("volunteer_id", ForeignKey("volunteer.id")),
    reference("recipient_id", ForeignKey("recipient.id")),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    Column("by_name", String(80), nullable=False, default=""),
    Column("told", Text, nullable=False),
    Column("state", String(20), nullable=False, default="open"),
    Column("answer", Text, nullable=False, default=""),
    Column("answer_by_at", Instant, nullable=False),
    reference("reporter_id", nullable=False),
    reference("taken_by_id"),
    Index(None, "reporter_id"),
    Index(None, "community_id", "state", "id"),
)
