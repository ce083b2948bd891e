from dataclasses import replace

import pytest

from api.documents import digest
from api.usecases import planning
from api.usecases.planning import Search, judge, plan_question
from matcher.check.violation import Fault
from matcher.routing.search import Budget
from models.catalogue import Speciality
from models.errors import WrongProblem
from models.needs import Role
from models.reasons import Reason
from tests.builders import make_day, make_need, make_volunteer

SEARCH = Search(budget=Budget(iterations=20))


def test_a_plan_names_its_question_and_passes_the_judge():
    day = make_day()
    plan = plan_question(day, SEARCH)

    assert plan.problem_digest == digest(day)
    assert judge(day, plan).violations == ()


def test_a_plan_of_another_question_is_refused():
    with pytest.raises(WrongProblem):
        judge(make_day(), plan_question(make_day([make_volunteer("v2")]), SEARCH))


def test_reasons_are_recounted_as_far_as_time_allows(monkeypatch):
    repair = (Role(speciality=Speciality.REPAIR),)
    day = make_day(None, [make_need("n1", crew=repair), make_need("n2", crew=repair)])
    plan = plan_question(day, SEARCH)
    lying = replace(
        plan, unmet=tuple(replace(one, reasons=((Reason.NO_SPECIALITY, 9),)) for one in plan.unmet)
    )

    both = judge(day, lying)
    monkeypatch.setattr(planning, "MOST_PAIRS", 1 + planning.PAIRS_A_NEED)
    one = judge(day, lying)

    assert [(v.code, v.where) for v in both.violations] == [
        (Fault.REASON_MISCOUNTED, "unmet need n1"),
        (Fault.REASON_MISCOUNTED, "unmet need n2"),
    ]
    assert len(one.violations) == 1
    assert (both.reasons_confirmed, one.reasons_confirmed) == (0, 0)
    monkeypatch.undo()
    assert judge(day, plan).reasons_confirmed == 2


@pytest.mark.parametrize("reasons", [((Reason.OVER_TASKS, 1),), ((Reason.TOO_FAR, 99_999),)])
def test_reasons_that_are_invented_or_too_many_are_not_confirmed(reasons):
    day = make_day(None, [make_need(crew=(Role(speciality=Speciality.REPAIR),))])
    plan = plan_question(day, SEARCH)

    judgement = judge(day, replace(plan, unmet=(replace(plan.unmet[0], reasons=reasons),)))

    assert {violation.code for violation in judgement.violations} == {Fault.REASON_MISCOUNTED}
    assert judgement.reasons_confirmed == 0


def test_a_need_that_nobody_has_looked_into_states_nothing_that_could_be_confirmed_or_false():
    day = make_day(None, [make_need(crew=(Role(speciality=Speciality.REPAIR),))])
    plan = plan_question(day, SEARCH, explaining=lambda done, unmet: False)

    judgement = judge(day, plan)

    assert [one.reasons for one in plan.unmet] == [()]
    assert (judgement.violations, judgement.reasons_confirmed) == ((), 0)
