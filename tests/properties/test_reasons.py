"""What a plan says of its unmet needs is true, whatever the day asks: the judge tries every way in."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher.check.plan import check_plan
from matcher.check.unmet import confirm_unmet
from matcher.explain import explain_unmet
from matcher.explaining.broken import BrokenRules, rules_in
from matcher.pins import pin_conflicts
from matcher.planning import plan_day
from matcher.routing.search import Budget
from matcher.rules import broken_rules
from matcher.survey import survey
from matcher.surveying.groups import groups_of
from models.day import Day
from models.errors import Unsupported
from models.needs import LinkKind
from models.plans import VISITS, Plan, Route
from tests.properties.mixed_days import FEATURES, mixed_day
from tests.schedules import DIGEST


@st.composite
def planned(draw: st.DrawFn, iterations: int) -> tuple[Day, Plan]:
    day = mixed_day(
        draw(st.integers(0, 2**32)), draw(st.lists(st.sampled_from(FEATURES), max_size=5, unique=True))
    )
    assume(not pin_conflicts(day))
    try:
        return day, plan_day(day, budget=Budget(iterations=iterations), digest=DIGEST)
    except Unsupported:  # a series over needs that are served all or none
        assume(False)
        raise


@settings(max_examples=150)
@given(planned=planned(iterations=100))
def test_every_plan_of_a_mixed_day_passes_the_judge_with_its_reasons(planned):
    day, plan = planned
    assert check_plan(day, plan, DIGEST) == []
    assert confirm_unmet(day, plan) == []


@settings(max_examples=100)
@given(planned=planned(iterations=20), data=st.data())
def test_reasons_are_true_of_a_plan_that_leaves_room(planned, data):
    day, plan = planned
    chain_of = groups_of((need.id for need in day.needs), day.links, LinkKind.ALL_OR_NONE)
    kept = {chain_of[pin.need_id] for pin in day.pins}
    free = sorted({chain_of[one] for one in _served(plan.routes)} - kept)
    out = data.draw(st.sets(st.sampled_from(free))) if free else set()
    thinned = (
        replace(route, stops=tuple(one for one in route.stops if chain_of.get(one.need_id) not in out))
        for route in plan.routes
    )
    routes = tuple(route for route in thinned if any(stop.need_id for stop in route.stops))
    surveyed = survey(day)
    needs = [idx for idx, need in enumerate(surveyed.needs) if need.id not in _served(routes)]
    unmet = explain_unmet(surveyed, needs, routes)
    assert confirm_unmet(day, replace(plan, routes=routes, unmet=unmet)) == []


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_who_breaks_which_rules_is_the_same_for_all_at_once_as_for_each(seed):
    surveyed = survey(mixed_day(seed, ("rules", "crews", "pickups", "supplies", "pins", "days")))
    rules = BrokenRules(surveyed.volunteers)
    for ask in surveyed.asks:
        broken = [set(rules_in(bits)) for bits in rules.of(ask).tolist()]
        assert broken == [set(broken_rules(volunteer, ask)) for volunteer in surveyed.volunteers]


def _served(routes: Iterable[Route]) -> set[str]:
    return {stop.need_id for route in routes for stop in route.stops if stop.part in VISITS}
