"""Needs, the standing ones that they come from, what ties them together, and to whom they are offered."""

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

from models.store.columns import Document, Instant, reference, subject_table

standing_need = subject_table(
    "standing_need",
    reference("recipient_id", ForeignKey("recipient.id"), nullable=False),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    Column("asks", Document, nullable=False),  # what each occurrence asks for
    Column("rule", Text, nullable=False),  # RFC 5545 recurrence rule
    Column("starts_on", Date, nullable=False),
    Column("except_on", Document, nullable=False, default=list),
    Column("pauses", Document, nullable=False, default=list),  # from, until, why
    Column("made_until", Date),  # occurrences up to here exist
    reference("usual_carer_id", ForeignKey("volunteer.id")),
    Column("closed_at", Instant),
    Index(None, "recipient_id"),
    Index(None, "community_id", "id"),
    Index(None, "made_until"),
)

need = subject_table(
    "need",
    Column("state", String(20), nullable=False, default="draft"),
    Column("kind", String(20), nullable=False),
    reference("recipient_id", ForeignKey("recipient.id"), nullable=False),
    reference("community_id", ForeignKey("place.id"), nullable=False),
    # Who called, where it was not the recipient: a daughter, a neighbour, a hub household, a hotline.
    Column("caller_name", String(80), nullable=False, default=""),
    Column("caller_relation", String(40), nullable=False, default=""),
    Column("caller_phone_sealed", LargeBinary),
    Column("caller_phone_print", String(64)),
    Column("ticket", String(80), nullable=False, default=""),
    Column("lon_deg", Float, nullable=False),
    Column("lat_deg", Float, nullable=False),
    Column("label", Text, nullable=False, default=""),
    Column("windows", Document, nullable=False),  # from, until, each an ISO moment
    Column("from_at", Instant, nullable=False),  # of the first window
    Column("until_at", Instant, nullable=False),  # of the last
    Column("service_minutes", Integer, nullable=False),
    Column("late_minutes", Integer, nullable=False, default=0),
    Column("priority", Integer, nullable=False, default=1),
    Column("crew", Document, nullable=False),  # a list of roles
    Column("pickup", Document),  # place_id, minutes, load
    Column("asks", Document, nullable=False, default=dict),  # sex, language, ages, seats, supplies
    Column("risky", Boolean, nullable=False, default=False),
    Column("with_minor", Boolean, nullable=False, default=False),
    Column("wanted", Document, nullable=False, default=list),
    Column("refused", Document, nullable=False, default=list),
    Column("bring", Text, nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    reference("verified_by_id"),
    Column("verified_at", Instant),
    Column("risk_told", Text),  # what was told of the risks (Regulations, Art. 13); null: not yet
    reference("owner_id", ForeignKey("user_account.id")),
    reference("team_id", ForeignKey("team.id")),
    reference("station_id", ForeignKey("place.id")),
    Column("name_by_at", Instant),  # until when the team's leader names people
    reference("standing_id", ForeignKey("standing_need.id")),
    Column("occurs_on", Date),
    Column("stars", Integer),
    Column("rating", Text, nullable=False, default=""),
    Column("ended_why", Text, nullable=False, default=""),
    UniqueConstraint("standing_id", "occurs_on"),
    CheckConstraint("stars BETWEEN 1 AND 5", "stars"),
    CheckConstraint("from_at <= until_at", "a_span"),
    Index(None, "community_id", "state", "until_at", "id"),
    Index(None, "state", "until_at"),
    Index(None, "recipient_id", "id"),
    Index(None, "team_id", "state"),
    Index(None, "station_id", "state"),
)

need_link = subject_table(
    "need_link",
    reference("first_id", ForeignKey("need.id"), nullable=False),
    reference("second_id", ForeignKey("need.id"), nullable=False),
    Column("kind", String(20), nullable=False),  # as models.needs.LinkKind, or after_outcome
    Column("min_minutes", Integer, nullable=False, default=0),
    Column("max_minutes", Integer),
    # By outcome of the first: release, cancel, or a change of the second.
    Column("outcomes", Document, nullable=False, default=dict),
    Column("ended_at", Instant),
    CheckConstraint("first_id <> second_id", "two_needs"),
    Index(None, "first_id"),
    Index(None, "second_id"),
)

offer = subject_table(
    "offer",
    reference("need_id", ForeignKey("need.id"), nullable=False),
    Column("role", Integer, nullable=False, default=0),  # the seat of the crew
    reference("community_id", ForeignKey("place.id"), nullable=False),
    # One of the three: to a person, to a team whose leader names people, to a station's first able rider.
    reference("volunteer_id", ForeignKey("volunteer.id")),
    reference("team_id", ForeignKey("team.id")),
    reference("station_id", ForeignKey("place.id")),
    Column("state", String(20), nullable=False, default="open"),  # accepted, declined, lapsed, withdrawn
    Column("starts_at", Instant, nullable=False),
    Column("minutes_away", Integer),
    Column("answer_by_at", Instant, nullable=False),
    reference("taken_by_id", ForeignKey("volunteer.id")),
    Column("answered_at", Instant),
    Column("why", Text, nullable=False, default=""),
    Index(None, "need_id", "role"),
    Index(None, "state", "answer_by_at"),
    Index(None, "volunteer_id", "state"),
    Index(None, "team_id", "state"),
    Index(None, "station_id", "state"),
)
