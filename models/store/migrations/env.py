"""Alembic's way in: migrates over the connection that models.store.migrating hands over."""

from alembic import context

from models.store.columns import metadata

connection = context.config.attributes["connection"]
# SQLite cannot alter a table in place: batch mode copies it, with its rows, into one of the new shape.
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="columns.",
)
with context.begin_transaction():
    context.run_migrations()
