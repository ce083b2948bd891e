"""Who may take which role: the fast twin of the plain rules, for a city's worth of volunteers."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.problem import I32
from matcher.rules import GROUP_RULES, NAMED_RULES, Ask, GroupRule
from models.people import Volunteer


class _Kinds:
    """The volunteers as one rule sees them: the kind of each, and one of each kind."""

    def __init__(self, group: GroupRule, volunteers: Sequence[Volunteer]) -> None:
        key = group.volunteer_key
        kinds: dict[Hashable, int] = {}
        of = (kinds.setdefault(key(volunteer), len(kinds)) for volunteer in volunteers)
        self._group = group
        self._of = np.fromiter(of, np.int32, len(volunteers))
        _, firsts = np.unique(self._of, return_index=True)
        self._samples = [volunteers[first] for first in firsts]
        self._known: dict[Hashable, NDArray[np.bool_]] = {}

    def passing(self, ask: Ask) -> NDArray[np.bool_]:
        """(V,) whether each volunteer passes."""
        key = self._group.ask_key(ask)
        if key not in self._known:  # judged once for all asks with the same key
            self._known[key] = np.array(
                [self._group.rule(sample, ask) is None for sample in self._samples], bool
            )
        return self._known[key][self._of]


class AbleVolunteers:
    """Answers for roles what `broken_rules` answers for pairs, without asking every pair."""

    def __init__(self, volunteers: Sequence[Volunteer]) -> None:
        self._volunteers = volunteers
        self._idx = {volunteer.id: idx for idx, volunteer in enumerate(volunteers)}
        self._refusing: defaultdict[str, list[int]] = defaultdict(list)
        for idx, volunteer in enumerate(volunteers):
            for recipient_id in volunteer.refuses:
                self._refusing[recipient_id].append(idx)
        self._kinds: dict[int, _Kinds] = {}

    def by_demand(self, asks: Sequence[Ask]) -> Iterator[tuple[I32, list[int]]]:
        """Asks that see the same kinds of people alike, together: who passes the group rules, and their idx.

        Volunteers ascend; `without_named` takes out those whom the named rules stop.
        """
        alike: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for idx, ask in enumerate(asks):
            alike[tuple(group.ask_key(ask) for group in GROUP_RULES)].append(idx)
        for idxs in alike.values():
            yield self._passing_groups(asks[idxs[0]]), idxs

    def without_named(self, able: I32, ask: Ask) -> I32:
        """`able` without those who are refused, refuse, or are not whom the pin names."""
        if ask.pinned_id is not None:
            able = able[able == self._idx[ask.pinned_id]]
        concerned = self._concerned(ask)
        if not concerned:
            return able
        stopped = [idx for idx in concerned if any(rule(self._volunteers[idx], ask) for rule in NAMED_RULES)]
        return able[~np.isin(able, stopped)]

    def _concerned(self, ask: Ask) -> set[int]:
        """Everybody whom a refusal on either side may stop."""
        refused = {self._idx[id] for id in ask.need.refused if id in self._idx}
        return refused | set(self._refusing.get(ask.need.recipient_id, ()))

    def _passing_groups(self, ask: Ask) -> I32:
        passes = np.ones(len(self._volunteers), bool)
        for number, group in enumerate(GROUP_RULES):
            if group.ask_key(ask) is not None:
                passes &= self._kinds_of(number).passing(ask)
        return np.flatnonzero(passes).astype(np.int32)

    def _kinds_of(self, number: int) -> _Kinds:
        if number not in self._kinds:  # a rule that nobody's need asks about costs nothing
            self._kinds[number] = _Kinds(GROUP_RULES[number], self._volunteers)
        return self._kinds[number]
