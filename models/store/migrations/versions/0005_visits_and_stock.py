"""visits and stock"""

import sqlalchemy as sa
from alembic import op

from models.store import columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lot",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("medicine", sa.String(length=120), nullable=False),
        sa.Column("lot_number", sa.String(length=60), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("storage", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("left_over", sa.Integer(), nullable=False),
        sa.Column("written_off", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(length=32), nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("donor", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_at", columns.Instant(timezone=True), nullable=True),
        sa.CheckConstraint("left_over + written_off <= received", name=op.f("ck_lot_no_more_than_there_is")),
        sa.CheckConstraint("left_over >= 0 AND written_off >= 0", name=op.f("ck_lot_nothing_owed")),
        sa.CheckConstraint("received > 0", name=op.f("ck_lot_something")),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_lot_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_lot_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
    )
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lot_community_id_expires_on_id"),
            ["community_id", "expires_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_lot_place_id_expires_on"), ["place_id", "expires_on"], unique=False
        )

    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("need_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.String(length=32), nullable=False),
        sa.Column("recipient_id", sa.String(length=32), nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("checked_in_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("in_lon_deg", sa.Float(), nullable=True),
        sa.Column("in_lat_deg", sa.Float(), nullable=True),
        sa.Column("in_metres_off", sa.Integer(), nullable=True),
        sa.Column("code_matched", sa.Boolean(), nullable=True),
        sa.Column("checked_out_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=False),
        sa.Column("handed_to", sa.String(length=80), nullable=False),
        sa.Column("returned_to_id", sa.String(length=32), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_visit_a_span")),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_visit_community_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_visit_need_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_visit_plan_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_visit_recipient_id")),
        sa.ForeignKeyConstraint(["returned_to_id"], ["place.id"], name=op.f("fk_visit_returned_to_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_visit_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_community_id_starts_at_id"),
            ["community_id", "starts_at", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_visit_need_id_role"), ["need_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_visit_recipient_id_starts_at"), ["recipient_id", "starts_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_visit_starts_at_id"), ["starts_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_state_starts_at"), ["state", "starts_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_visit_volunteer_id_starts_at"), ["volunteer_id", "starts_at"], unique=False
        )
        batch_op.create_index(
            "uq_visit_seat",
            ["need_id", "role"],
            unique=True,
            sqlite_where=sa.text(
                "state IN ('accepted', 'checked_in', 'checked_out', 'proposed', 'published')"
            ),
            postgresql_where=sa.text(
                "state IN ('accepted', 'checked_in', 'checked_out', 'proposed', 'published')"
            ),
        )

    op.create_table(
        "release",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("need_id", sa.String(length=32), nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("pharmacist_id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("seal_print", sa.String(length=64), nullable=True),
        sa.Column("returned_to_id", sa.String(length=32), nullable=True),
        sa.Column("handed_to", sa.String(length=80), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_release_something")),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_release_community_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_release_lot_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_release_need_id")),
        sa.ForeignKeyConstraint(["pharmacist_id"], ["volunteer.id"], name=op.f("fk_release_pharmacist_id")),
        sa.ForeignKeyConstraint(["returned_to_id"], ["place.id"], name=op.f("fk_release_returned_to_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_release_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_release_community_id_state_id"), ["community_id", "state", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_release_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_state"), ["state"], unique=False)

    op.create_table(
        "alarm",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("need_id", sa.String(length=32), nullable=True),
        sa.Column("recipient_id", sa.String(length=32), nullable=True),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("due_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("taken_by_id", sa.String(length=32), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_alarm_community_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_alarm_need_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_alarm_recipient_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_alarm_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sa.UniqueConstraint("visit_id", "kind", name=op.f("uq_alarm_visit_id_kind")),
    )
    with op.batch_alter_table("alarm", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alarm_community_id_state_id"), ["community_id", "state", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_alarm_recipient_id"), ["recipient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alarm_state_due_at"), ["state", "due_at"], unique=False)

    op.create_table(
        "complaint",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("need_id", sa.String(length=32), nullable=True),
        sa.Column("volunteer_id", sa.String(length=32), nullable=True),
        sa.Column("recipient_id", sa.String(length=32), nullable=True),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_by_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("reporter_id", sa.String(length=32), nullable=False),
        sa.Column("taken_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_complaint_community_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_complaint_need_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_complaint_recipient_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_complaint_visit_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_complaint_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_community_id_state_id"), ["community_id", "state", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_complaint_reporter_id"), ["reporter_id"], unique=False)

    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("need_id", sa.String(length=32), nullable=True),
        sa.Column("volunteer_id", sa.String(length=32), nullable=True),
        sa.Column("recipient_id", sa.String(length=32), nullable=True),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("happened_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.String(length=32), nullable=False),
        sa.Column("taken_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_incident_community_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_incident_need_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_incident_recipient_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_incident_visit_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_incident_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_community_id_state_id"), ["community_id", "state", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_incident_reporter_id"), ["reporter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_visit_id"), ["visit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_visit_id"))
        batch_op.drop_index(batch_op.f("ix_incident_reporter_id"))
        batch_op.drop_index(batch_op.f("ix_incident_community_id_state_id"))

    op.drop_table("incident")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_reporter_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_community_id_state_id"))

    op.drop_table("complaint")
    with op.batch_alter_table("alarm", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alarm_state_due_at"))
        batch_op.drop_index(batch_op.f("ix_alarm_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_alarm_community_id_state_id"))

    op.drop_table("alarm")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_state"))
        batch_op.drop_index(batch_op.f("ix_release_need_id"))
        batch_op.drop_index(batch_op.f("ix_release_lot_id"))
        batch_op.drop_index(batch_op.f("ix_release_community_id_state_id"))

    op.drop_table("release")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_visit_seat",
            sqlite_where=sa.text(
                "state IN ('accepted', 'checked_in', 'checked_out', 'proposed', 'published')"
            ),
            postgresql_where=sa.text(
                "state IN ('accepted', 'checked_in', 'checked_out', 'proposed', 'published')"
            ),
        )
        batch_op.drop_index(batch_op.f("ix_visit_volunteer_id_starts_at"))
        batch_op.drop_index(batch_op.f("ix_visit_state_starts_at"))
        batch_op.drop_index(batch_op.f("ix_visit_starts_at_id"))
        batch_op.drop_index(batch_op.f("ix_visit_recipient_id_starts_at"))
        batch_op.drop_index(batch_op.f("ix_visit_plan_id"))
        batch_op.drop_index(batch_op.f("ix_visit_need_id_role"))
        batch_op.drop_index(batch_op.f("ix_visit_community_id_starts_at_id"))

    op.drop_table("visit")
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lot_place_id_expires_on"))
        batch_op.drop_index(batch_op.f("ix_lot_community_id_expires_on_id"))

    op.drop_table("lot")
