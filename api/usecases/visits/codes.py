"""The code that a recipient tells whoever comes, as a sign that they have really been at the door.

It is worked out from the visit's id with the key of the house: nothing of it is stored, it can be told again
on the telephone, and nobody finds it without the key.
"""

from api.context import Context
from api.house import House
from models.errors import Conflict
from models.lifecycle import HOLDS_SEAT, VisitState
from models.store.tables.visits import visit as visit_table

DIGITS = 6

TOLD_IN = HOLDS_SEAT - {VisitState.PROPOSED, VisitState.CHECKED_OUT}
"""States of a visit in which somebody may still come and be told a code."""


def code_of(house: House, visit_id: str) -> str:
    """Six digits, always the same for one visit."""
    print_ = house.seal.fingerprint(f"code of visit {visit_id}")
    return f"{int(print_, 16) % 10**DIGITS:0{DIGITS}d}"


def told_code(context: Context, id: str) -> str:
    """For the office and for those who speak for the recipient. Raises NotFound, Conflict."""
    with context.reading() as tx:
        state = context.one(tx, visit_table, id)["state"]
    if state not in TOLD_IN:
        raise Conflict(f"visit {id} is {state}: nobody asks for its code")
    return code_of(context.house, id)


def matched(house: House, visit_id: str, code: str | None) -> bool | None:
    """Whether it is the visit's code; None where none is given."""
    return None if code is None else code == code_of(house, visit_id)
