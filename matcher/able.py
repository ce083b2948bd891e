"""Who may take which role: the fast twin of the plain rules, for a city's worth of volunteers."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from matcher.alike import Alike
from matcher.problem import I32
from matcher.rules import GROUP_RULES, Ask
from models.people import Volunteer


class AbleVolunteers:
    """Answers for roles what `broken_rules` answers for pairs, without asking every pair."""

    def __init__(self, volunteers: Sequence[Volunteer]) -> None:
        self._alike = Alike(volunteers)

    def by_demand(self, asks: Sequence[Ask]) -> Iterator[tuple[I32, list[int]]]:
        """Asks that see the same kinds of people alike, together: who passes the group rules, and their idx.

        Volunteers ascend; `without_named` takes out those whom the named rules stop.
        """
        same: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for idx, ask in enumerate(asks):
            same[tuple(group.ask_key(ask) for group in GROUP_RULES)].append(idx)
        for idxs in same.values():
            yield self._passing_groups(asks[idxs[0]]), idxs

    def without_named(self, able: I32, ask: Ask) -> I32:
        """`able` without those who are refused, refuse, or are not whom the pin names."""
        if ask.pinned_id is not None:
            able = able[able == self._alike.idx[ask.pinned_id]]
        stopped = [idx for idx, _ in self._alike.named(ask)]
        return able[~np.isin(able, stopped)] if stopped else able

    def _passing_groups(self, ask: Ask) -> I32:
        passes = np.ones(len(self._alike.volunteers), bool)
        for kinds, verdicts in self._alike.verdicts(ask):
            passes &= np.array([verdict is None for verdict in verdicts], bool)[kinds]
        return np.flatnonzero(passes).astype(np.int32)
