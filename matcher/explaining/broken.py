"""Which rules each volunteer breaks by taking a seat, as bits, for all volunteers at once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from matcher.problem import I32, I64
from matcher.rules import GROUP_RULES, NAMED_RULES, Ask, GroupRule
from models.people import Volunteer
from models.reasons import Reason

BIT = {reason: 1 << rank for rank, reason in enumerate(Reason)}


def rules_in(bits: int) -> tuple[Reason, ...]:
    """The rules of a set of bits, in the order of Reason."""
    return tuple(reason for reason, bit in BIT.items() if bits & bit)


class BrokenRules:
    """Answers what `broken_rules` answers for pairs: volunteers who are alike to a rule are asked once."""

    def __init__(self, volunteers: Sequence[Volunteer]) -> None:
        self._volunteers = volunteers
        self._idx = {volunteer.id: idx for idx, volunteer in enumerate(volunteers)}
        self._refusing: defaultdict[str, list[int]] = defaultdict(list)
        for idx, volunteer in enumerate(volunteers):
            for recipient_id in volunteer.refuses:
                self._refusing[recipient_id].append(idx)
        self._kinds: dict[int, _Kinds] = {}
        self._known: dict[tuple[Hashable, ...], I64] = {}

    def of(self, ask: Ask) -> I64:
        """(V,) the bits of the rules that each volunteer breaks; 0 for those who may take the seat."""
        broken = self._of_kinds(ask).copy()
        concerned = {self._idx[one] for one in ask.need.refused if one in self._idx}
        concerned |= set(self._refusing.get(ask.need.recipient_id, ()))
        for idx in concerned:
            for rule in NAMED_RULES:
                reason = rule(self._volunteers[idx], ask)
                broken[idx] |= BIT[reason] if reason is not None else 0
        if ask.pinned_id is not None:
            others = np.arange(len(broken)) != self._idx[ask.pinned_id]
            broken[others] |= BIT[Reason.PINNED_ELSEWHERE]
        return broken

    def _of_kinds(self, ask: Ask) -> I64:
        key = tuple(group.ask_key(ask) for group in GROUP_RULES)
        if key not in self._known:
            broken = np.zeros(len(self._volunteers), np.int64)
            for number, asked in enumerate(key):
                if asked is not None:
                    broken |= self._kinds_of(number).broken(ask)
            self._known[key] = broken
        return self._known[key]

    def _kinds_of(self, number: int) -> "_Kinds":
        if number not in self._kinds:  # a rule that nobody's need asks about costs nothing
            self._kinds[number] = _Kinds(GROUP_RULES[number], self._volunteers)
        return self._kinds[number]


class _Kinds:
    """The volunteers as one rule sees them: the kind of each, and one of each kind."""

    def __init__(self, group: GroupRule, volunteers: Sequence[Volunteer]) -> None:
        self._group = group
        kinds: dict[Hashable, int] = {}
        samples: list[Volunteer] = []
        of = np.empty(len(volunteers), np.int32)
        for idx, volunteer in enumerate(volunteers):
            kind = kinds.setdefault(group.volunteer_key(volunteer), len(kinds))
            of[idx] = kind
            if kind == len(samples):
                samples.append(volunteer)
        self._of: I32 = of
        self._samples = samples

    def broken(self, ask: Ask) -> I64:
        """(V,) the bit of the rule where it is broken."""
        return np.array(_bits(self._group.rule(sample, ask) for sample in self._samples), np.int64)[self._of]


def _bits(reasons: Iterable[Reason | None]) -> list[int]:
    return [0 if reason is None else BIT[reason] for reason in reasons]
