"""plans and jobs"""

import sqlalchemy as sa
from alembic import op

from models.store import columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("held", sa.LargeBinary(), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_document")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("asks", columns.Document, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("community_id", sa.String(length=32), nullable=True),
        sa.Column("subdistrict_id", sa.String(length=32), nullable=True),
        sa.Column("queued_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("begun_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("ended_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=True),
        sa.Column("leased_until", columns.Instant(timezone=True), nullable=True),
        sa.Column("cancel_asked_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("progress", columns.Document, nullable=True),
        sa.Column("result", columns.Document, nullable=True),
        sa.Column("problem", columns.Document, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_community_id_id"), ["community_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_job_state_queued_at_id"), ["state", "queued_at", "id"], unique=False
        )

    op.create_table(
        "worker",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("seen_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("subdistrict_id", sa.String(length=32), nullable=True),
        sa.Column("community_id", sa.String(length=32), nullable=True),
        sa.Column("base_id", sa.String(length=32), nullable=True),
        sa.Column("problem_digest", sa.String(length=64), nullable=False),
        sa.Column("answer_digest", sa.String(length=64), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("unmet", sa.Integer(), nullable=False),
        sa.Column("published_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 14", name=op.f("ck_plan_horizon")),
        sa.ForeignKeyConstraint(["answer_digest"], ["document.digest"], name=op.f("fk_plan_answer_digest")),
        sa.ForeignKeyConstraint(["base_id"], ["plan.id"], name=op.f("fk_plan_base_id")),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"], name=op.f("fk_plan_community_id")),
        sa.ForeignKeyConstraint(["problem_digest"], ["document.digest"], name=op.f("fk_plan_problem_digest")),
        sa.ForeignKeyConstraint(["subdistrict_id"], ["place.id"], name=op.f("fk_plan_subdistrict_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_community_id_first_day_id"), ["community_id", "first_day", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_plan_first_day_state"), ["first_day", "state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_first_day_state"))
        batch_op.drop_index(batch_op.f("ix_plan_community_id_first_day_id"))

    op.drop_table("plan")
    op.drop_table("worker")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state_queued_at_id"))
        batch_op.drop_index(batch_op.f("ix_job_community_id_id"))

    op.drop_table("job")
    op.drop_table("document")
