"""Every plan passes the judge, and of tiny days none is better."""

from hypothesis import given, settings

from matcher.check.plan import check_plan
from matcher.check.unmet import confirm_unmet
from matcher.planning import plan_day
from matcher.routing.search import Budget
from models.day import Day
from tests.brute_force import best_plan, objective
from tests.properties.strategies import days, tiny_days
from tests.schedules import DIGEST


@settings(max_examples=200)
@given(days())
def test_every_plan_passes_the_judge(day: Day):
    plan = plan_day(day, budget=Budget(iterations=200), seed=1, digest=DIGEST)
    assert check_plan(day, plan, DIGEST) == []
    assert confirm_unmet(day, plan) == []


@settings(max_examples=100)
@given(tiny_days())
def test_no_plan_of_a_tiny_day_is_better(day: Day):
    plan = plan_day(day, budget=Budget(iterations=2000), seed=1, digest=DIGEST)
    assert check_plan(day, plan, DIGEST) == []
    assert objective(day, plan) == objective(day, best_plan(day))
