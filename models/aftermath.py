"""What follows from how a visit ended: one table, read by whoever carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.lifecycle import Outcome


class AtOnce(StrEnum):
    """What follows from the outcome of one visit, whatever the others of its crew do."""

    REMEMBER_CARER = "remember_carer"
    WELFARE_CHECK = "welfare_check"  # of somebody who lives alone and does not open
    OPEN_INCIDENT = "open_incident"
    SEND_TWO = "send_two"  # the next time
    BRING_GOODS_BACK = "bring_goods_back"


class Fate(StrEnum):
    """What becomes of the need, decided by the last of the crew who leaves."""

    DONE = "done"
    RETURNED = "returned"  # to the queue
    UNVERIFIED = "unverified"  # a draft again: somebody finds out where, and opens it anew
    CHOSEN = "chosen"  # returned or cancelled, as the recipient wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """`visit_step`: how the visit itself ends."""

    visit_step: str
    fate: Fate
    at_once: tuple[AtOnce, ...] = ()


_O, _A, _F = Outcome, AtOnce, Fate
AFTERMATH: Mapping[Outcome, Aftermath] = {
    _O.DONE: Aftermath(visit_step="checked_out", fate=_F.DONE, at_once=(_A.REMEMBER_CARER,)),
    _O.HANDED_OVER: Aftermath(visit_step="checked_out", fate=_F.DONE),
    _O.PARTLY: Aftermath(visit_step="left", fate=_F.RETURNED),
    _O.NOBODY_HOME: Aftermath(
        visit_step="failed", fate=_F.RETURNED, at_once=(_A.WELFARE_CHECK, _A.BRING_GOODS_BACK)
    ),
    _O.WRONG_ADDRESS: Aftermath(visit_step="failed", fate=_F.UNVERIFIED, at_once=(_A.BRING_GOODS_BACK,)),
    _O.REFUSED_AT_DOOR: Aftermath(visit_step="failed", fate=_F.CHOSEN, at_once=(_A.BRING_GOODS_BACK,)),
    _O.UNSAFE: Aftermath(
        visit_step="failed",
        fate=_F.RETURNED,
        at_once=(_A.OPEN_INCIDENT, _A.SEND_TWO, _A.BRING_GOODS_BACK),
    ),
    _O.GOODS_RETURNED: Aftermath(visit_step="failed", fate=_F.RETURNED, at_once=(_A.BRING_GOODS_BACK,)),
}
