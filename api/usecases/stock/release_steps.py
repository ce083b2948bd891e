"""Steps of what was released, taken as models.stock allows, each a line of the history."""

from typing import Any

from sqlalchemy import Connection

from models.lifecycle import after
from models.stock import RELEASE_STEPS
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.stock import release as release_table


def release_step(tx: Connection, act: Act, release: Row, step: str, **changes: Any) -> Row:
    """The release after the step. Raises ForbiddenStep, StaleWrite."""
    state = after(RELEASE_STEPS, "release", release["id"], release["state"], step)
    values = {"state": state, **changes}
    return journal.change(tx, release_table, release["id"], values, act, step, version=release["version"])
