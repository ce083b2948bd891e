"""people"""

import sqlalchemy as sa
from alembic import op

from models.store import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recipient",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("name", columns.by_letter(80), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_print", sa.String(length=64), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("languages", columns.Document, nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("home_id", sa.String(length=32), nullable=True),
        sa.Column("lon_deg", sa.Float(), nullable=True),
        sa.Column("lat_deg", sa.Float(), nullable=True),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("lives_alone", sa.Boolean(), nullable=False),
        sa.Column("first_visit_by_two", sa.Boolean(), nullable=False),
        sa.Column("risk_note", sa.Text(), nullable=False),
        sa.Column("access_note", sa.Text(), nullable=False),
        sa.Column("carer_sex", sa.String(length=10), nullable=True),
        sa.Column("wanted", columns.Document, nullable=False),
        sa.Column("refused", columns.Document, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_at", columns.Instant(timezone=True), nullable=True),
        sa.CheckConstraint("(lon_deg IS NULL) = (lat_deg IS NULL)", name=op.f("ck_recipient_whole_position")),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_recipient_community_id")),
        sa.ForeignKeyConstraint(["home_id"], ["place.id"], name=op.f("fk_recipient_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recipient_community_id_id"), ["community_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_recipient_name_id"), ["name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_phone_print"), ["phone_print"], unique=False)

    op.create_table(
        "volunteer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("name", columns.by_letter(80), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_print", sa.String(length=64), nullable=True),
        sa.Column("identity_print", sa.String(length=64), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("languages", columns.Document, nullable=False),
        sa.Column("specialities", columns.Document, nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("limits", columns.Document, nullable=False),
        sa.Column("available", columns.Document, nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=True),
        sa.Column("home_id", sa.String(length=32), nullable=True),
        sa.Column("lon_deg", sa.Float(), nullable=True),
        sa.Column("lat_deg", sa.Float(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("guardian_id", sa.String(length=32), nullable=True),
        sa.Column("refuses", columns.Document, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("suspended_why", sa.Text(), nullable=False),
        sa.Column("on_duty_until", columns.Instant(timezone=True), nullable=True),
        sa.Column("duty_lon_deg", sa.Float(), nullable=True),
        sa.Column("duty_lat_deg", sa.Float(), nullable=True),
        sa.Column("origins", columns.Document, nullable=False),
        sa.Column("merged_into_id", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_at", columns.Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(duty_lon_deg IS NULL) = (duty_lat_deg IS NULL)", name=op.f("ck_volunteer_whole_duty_position")
        ),
        sa.CheckConstraint("(lon_deg IS NULL) = (lat_deg IS NULL)", name=op.f("ck_volunteer_whole_position")),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_volunteer_community_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["volunteer.id"], name=op.f("fk_volunteer_guardian_id")),
        sa.ForeignKeyConstraint(["home_id"], ["place.id"], name=op.f("fk_volunteer_home_id")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["volunteer.id"], name=op.f("fk_volunteer_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer")),
    )
    with op.batch_alter_table("volunteer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_volunteer_community_id_state_id"), ["community_id", "state", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_volunteer_identity_print"), ["identity_print"], unique=False)
        batch_op.create_index(batch_op.f("ix_volunteer_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_volunteer_name_born_on"), ["name", "born_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_volunteer_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_volunteer_on_duty_until"), ["on_duty_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_volunteer_phone_print"), ["phone_print"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("volunteer_id", sa.String(length=32), nullable=False),
        sa.Column("from_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("until_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("ended_at", columns.Instant(timezone=True), nullable=True),
        sa.CheckConstraint("from_at < until_at", name=op.f("ck_absence_a_span")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_absence_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_volunteer_id_until_at"), ["volunteer_id", "until_at"], unique=False
        )

    op.create_table(
        "credential",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("volunteer_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ended_at", columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_credential_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
    )
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credential_until_on_id"), ["until_on", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_credential_volunteer_id_kind"), ["volunteer_id", "kind"], unique=False
        )

    op.create_table(
        "likeness",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("first_id", sa.String(length=32), nullable=False),
        sa.Column("second_id", sa.String(length=32), nullable=False),
        sa.Column("evidence", columns.Document, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("moved", columns.Document, nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_likeness_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["volunteer.id"], name=op.f("fk_likeness_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["volunteer.id"], name=op.f("fk_likeness_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likeness")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_likeness_first_id_second_id")),
    )
    with op.batch_alter_table("likeness", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_likeness_second_id"), ["second_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_likeness_state_score_id"), ["state", "score", "id"], unique=False
        )

    op.create_table(
        "relative",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("recipient_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_print", sa.String(length=64), nullable=True),
        sa.Column("may_decide", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ended_at", columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_relative_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relative")),
    )
    with op.batch_alter_table("relative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relative_recipient_id"), ["recipient_id"], unique=False)

    op.create_table(
        "project_sign_up",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("project_id", sa.String(length=32), nullable=False),
        sa.Column("volunteer_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_sign_up_project_id")),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_project_sign_up_volunteer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_sign_up")),
        sa.UniqueConstraint(
            "project_id", "volunteer_id", name=op.f("uq_project_sign_up_project_id_volunteer_id")
        ),
    )
    with op.batch_alter_table("project_sign_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_sign_up_volunteer_id"), ["volunteer_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("volunteer_id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("ended_at", columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_membership_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_team_id_id"), ["team_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_volunteer_id"), ["volunteer_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_volunteer_id"))
        batch_op.drop_index(batch_op.f("ix_membership_team_id_id"))

    op.drop_table("membership")
    with op.batch_alter_table("project_sign_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_sign_up_volunteer_id"))

    op.drop_table("project_sign_up")
    with op.batch_alter_table("relative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_relative_recipient_id"))

    op.drop_table("relative")
    with op.batch_alter_table("likeness", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_likeness_state_score_id"))
        batch_op.drop_index(batch_op.f("ix_likeness_second_id"))

    op.drop_table("likeness")
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_credential_volunteer_id_kind"))
        batch_op.drop_index(batch_op.f("ix_credential_until_on_id"))

    op.drop_table("credential")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_volunteer_id_until_at"))

    op.drop_table("absence")
    with op.batch_alter_table("volunteer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_volunteer_phone_print"))
        batch_op.drop_index(batch_op.f("ix_volunteer_on_duty_until"))
        batch_op.drop_index(batch_op.f("ix_volunteer_number"))
        batch_op.drop_index(batch_op.f("ix_volunteer_name_born_on"))
        batch_op.drop_index(batch_op.f("ix_volunteer_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_volunteer_identity_print"))
        batch_op.drop_index(batch_op.f("ix_volunteer_community_id_state_id"))

    op.drop_table("volunteer")
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recipient_phone_print"))
        batch_op.drop_index(batch_op.f("ix_recipient_name_id"))
        batch_op.drop_index(batch_op.f("ix_recipient_community_id_id"))

    op.drop_table("recipient")
