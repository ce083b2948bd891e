"""A visit that does not take place: the one way for it, whoever takes it back, and what follows each time."""

from collections.abc import Collection

from sqlalchemy import Connection

from api.usecases.alarms import stand_down
from api.usecases.steps import visit_step
from api.usecases.stock.coming_back import bring_back
from models.ladders import AlarmKind
from models.store.journal import Act, Row


def called_off(
    tx: Connection, act: Act, visits: Collection[Row], *, why: str, step: str = "withdrawn"
) -> list[Row]:
    """The visits after the step; nobody is waited for at them, and what was collected for them comes back."""
    ended = [visit_step(tx, act, one, step, ended_why=why) for one in visits]
    for one in ended:
        stand_down(tx, act, one["id"], AlarmKind.MISSING_CHECK_IN)
    bring_back(tx, act, visit_ids=[one["id"] for one in ended], why=why)
    return ended
