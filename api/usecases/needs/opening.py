"""What opening a need asks for, and what keeps it closed."""

from sqlalchemy import Connection, select

from models.errors import Conflict
from models.links import AFTER_OUTCOME
from models.store.journal import Row
from models.store.tables.needs import need as need_table
from models.store.tables.needs import need_link


class NotReady(Conflict):
    """A need that may not be dispatched yet; the message says what is missing."""

    code = "not_ready"


def check_ready(tx: Connection, need: Row) -> None:
    """Raises NotReady: somebody has verified it, the risks are told, and it waits for no outcome.

    Source: Regulations on Volunteer Service, Art. 13 (true, whole information, and what risks there may be).
    """
    check_told(need)
    waits_for = waiting_for(tx, need["id"])
    if waits_for is not None:
        raise NotReady(
            f"need {need['id']} waits for the outcome of need {waits_for['id']} "
            f"({waits_for['kind']}), which is {waits_for['state']}"
        )


def check_told(need: Row) -> None:
    """Raises NotReady where nobody has verified it, or its risks are not told."""
    if need["verified_by_id"] is None:
        raise NotReady(f"need {need['id']} is not verified: POST /v1/needs/{need['id']}/verify")
    if need["risky"] and not need["risk_told"]:
        raise NotReady(f"need {need['id']} bears risks, and risk_told says of none that they were told")


def waiting_for(tx: Connection, need_id: str) -> Row | None:
    """The first need whose outcome has not released this one yet; None where it waits for nothing."""
    query = (
        select(need_table.c.id, need_table.c.kind, need_table.c.state)
        .join(need_link, need_link.c.first_id == need_table.c.id)
        .where(
            need_link.c.second_id == need_id,
            need_link.c.kind == AFTER_OUTCOME,
            need_link.c.ended_at.is_(None),
        )
        .order_by(need_link.c.id)
    )
    found = tx.execute(query.limit(1)).mappings().one_or_none()
    return None if found is None else dict(found)
