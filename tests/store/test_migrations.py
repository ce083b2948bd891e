"""A database comes to the tables of this version and back, with the rows that are in it."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from models.errors import InvalidInput
from models.store.migrating import check_migrated, current, migrate, newest
from models.store.store import Store
from models.store.tables import metadata
from tests.databases import empty_postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """A database without tables."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgresql":
        url = empty_postgres(request.getfixturevalue("postgres"))
    store = Store(url)
    yield store
    store.close()


def test_migrations_make_the_tables_that_the_queries_know(empty):
    migrate(empty)
    with empty.reading() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_migrations_take_away_what_they_made(empty):
    migrate(empty)
    migrate(empty, "base")
    with empty.reading() as tx:
        assert inspect(tx).get_table_names() == ["alembic_version"]


def test_a_database_that_is_not_migrated_is_told_what_to_do(empty):
    with pytest.raises(InvalidInput, match="has no tables yet: run `redvest migrate`"):
        check_migrated(empty)
    migrate(empty, "0001")
    with pytest.raises(InvalidInput, match="is at 0001"):
        check_migrated(empty)


def test_a_database_of_a_newer_version_is_left_alone(empty):
    migrate(empty)
    with empty.writing() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InvalidInput, match="is at 9999, unknown to this version"):
        migrate(empty)
    assert current(empty) == "9999" != newest()
