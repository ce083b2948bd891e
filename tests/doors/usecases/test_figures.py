from api.usecases.figures import figures_of
from api.usecases.planning import Search, plan_question
from matcher.routing.search import Budget
from models.catalogue import NeedKind, Speciality
from models.needs import Pickup, Role
from models.reasons import Reason
from tests.builders import make_day, make_need, make_place, make_volunteer


def test_figures_count_what_the_plan_does():
    day = make_day(
        [make_volunteer("v1"), make_volunteer("v2"), make_volunteer("v3")],
        [
            make_need("n1", crew=(Role(), Role())),
            make_need("n2", pickup=Pickup(place=make_place(200, 0), service_s=300)),
            make_need("n3", kind=NeedKind.REPAIR, crew=(Role(speciality=Speciality.REPAIR),)),
        ],
    )
    plan = plan_question(day, Search(budget=Budget(iterations=50)))

    figures = figures_of(day, plan)

    assert (figures.needs, figures.served) == (3, 2)
    assert figures.by_kind == ((NeedKind.COMPANY, 2, 2), (NeedKind.REPAIR, 0, 1))
    assert figures.volunteers == 3
    assert figures.visits == 3  # two seats of n1 and the delivery of n2
    assert figures.help_s == 3 * 1800  # without the five minutes at the pickup
    assert figures.travel_s == plan.cost.travel_s > 0
    assert figures.unmet_reasons == ((Reason.NO_SPECIALITY, 1),)


def test_a_day_without_needs_has_figures_too():
    day = make_day([make_volunteer("v1")], [])
    figures = figures_of(day, plan_question(day, Search(budget=Budget(iterations=1))))
    assert (figures.needs, figures.served, figures.sent, figures.visits) == (0, 0, 0, 0)
