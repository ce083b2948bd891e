"""The judge on plans that no search would make."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.check.plan import check_plan
from matcher.check.unmet import confirm_unmet
from models.plans import Cost, Part, Plan, Route, Status, Stop, Unmet
from models.reasons import Reason
from tests.schedules import DIGEST
from tests.unit.matcher.check.good_plan import make_good

DAY = make_good().day
MOMENTS = st.integers(-10, 200_000) | st.integers()
NEED_IDS = st.sampled_from([*(need.id for need in DAY.needs), "no-such-need"])
STOPS = st.builds(
    Stop,
    need_id=NEED_IDS,
    part=st.sampled_from(Part),
    role=st.integers(-1, 2),
    start_s=MOMENTS,
    end_s=MOMENTS,
)
ROUTES = st.builds(
    Route,
    volunteer_id=st.sampled_from([*(volunteer.id for volunteer in DAY.volunteers), "nobody"]),
    shift=st.integers(-1, 3),
    leaves_s=MOMENTS,
    returns_s=MOMENTS,
    travel_s=MOMENTS,
    stops=st.lists(STOPS, max_size=4).map(tuple),
)
UNMET = st.builds(
    Unmet, need_id=NEED_IDS, reasons=st.lists(st.tuples(st.sampled_from(Reason), MOMENTS)).map(tuple)
)
PLANS = st.builds(
    Plan,
    problem_digest=st.just(DIGEST),
    routes=st.lists(ROUTES, max_size=6).map(tuple),
    unmet=st.lists(UNMET, max_size=4).map(tuple),
    cost=st.builds(Cost, unmet_priority=MOMENTS, travel_s=MOMENTS, preference_s=MOMENTS),
    status=st.sampled_from(Status),
)


@given(PLANS)
def test_any_plan_gets_a_verdict_in_words(plan):
    verdict = check_plan(DAY, plan, DIGEST) + confirm_unmet(DAY, plan)
    assert all(violation.where and violation.message for violation in verdict)
