"""needs and offers"""

import sqlalchemy as sa
from alembic import op

from models.store import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing_need",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("recipient_id", sa.String(length=32), nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("asks", columns.Document, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("except_on", columns.Document, nullable=False),
        sa.Column("pauses", columns.Document, nullable=False),
        sa.Column("made_until", sa.Date(), nullable=True),
        sa.Column("usual_carer_id", sa.String(length=32), nullable=True),
        sa.Column("closed_at", columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_standing_need_community_id")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipient.id"], name=op.f("fk_standing_need_recipient_id")
        ),
        sa.ForeignKeyConstraint(
            ["usual_carer_id"], ["volunteer.id"], name=op.f("fk_standing_need_usual_carer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_need")),
    )
    with op.batch_alter_table("standing_need", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standing_need_community_id_id"), ["community_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_standing_need_made_until"), ["made_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_standing_need_recipient_id"), ["recipient_id"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("recipient_id", sa.String(length=32), nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("caller_name", sa.String(length=80), nullable=False),
        sa.Column("caller_relation", sa.String(length=40), nullable=False),
        sa.Column("caller_phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("caller_phone_print", sa.String(length=64), nullable=True),
        sa.Column("ticket", sa.String(length=80), nullable=False),
        sa.Column("lon_deg", sa.Float(), nullable=False),
        sa.Column("lat_deg", sa.Float(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("windows", columns.Document, nullable=False),
        sa.Column("from_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("until_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("service_minutes", sa.Integer(), nullable=False),
        sa.Column("late_minutes", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("crew", columns.Document, nullable=False),
        sa.Column("pickup", columns.Document, nullable=True),
        sa.Column("asks", columns.Document, nullable=False),
        sa.Column("risky", sa.Boolean(), nullable=False),
        sa.Column("with_minor", sa.Boolean(), nullable=False),
        sa.Column("wanted", columns.Document, nullable=False),
        sa.Column("refused", columns.Document, nullable=False),
        sa.Column("bring", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("verified_by_id", sa.String(length=32), nullable=True),
        sa.Column("verified_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("risk_told", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("team_id", sa.String(length=32), nullable=True),
        sa.Column("station_id", sa.String(length=32), nullable=True),
        sa.Column("name_by_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("standing_id", sa.String(length=32), nullable=True),
        sa.Column("occurs_on", sa.Date(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.CheckConstraint("from_at <= until_at", name=op.f("ck_need_a_span")),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_need_stars")),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_need_community_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_need_owner_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_need_recipient_id")),
        sa.ForeignKeyConstraint(["standing_id"], ["standing_need.id"], name=op.f("fk_need_standing_id")),
        sa.ForeignKeyConstraint(["station_id"], ["place.id"], name=op.f("fk_need_station_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_need_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("standing_id", "occurs_on", name=op.f("uq_need_standing_id_occurs_on")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_need_community_id_state_until_at_id"),
            ["community_id", "state", "until_at", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_need_recipient_id_id"), ["recipient_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_state_until_at"), ["state", "until_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_station_id_state"), ["station_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_team_id_state"), ["team_id", "state"], unique=False)

    op.create_table(
        "need_link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("first_id", sa.String(length=32), nullable=False),
        sa.Column("second_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("min_minutes", sa.Integer(), nullable=False),
        sa.Column("max_minutes", sa.Integer(), nullable=True),
        sa.Column("outcomes", columns.Document, nullable=False),
        sa.Column("ended_at", columns.Instant(timezone=True), nullable=True),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_need_link_two_needs")),
        sa.ForeignKeyConstraint(["first_id"], ["need.id"], name=op.f("fk_need_link_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["need.id"], name=op.f("fk_need_link_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_link")),
    )
    with op.batch_alter_table("need_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_link_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_link_second_id"), ["second_id"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("need_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=False),
        sa.Column("volunteer_id", sa.String(length=32), nullable=True),
        sa.Column("team_id", sa.String(length=32), nullable=True),
        sa.Column("station_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("minutes_away", sa.Integer(), nullable=True),
        sa.Column("answer_by_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.String(length=32), nullable=True),
        sa.Column("answered_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_offer_community_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_offer_need_id")),
        sa.ForeignKeyConstraint(["station_id"], ["place.id"], name=op.f("fk_offer_station_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["volunteer.id"], name=op.f("fk_offer_taken_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_offer_team_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_offer_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_need_id_role"), ["need_id", "role"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_offer_state_answer_by_at"), ["state", "answer_by_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_offer_station_id_state"), ["station_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_team_id_state"), ["team_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_offer_volunteer_id_state"), ["volunteer_id", "state"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_volunteer_id_state"))
        batch_op.drop_index(batch_op.f("ix_offer_team_id_state"))
        batch_op.drop_index(batch_op.f("ix_offer_station_id_state"))
        batch_op.drop_index(batch_op.f("ix_offer_state_answer_by_at"))
        batch_op.drop_index(batch_op.f("ix_offer_need_id_role"))

    op.drop_table("offer")
    with op.batch_alter_table("need_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_link_second_id"))
        batch_op.drop_index(batch_op.f("ix_need_link_first_id"))

    op.drop_table("need_link")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_team_id_state"))
        batch_op.drop_index(batch_op.f("ix_need_station_id_state"))
        batch_op.drop_index(batch_op.f("ix_need_state_until_at"))
        batch_op.drop_index(batch_op.f("ix_need_recipient_id_id"))
        batch_op.drop_index(batch_op.f("ix_need_community_id_state_until_at_id"))

    op.drop_table("need")
    with op.batch_alter_table("standing_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standing_need_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_standing_need_made_until"))
        batch_op.drop_index(batch_op.f("ix_standing_need_community_id_id"))

    op.drop_table("standing_need")
