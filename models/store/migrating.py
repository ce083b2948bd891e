"""A database brought to the tables that this version knows, and back."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.errors import InvalidInput
from models.store.store import Store

SCRIPTS = "models.store:migrations"


def newest() -> str:
    """The revision that this version knows."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "no migration is packed with this version"
    return head


def current(store: Store) -> str | None:
    """The revision of the database; None where it has no tables yet. Makes no file."""
    if store.is_absent:
        return None
    with store.reading() as tx:
        return MigrationContext.configure(tx).get_current_revision()


def is_known(revision: str) -> bool:
    """Whether this version knows the revision; a newer one made it where not."""
    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def migrate(store: Store, revision: str = "head") -> None:
    """Up or down to that revision, all of it or nothing.

    Raises InvalidInput where a newer version has made the database.
    """
    found, scripts = current(store), ScriptDirectory.from_config(_config())
    if found is not None and not is_known(found):
        raise InvalidInput(f"the database is at {found}, unknown to this version: a newer one made it")
    down = revision == "base" or (found is not None and revision in _before(scripts, found))
    with over(store) as config:
        (command.downgrade if down else command.upgrade)(config, revision)


def check_migrated(store: Store) -> None:
    """Raises InvalidInput where the database is not at the revision that this version knows."""
    found, wanted = current(store), newest()
    if found != wanted:
        state = "has no tables yet" if found is None else f"is at {found}, not at {wanted}"
        raise InvalidInput(f"the database {state}: run `redvest migrate`")


def _before(scripts: ScriptDirectory, revision: str) -> set[str]:
    return {script.revision for script in scripts.walk_revisions("base", revision)} - {revision}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def over(store: Store) -> Iterator[Config]:
    """A configuration with an open transaction; on SQLite without foreign keys, which copied tables break."""
    config = _config()
    with store.migrating() as connection:
        config.attributes["connection"] = connection
        yield config
