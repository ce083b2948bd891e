"""Volunteers with what they may do, the teams they are in, the pairs that may be one person; recipients."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)

from models.store.columns import Document, Instant, by_letter, reference, subject_table

volunteer = subject_table(
    "volunteer",
    Column("number", String(40)),  # the unified volunteer number; twice, until two lists' entries are merged
    Column("name", by_letter(80), nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("phone_print", String(64)),
    Column("identity_print", String(64)),
    Column("born_on", Date),
    Column("sex", String(10)),
    Column("languages", Document, nullable=False, default=list),
    Column("specialities", Document, nullable=False, default=dict),  # speciality: level
    Column("mode", String(10), nullable=False, default="walk"),
    Column("capacity", Integer, nullable=False, default=4),
    Column("seats", Integer, nullable=False, default=0),
    Column("limits", Document, nullable=False, default=dict),
    # Weekly spans: weekday (1 is Monday), from and until as 08:00, local time.
    Column("available", Document, nullable=False, default=list),
    reference("community_id", ForeignKey("place.id")),
    reference("home_id", ForeignKey("place.id")),
    Column("lon_deg", Float),
    Column("lat_deg", Float),
    Column("address", Text, nullable=False, default=""),
    reference("guardian_id", ForeignKey("volunteer.id")),
    Column("refuses", Document, nullable=False, default=list),  # ids of recipients
    Column("state", String(20), nullable=False, default="registered"),
    Column("suspended_why", Text, nullable=False, default=""),
    Column("on_duty_until", Instant),
    Column("duty_lon_deg", Float),
    Column("duty_lat_deg", Float),
    Column("origins", Document, nullable=False, default=list),  # the lists that the person came with
    reference("merged_into_id", ForeignKey("volunteer.id")),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    CheckConstraint("(lon_deg IS NULL) = (lat_deg IS NULL)", "whole_position"),
    CheckConstraint("(duty_lon_deg IS NULL) = (duty_lat_deg IS NULL)", "whole_duty_position"),
    Index(None, "community_id", "state", "id"),
    Index(None, "phone_print"),
    Index(None, "identity_print"),
    Index(None, "number"),
    Index(None, "name", "born_on"),
    Index(None, "on_duty_until"),
    Index(None, "merged_into_id"),
)

credential = subject_table(
    "credential",
    reference("volunteer_id", ForeignKey("volunteer.id"), nullable=False),
    Column("kind", String(20), nullable=False),  # qualification, insurance, vetting, training
    Column("name", String(80), nullable=False, default=""),
    Column("from_on", Date),
    Column("until_on", Date),
    Column("note", Text, nullable=False, default=""),
    Column("ended_at", Instant),
    Index(None, "volunteer_id", "kind"),
    Index(None, "until_on", "id"),
)

absence = subject_table(
    "absence",
    reference("volunteer_id", ForeignKey("volunteer.id"), nullable=False),
    Column("from_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("why", Text, nullable=False, default=""),
    Column("ended_at", Instant),
    CheckConstraint("from_at < until_at", "a_span"),
    Index(None, "volunteer_id", "until_at"),
)

membership = subject_table(
    "membership",
    reference("volunteer_id", ForeignKey("volunteer.id"), nullable=False),
    reference("team_id", ForeignKey("team.id"), nullable=False),
    Column("leads", Boolean, nullable=False, default=False),
    Column("ended_at", Instant),
    Index(None, "volunteer_id"),
    Index(None, "team_id", "id"),
)

project_sign_up = subject_table(
    "project_sign_up",
    reference("project_id", ForeignKey("project.id"), nullable=False),
    reference("volunteer_id", ForeignKey("volunteer.id"), nullable=False),
    Column("state", String(20), nullable=False, default="signed_up"),
    UniqueConstraint("project_id", "volunteer_id"),
    Index(None, "volunteer_id"),
)

likeness = subject_table(
    "likeness",
    reference("first_id", ForeignKey("volunteer.id"), nullable=False),
    reference("second_id", ForeignKey("volunteer.id"), nullable=False),
    Column("evidence", Document, nullable=False),
    Column("score", Integer, nullable=False),
    Column("state", String(20), nullable=False, default="proposed"),  # see models.likeness
    Column("moved", Document, nullable=False, default=dict),  # what a merge has pointed elsewhere
    UniqueConstraint("first_id", "second_id"),
    CheckConstraint("first_id < second_id", "in_order"),
    Index(None, "state", "score", "id"),
    Index(None, "second_id"),
)

recipient = subject_table(
    "recipient",
    Column("name", by_letter(80), nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("phone_print", String(64)),
    Column("born_on", Date),
    Column("sex", String(10)),
    Column("languages", Document, nullable=False, default=list),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    reference("home_id", ForeignKey("place.id")),
    Column("lon_deg", Float),
    Column("lat_deg", Float),
    Column("door", Text, nullable=False, default=""),
    Column("lives_alone", Boolean, nullable=False, default=False),
    Column("first_visit_by_two", Boolean, nullable=False, default=False),
    Column("risk_note", Text, nullable=False, default=""),
    Column("access_note", Text, nullable=False, default=""),
    Column("carer_sex", String(10)),
    Column("wanted", Document, nullable=False, default=list),  # ids of volunteers
    Column("refused", Document, nullable=False, default=list),
    Column("note", Text, nullable=False, default=""),
    Column("closed_at", Instant),
    CheckConstraint("(lon_deg IS NULL) = (lat_deg IS NULL)", "whole_position"),
    Index(None, "community_id", "id"),
    Index(None, "phone_print"),
    Index(None, "name", "id"),
)

relative = subject_table(
    "relative",
    reference("recipient_id", ForeignKey("recipient.id"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("relation", String(40), nullable=False, default=""),
    Column("phone_sealed", LargeBinary),
    Column("phone_print", String(64)),
    Column("may_decide", Boolean, nullable=False, default=False),
    Column("note", Text, nullable=False, default=""),
    Column("ended_at", Instant),
    Index(None, "recipient_id"),
)
