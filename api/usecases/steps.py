"""Steps of needs and visits, taken as models.lifecycle allows, each a line of the history."""

from typing import Any

from sqlalchemy import Connection

from models.lifecycle import NEED_STEPS, VISIT_STEPS, after
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.needs import need as need_table
from models.store.tables.visits import visit as visit_table


def need_step(tx: Connection, act: Act, need: Row, step: str, **changes: Any) -> Row:
    """The need after the step, with whatever else it changes. Raises ForbiddenStep, StaleWrite."""
    state = after(NEED_STEPS, "need", need["id"], need["state"], step)
    values = {"state": state, **changes}
    return journal.change(tx, need_table, need["id"], values, act, step, version=need["version"])


def visit_step(tx: Connection, act: Act, visit: Row, step: str, **changes: Any) -> Row:
    """The visit after the step, with whatever else it changes. Raises ForbiddenStep, StaleWrite."""
    state = after(VISIT_STEPS, "visit", visit["id"], visit["state"], step)
    values = {"state": state, **changes}
    return journal.change(tx, visit_table, visit["id"], values, act, step, version=visit["version"])
