"""What must hold on the way from the question to the search and back, whatever the day."""

import random
from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents import day_from_json, day_to_json, digest, plan_from_json, plan_to_json
from matcher.build import build_problem
from matcher.planning import plan_day
from matcher.problem import Problem
from matcher.routing.search import Budget
from models.day import Day
from models.reasons import Reason
from tests.properties.strategies import days


def shuffled(day: Day, rng: random.Random) -> Day:
    return replace(
        day,
        volunteers=tuple(rng.sample(day.volunteers, len(day.volunteers))),
        needs=tuple(rng.sample(day.needs, len(day.needs))),
        pins=tuple(rng.sample(day.pins, len(day.pins))),
    )


def by_id(day: Day) -> dict[str, object]:
    return {one.id: one for one in (*day.volunteers, *day.needs)}


def contents(problem: Problem) -> dict[str, object]:
    """The fields, arrays as lists so that they compare."""
    values = {one.name: getattr(problem, one.name) for one in fields(problem)}
    plain = {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in values.items()}
    return plain | {"travel": (problem.travel.xy.tolist(), problem.travel.paces)}


@settings(max_examples=50)
@given(days(), st.randoms())
def test_the_order_of_the_input_changes_neither_problem_nor_plan_nor_digest(day: Day, rng: random.Random):
    other = shuffled(day, rng)
    assert contents(build_problem(other)) == contents(build_problem(day))
    assert digest(other) == digest(day)
    budget = Budget(iterations=50)
    one, two = (replace(plan_day(d, budget=budget), seconds=0, cpu_seconds=0) for d in (day, other))
    assert one == two


@settings(max_examples=30)
@given(days())
def test_day_and_plan_come_back_from_their_text(day: Day):
    text = day_to_json(day, personal=True)
    back = day_from_json(text)
    assert (day_to_json(back, personal=True), digest(back)) == (text, digest(day))
    assert by_id(back) == by_id(day)
    plan = plan_day(day, budget=Budget(iterations=10))
    assert plan_from_json(plan_to_json(plan)) == plan


@settings(max_examples=60)
@given(days())
def test_no_need_of_one_stays_unmet_beside_somebody_idle_who_could_serve_it(day: Day):
    plan = plan_day(day, budget=Budget(iterations=200))
    busy = {route.volunteer_id for route in plan.routes}
    problem = build_problem(day)
    unmet = {one.need_id: dict(one.reasons) for one in plan.unmet}
    for idx, need_id in enumerate(problem.need_ids):
        roles = range(problem.need_role_start[idx], problem.need_role_start[idx + 1])
        able = [problem.able_vol[problem.able_start[r] : problem.able_start[r + 1]] for r in roles]
        if need_id in unmet and len(roles) == 1:
            assert {problem.volunteer_ids[vol] for vol in able[0]} <= busy
            elsewhere = (Reason.OTHERS_WORTH_MORE, Reason.ALREADY_DECIDED)
            assert sum(unmet[need_id].get(reason, 0) for reason in elsewhere) == len(able[0])
