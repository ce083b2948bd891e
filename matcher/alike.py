"""The volunteers as the rules of a pair see them: who is alike to a rule is judged once."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from matcher.problem import I32
from matcher.rules import GROUP_RULES, NAMED_RULES, Ask, GroupRule
from models.people import Volunteer
from models.reasons import Reason

Verdict = Reason | None


class Alike:
    """Answers for everybody what `broken_rules` answers for pairs, rule by rule."""

    def __init__(self, volunteers: Sequence[Volunteer]) -> None:
        self.volunteers = volunteers
        self.idx = {volunteer.id: idx for idx, volunteer in enumerate(volunteers)}
        self._refusing: defaultdict[str, list[int]] = defaultdict(list)
        for idx, volunteer in enumerate(volunteers):
            for recipient_id in volunteer.refuses:
                self._refusing[recipient_id].append(idx)
        self._kinds: dict[int, _Kinds] = {}

    def verdicts(self, ask: Ask) -> Iterator[tuple[I32, Sequence[Verdict]]]:
        """For each group rule that the role asks about: (V,) the kind of each volunteer, a verdict a kind."""
        for number, group in enumerate(GROUP_RULES):
            if group.ask_key(ask) is not None:  # a rule that nobody's need asks about costs nothing
                if number not in self._kinds:
                    self._kinds[number] = _Kinds(group, self.volunteers)
                yield self._kinds[number].of, self._kinds[number].verdicts(ask)

    def named(self, ask: Ask) -> Iterator[tuple[int, Reason]]:
        """The named rules that volunteers break whom a refusal on either side may stop: idx and rule.

        Of others only a pin may stop some.
        """
        refused = {self.idx[one] for one in ask.need.refused if one in self.idx}
        for idx in sorted(refused | set(self._refusing.get(ask.need.recipient_id, ()))):
            for rule in NAMED_RULES:
                if (reason := rule(self.volunteers[idx], ask)) is not None:
                    yield idx, reason


class _Kinds:
    """The volunteers as one rule sees them: the kind of each, and one of each kind."""

    def __init__(self, group: GroupRule, volunteers: Sequence[Volunteer]) -> None:
        key = group.volunteer_key
        kinds: dict[Hashable, int] = {}
        of = (kinds.setdefault(key(volunteer), len(kinds)) for volunteer in volunteers)
        self.of: I32 = np.fromiter(of, np.int32, len(volunteers))
        _, firsts = np.unique(self.of, return_index=True)
        self._group = group
        self._samples = [volunteers[first] for first in firsts]
        self._known: dict[Hashable, list[Verdict]] = {}

    def verdicts(self, ask: Ask) -> list[Verdict]:
        """On each kind."""
        key = self._group.ask_key(ask)
        if key not in self._known:  # judged once for all asks with the same key
            self._known[key] = [self._group.rule(sample, ask) for sample in self._samples]
        return self._known[key]
