"""Who may sign in, as what, and with which tokens. Of passwords and tokens only hashes are kept."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from models.store.columns import SECRET, Instant, metadata, reference, subject_table

user_account = subject_table(
    "user_account",
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(80), nullable=False, default=""),
    Column("password_hash", String(200), nullable=False, info=SECRET),
    Column("closed_at", Instant),
)

role_grant = subject_table(
    "role_grant",
    reference("user_id", ForeignKey("user_account.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("bound", String(20), nullable=False),
    reference("bound_id", nullable=False, default=""),  # empty for the whole district
    Column("ended_at", Instant),
    Index(None, "user_id"),
)

access_token = subject_table(
    "access_token",
    reference("user_id", ForeignKey("user_account.id"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True, info=SECRET),
    Column("label", String(80), nullable=False, default=""),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index(None, "user_id"),
)

failed_sign_ins = Table(
    "failed_sign_ins",
    metadata,
    Column("login", String(80), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
)
