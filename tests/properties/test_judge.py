"""The judge on plans that no search would make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.check.plan import check_plan
from matcher.check.unmet import confirm_unmet
from models.day import Day
from models.plans import Cost, Part, Plan, Route, Status, Stop, Unmet
from models.reasons import Reason
from models.units import Seconds
from tests.schedules import DIGEST
from tests.unit.matcher.check.good_plan import make_good
from tests.unit.matcher.check.good_week import make_week

DAYS = {"good day": make_good().day, "good week": make_week().drawing.day}
MOMENTS = st.integers(-10, 200_000) | st.integers()


def plans(day: Day) -> st.SearchStrategy[Plan]:
    """Stops, routes and figures of all kinds, most of which name something that the day knows."""
    need_ids = st.sampled_from(["", *(need.id for need in day.needs), "no-such-need"])
    started = [(pin.need_id, pin.role, pin.start_s) for pin in day.pins if pin.started]
    any_stop = st.builds(
        Stop,
        need_id=need_ids,
        part=st.sampled_from(Part),
        role=st.integers(-1, 2),
        depot_id=st.sampled_from(["", *(depot.id for depot in day.depots), "no-such-depot"]),
        start_s=MOMENTS,
        end_s=MOMENTS,
    )
    pauses = st.builds(Stop, part=st.just(Part.BREAK), start_s=MOMENTS, end_s=MOMENTS)
    past = st.sampled_from(
        [
            Stop(need_id=id, part=Part.VISIT, role=role, start_s=start_s, end_s=start_s)
            for id, role, start_s in started
            if start_s is not None
        ]
        or [Stop(part=Part.BREAK, start_s=Seconds(0), end_s=Seconds(0))]
    )
    routes = st.builds(
        Route,
        volunteer_id=st.sampled_from([*(volunteer.id for volunteer in day.volunteers), "nobody"]),
        shift=st.integers(-1, 3),
        leaves_s=MOMENTS,
        returns_s=MOMENTS,
        travel_s=MOMENTS,
        stops=st.lists(any_stop | pauses | past, max_size=4).map(tuple),
    )
    reasons = st.lists(st.tuples(st.sampled_from(Reason), MOMENTS)).map(tuple)
    return st.builds(
        Plan,
        problem_digest=st.just(DIGEST),
        routes=st.lists(routes, max_size=6).map(tuple),
        unmet=st.lists(st.builds(Unmet, need_id=need_ids, reasons=reasons), max_size=4).map(tuple),
        cost=st.builds(Cost, unmet_priority=MOMENTS, travel_s=MOMENTS, preference_s=MOMENTS),
        status=st.sampled_from(Status),
    )


# Made once: a strategy costs more to make than to draw from.
QUESTIONS = {name: (day, plans(day)) for name, day in DAYS.items()}


@pytest.mark.parametrize("name", QUESTIONS)
@given(data=st.data())
def test_any_plan_gets_a_verdict_in_words(name, data):
    day, any_plan = QUESTIONS[name]
    plan = data.draw(any_plan)
    verdict = check_plan(day, plan, DIGEST) + confirm_unmet(day, plan)
    assert all(violation.where and violation.message for violation in verdict)
