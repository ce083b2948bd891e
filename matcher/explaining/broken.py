"""Which rules each volunteer breaks by taking a seat, as bits, for all volunteers at once."""

from collections.abc import Hashable, Sequence
from functools import cache

import numpy as np

from matcher.alike import Alike
from matcher.problem import I64
from matcher.rules import GROUP_RULES, Ask
from models.people import Volunteer
from models.reasons import Reason

BIT = {reason: 1 << rank for rank, reason in enumerate(Reason)}


@cache
def rules_in(bits: int) -> tuple[Reason, ...]:
    """The rules of a set of bits, in the order of Reason."""
    return tuple(reason for reason, bit in BIT.items() if bits & bit)


class BrokenRules:
    """Answers what `broken_rules` answers for pairs: volunteers who are alike to a rule are asked once."""

    def __init__(self, volunteers: Sequence[Volunteer]) -> None:
        self._alike = Alike(volunteers)
        self._known: dict[tuple[Hashable, ...], I64] = {}

    def of(self, ask: Ask) -> I64:
        """(V,) the bits of the rules that each volunteer breaks; 0 for those who may take the seat."""
        broken = self._of_kinds(ask).copy()
        for idx, reason in self._alike.named(ask):
            broken[idx] |= BIT[reason]
        if ask.pinned_id is not None:
            others = np.arange(len(broken)) != self._alike.idx[ask.pinned_id]
            broken[others] |= BIT[Reason.PINNED_ELSEWHERE]
        return broken

    def _of_kinds(self, ask: Ask) -> I64:
        key = tuple(group.ask_key(ask) for group in GROUP_RULES)
        if key not in self._known:
            broken = np.zeros(len(self._alike.volunteers), np.int64)
            for kinds, verdicts in self._alike.verdicts(ask):
                bits = [0 if verdict is None else BIT[verdict] for verdict in verdicts]
                broken |= np.array(bits, np.int64)[kinds]
            self._known[key] = broken
        return self._known[key]
