"""Every plan passes the judge, and of tiny days none is better."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.check.plan import check_plan
from matcher.check.unmet import confirm_unmet
from matcher.planning import plan_day
from matcher.routing.search import Budget
from tests.brute_force import best_plan, objective
from tests.properties.strategies import MINORS, THEMES, days, tiny_days
from tests.schedules import DIGEST

# A few examples of every theme rather than many of all: so no rule is left to luck.


@pytest.mark.parametrize("theme", [*THEMES, "minors"])
@settings(max_examples=12)
@given(data=st.data())
def test_every_plan_passes_the_judge(theme, data):
    day = data.draw(days(THEMES.get(theme, MINORS)))
    plan = plan_day(day, budget=Budget(iterations=200), seed=1, digest=DIGEST)
    assert check_plan(day, plan, DIGEST) == []
    assert confirm_unmet(day, plan) == []


@pytest.mark.parametrize("theme", [*THEMES, "minors"])
@settings(max_examples=12)
@given(data=st.data())
def test_no_plan_of_a_tiny_day_is_better(theme, data):
    day = data.draw(tiny_days(THEMES.get(theme, MINORS)))
    plan = plan_day(day, budget=Budget(iterations=5000), seed=1, digest=DIGEST)
    assert check_plan(day, plan, DIGEST) == []
    assert objective(day, plan) == objective(day, best_plan(day))
