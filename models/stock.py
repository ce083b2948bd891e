"""Donated medicine: how it is kept, and the steps of what is released of it."""

from models.catalogue import Labelled
from models.civic import PlaceKind
from models.lifecycle import Steps

SITES = frozenset({PlaceKind.PHARMACY, PlaceKind.CLINIC, PlaceKind.BANK_SITE})
"""Where a lot may lie."""


class Storage(Labelled):
    """How a medicine is kept. Source: Chinese Pharmacopoeia, general notices."""

    ROOM = "room", "常温（10–30℃）"
    COOL = "cool", "阴凉（不超过20℃）"
    COLD = "cold", "冷藏（2–8℃）"


class ReleaseState(Labelled):
    """Where an amount that a pharmacist has released is."""

    RELEASED = "released", "已审核待取"
    COLLECTED = "collected", "已取货"
    DELIVERED = "delivered", "已交付"
    RETURNED = "returned", "已退回"
    LOST = "lost", "已遗失"


_R = ReleaseState
RELEASE_STEPS: Steps = {
    _R.RELEASED: {"collected": _R.COLLECTED, "returned": _R.RETURNED, "lost": _R.LOST},
    _R.COLLECTED: {"delivered": _R.DELIVERED, "returned": _R.RETURNED, "lost": _R.LOST},
    _R.DELIVERED: {},
    _R.RETURNED: {},
    _R.LOST: {},
}

UNDER_WAY = frozenset({_R.RELEASED, _R.COLLECTED})
"""States of a release in which it may still come back."""


def comes_back_usable(storage: Storage, *, seal_intact: bool) -> bool:
    """Whether what is returned may be released again: sealed, and not from a cold chain that was broken.

    Source: Good Supply Practice for medicines (药品经营质量管理规范), on returned cold-chain goods.
    """
    return seal_intact and storage is not Storage.COLD
