"""Who may take which seat, and what that costs: the able pairs."""

from collections import defaultdict

import numpy as np

from matcher.able import AbleVolunteers
from matcher.building.goods import stock_of
from matcher.cost import PairPrices
from matcher.problem import I32, I64
from matcher.reach import Starts, errand_of, starts
from matcher.rules import Ask
from matcher.survey import Survey
from matcher.surveying.groups import groups_of
from models.needs import LinkKind

NOBODY = -1


def able_pairs(surveyed: Survey, able: AbleVolunteers, most_able: int) -> tuple[I64, I32, I32]:
    """CSR over the roles: who may take each, could do so alone on an empty day, and at which cost."""
    asks = surveyed.asks
    vols = [np.empty(0, np.int32)] * len(asks)
    history, supplied = _History(surveyed), _Supplied(surveyed)
    for allowed, roles in able.by_demand(asks):
        spans = surveyed.spans.take(surveyed.spans_of(allowed))
        for role in roles:
            ask = asks[role]
            if ask.windows:
                errand = errand_of(surveyed, surveyed.need_of(role), picked_up=ask.picked_up)
                could = starts(spans, errand)
                passing = able.without_named(could.volunteers(), ask)
                passing = supplied.without_empty_handed(history.who_may_come(passing, ask), ask)
                vols[role] = _nearest(could, passing, most_able)
    _leave_unguarded_out(surveyed, vols)
    able_start = np.zeros(len(asks) + 1, np.int64)
    np.cumsum([len(one) for one in vols], out=able_start[1:])
    prices = PairPrices(surveyed.day, surveyed.volunteers)
    able_cost = np.zeros(able_start[-1], np.int32)
    for role, ask in enumerate(asks):
        for costs in prices.by_term(ask.need, ask.role, vols[role]).values():
            able_cost[able_start[role] : able_start[role + 1]] += costs.astype(np.int32)
    return able_start, np.concatenate([np.empty(0, np.int32), *vols]), able_cost


def guardians_of(surveyed: Survey) -> I32:
    """(V,) volunteer idx of the guardian of each minor; -1 of all others, and of minors without one."""
    idx = {volunteer.id: idx for idx, volunteer in enumerate(surveyed.volunteers)}
    return np.array(
        [idx.get(one.guardian_id, NOBODY) if one.is_minor else NOBODY for one in surveyed.volunteers],
        np.int32,
    )


def _nearest(could: Starts, vols: I32, most: int) -> I32:
    """The `most` of these volunteers with the shortest way to the visit in their first shift, ascending."""
    if len(vols) <= most:
        return vols
    first_rows = np.searchsorted(could.vol, vols)
    by_way = np.argsort(could.way_s[first_rows], kind="stable")
    return np.sort(vols[by_way[:most]])


class _History:
    """What has started says who may still come: nobody twice in a crew, one person where one serves both."""

    def __init__(self, surveyed: Survey) -> None:
        day = surveyed.day
        idx = {volunteer.id: idx for idx, volunteer in enumerate(surveyed.volunteers)}
        self._crew: defaultdict[str, set[int]] = defaultdict(set)
        self._hand: dict[str, int] = {}
        self._hand_of = groups_of((need.id for need in day.needs), day.links, LinkKind.SAME_VOLUNTEER)
        for pin in day.pins:
            if pin.started and pin.volunteer_id is not None:
                self._crew[pin.need_id].add(idx[pin.volunteer_id])
                self._hand[self._hand_of[pin.need_id]] = idx[pin.volunteer_id]

    def who_may_come(self, vols: I32, ask: Ask) -> I32:
        if ask.need.id in self._crew:
            return vols[~np.isin(vols, list(self._crew[ask.need.id]))]
        hand = self._hand.get(self._hand_of[ask.need.id])
        return vols if hand is None else vols[vols == hand]


class _Supplied:
    """Without a depot a visit takes no more than its volunteer has from the start."""

    def __init__(self, surveyed: Survey) -> None:
        self._goods, self._stock = stock_of(surveyed)
        self._has_depots = bool(surveyed.depots)

    def without_empty_handed(self, vols: I32, ask: Ask) -> I32:
        if self._has_depots or not ask.need.supplies:
            return vols
        for good, amount in ask.need.supplies.items():
            if amount:
                vols = vols[self._stock[vols, self._goods[good]] >= amount]
        return vols


def _leave_unguarded_out(surveyed: Survey, vols: list[I32]) -> None:
    """Minors whose guardian may take no other seat of the crew."""
    guardian = guardians_of(surveyed)
    if (guardian == NOBODY).all():
        return
    for need, wanted in enumerate(surveyed.needs):
        roles = surveyed.roles_of(need) if len(wanted.crew) > 1 else ()
        crew = [vols[role] for role in roles]
        for role, own in zip(roles, crew, strict=True):
            if (guardian[own] >= 0).any():
                others = np.concatenate([np.empty(0, np.int32), *(one for one in crew if one is not own)])
                vols[role] = own[(guardian[own] < 0) | np.isin(guardian[own], others)]
