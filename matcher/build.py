"""From the question to the search: a Day becomes a Problem."""

import numpy as np

from matcher.able import AbleVolunteers
from matcher.building.goods import stock_of
from matcher.building.pairs import able_pairs, guardians_of
from matcher.building.tasks import Tasks
from matcher.building.ties import SeriesRows, beyond_the_search, hands_of, link_columns
from matcher.building.work import break_columns, shift_columns
from matcher.cost import given_s, weights_of
from matcher.pins import conflicts_of
from matcher.plain import plain_problem
from matcher.problem import I64, Problem
from matcher.survey import Survey, survey
from matcher.surveying.groups import groups_of
from matcher.travel.providers import StraightLine
from models.day import Day
from models.errors import InvalidInput
from models.needs import LinkKind

MOST_ABLE = 3000
"""Able volunteers kept for a role: a district's 3,000 are never cut, a city's 454,300 are."""


def build_problem(day: Day, *, most_able: int = MOST_ABLE) -> Problem:
    """The day as the search sees it, the same whatever the order of the input.

    A chain of needs is one need of the Problem. What has started is not in it: it takes what it used from
    limits and stock, and the shift goes on from there. Where anything of a need or its chain is pinned or has
    started, it outweighs all that nobody has decided, for somebody may have promised it.
    Where more than `most_able` could take a role, those nearest by travel time are kept. That gives up
    completeness: a role whose kept volunteers are all busy stays unmet though somebody farther is free.

    Raises InvalidInput where a place is too far off or pins conflict (pin_conflicts names them all).
    """
    surveyed = survey(day)
    return problem_of(surveyed, AbleVolunteers(surveyed.volunteers), most_able=most_able)


def problem_of(surveyed: Survey, able: AbleVolunteers, *, most_able: int = MOST_ABLE) -> Problem:
    """The same for a question that is surveyed already."""
    if conflicts := conflicts_of(surveyed):
        raise InvalidInput("pins conflict: " + "; ".join(conflict.message for conflict in conflicts))
    volunteers, needs = surveyed.volunteers, surveyed.needs
    able_start, able_vol, able_cost = able_pairs(surveyed, able, most_able)
    goods, stock = stock_of(surveyed)
    tasks, series = Tasks(surveyed, goods), SeriesRows(surveyed)
    mode_idx = {mode: idx for idx, mode in enumerate(surveyed.modes)}
    seats = np.diff(surveyed.ask_start)
    return plain_problem(
        travel=StraightLine(surveyed.xy, surveyed.paces),
        vol_mode=np.array([mode_idx[volunteer.mode] for volunteer in volunteers], np.int32),
        vol_capacity=np.array([volunteer.capacity for volunteer in volunteers], np.int64).reshape(-1, 1),
        vol_stock=stock,
        vol_guardian=guardians_of(surveyed),
        vol_given=_given(surveyed),
        depot_place=surveyed.depot_place,
        depot_service_s=np.array([depot.service_s for depot in surveyed.depots], np.int64),
        good_kept=np.zeros(len(goods), np.int32),
        need_priority=_priorities(surveyed),
        need_role_start=surveyed.ask_start[surveyed.unit_start],
        role_crew=np.repeat(np.arange(len(needs), dtype=np.int32), seats),
        role_hand=hands_of(surveyed),
        able_start=able_start,
        able_vol=able_vol,
        able_cost=able_cost,
        weights=weights_of(surveyed.day),
        unsupported=(*beyond_the_search(surveyed), *series.beyond[:1]),
        volunteer_ids=tuple(volunteer.id for volunteer in volunteers),
        need_ids=tuple(
            "+".join(needs[need].id for need in surveyed.needs_of(unit)) for unit in range(surveyed.units)
        ),
        **shift_columns(surveyed),
        **break_columns(surveyed),
        **tasks.columns(),
        **link_columns(surveyed, tasks.visit_of),
        **series.columns(),
    )


def _given(surveyed: Survey) -> I64:
    """(V,) seconds given before what is left to plan: before the day, and since in what has started."""
    given = np.array([given_s(volunteer) for volunteer in surveyed.volunteers], np.int64)
    for (vol, _), past in surveyed.begun.items():
        given[vol] += past.service_s
    return given


def _priorities(surveyed: Survey) -> I64:
    """(U,) priority of each unit, raised where people have decided something of it, or it has begun."""
    day = surveyed.day
    decided = {pin.need_id for pin in day.pins if pin.volunteer_id is not None or pin.start_s is not None}
    chain_of = groups_of((need.id for need in day.needs), day.links, LinkKind.ALL_OR_NONE)
    promised = {chain_of[need_id] for need_id in decided}
    total = sum(need.priority for need in surveyed.needs)
    priorities = []
    for unit in range(surveyed.units):
        members = [surveyed.needs[need] for need in surveyed.needs_of(unit)]
        is_promised = chain_of[members[0].id] in promised
        priorities.append(sum(need.priority for need in members) + total * is_promised)
    return np.array(priorities, np.int64)
