"""Day and plan laid over each other."""

from dataclasses import replace

import pytest

from api.printouts.itinerary import make_itinerary
from models.errors import InvalidInput
from models.plans import Part, Stop, Unmet
from models.units import Seconds
from tests.printouts.world import (
    BRANCH,
    LI,
    WANG,
    sample,
    sample_day,
    sample_plan,
    sample_round,
    sample_round_day,
)


def test_visits_are_counted_over_all_shifts_and_pickups_are_not():
    orders = {
        id: [call.order for tour in tours for call in tour.calls]
        for id, tours in sample().by_volunteer.items()
    }
    assert orders == {WANG: [1, None, 2, 3], LI: [1, 2]}


def test_the_ways_of_a_tour_add_up_to_its_travel():
    for tour in sample().tours:
        assert sum(call.way_s for call in tour.calls) + (tour.way_back_s or 0) == tour.route.travel_s


def test_nobody_travels_back_from_an_open_end():
    day = replace(
        sample_day(), volunteers=tuple(replace(one, open_end=True) for one in sample_day().volunteers)
    )
    tour = make_itinerary(day, sample_plan()).tours[0]
    assert tour.way_back_s is None
    assert len(tour.places) == 1 + len(tour.calls)


def test_a_pickup_is_where_it_is_fetched():
    (pickup,) = [c for tour in sample().tours for c in tour.calls if c.stop.part is Part.PICKUP]
    assert pickup.place.label == "仁济药房"


def test_a_crew_knows_each_other():
    partners = {
        tour.volunteer.id: [one.id for one in call.partners]
        for tour in sample().tours
        for call in tour.calls
        if call.need.id == "lift"
    }
    assert partners == {WANG: [LI], LI: [WANG]}


def test_what_is_served_and_what_is_not():
    assert [need.id for need in sample().served] == ["chat", "lift", "medicine", "read"]
    assert [need.id for need, _ in sample().unmet] == ["lawyer"]


def stop(**changes):
    return Stop(**({"need_id": "chat", "part": Part.VISIT, "start_s": 0, "end_s": 0} | changes))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"volunteer_id": "stranger"}, "stranger"),
        ({"shift": 1}, "shift 1 of wang"),
        ({"stops": (stop(need_id="nothing"),)}, "nothing"),
        ({"stops": (stop(role=1),)}, "role 1 of need 'chat'"),
        ({"stops": (stop(part=Part.PICKUP),)}, "asks for none"),
    ],
)
def test_a_plan_that_names_what_the_day_does_not_know_is_refused(changes, named):
    route = next(route for route in sample_plan().routes if route.volunteer_id == WANG)
    with pytest.raises(InvalidInput, match=named):
        make_itinerary(sample_day(), replace(sample_plan(), routes=(replace(route, **changes),)))


def test_an_unknown_unmet_need_is_refused():
    with pytest.raises(InvalidInput, match="nothing"):
        make_itinerary(sample_day(), replace(sample_plan(), unmet=(Unmet(need_id="nothing"),)))


def test_a_break_is_where_one_is_and_a_reload_at_its_depot():
    pills, rest, reload, more = sample_round().tours[0].calls
    assert (rest.place, rest.way_s, rest.need, rest.code) == (pills.place, 0, None, "")
    assert (reload.place.label, reload.order, more.order) == (BRANCH, None, 2)
    assert reload.way_s > 0


def test_of_a_break_before_or_after_all_work_nothing_is_told():
    route = sample_round().plan.routes[1]
    early = Stop(part=Part.BREAK, start_s=route.leaves_s, end_s=Seconds(route.leaves_s + 60))
    plan = replace(
        sample_round().plan,
        routes=(replace(route, leaves_s=Seconds(route.leaves_s - 7200), stops=(early, *route.stops)),),
    )
    (tour,) = make_itinerary(sample_round_day(), plan).tours
    (visit,) = tour.calls
    assert visit.need.id == "tomorrow"
    assert tour.leaves_s == visit.stop.start_s - visit.way_s
    assert tour.returns_s == visit.stop.end_s + tour.way_back_s


def test_a_route_without_work_is_no_tour():
    first, second = sample_round().plan.routes
    rest = tuple(stop for stop in second.stops if stop.part is Part.BREAK)
    plan = replace(sample_round().plan, routes=(first, replace(second, stops=rest)))
    assert [tour.route for tour in make_itinerary(sample_round_day(), plan).tours] == [first]


def test_clock_times_and_minutes_add_up_as_they_are_told():
    for tour in sample().tours:
        told = tour.leaves_s // 60
        for call in tour.calls:
            assert told + call.way_minutes == call.stop.start_s // 60
            told = call.stop.end_s // 60
        assert told + tour.way_back_minutes == tour.returns_s // 60
        assert tour.way_minutes == sum(call.way_minutes for call in tour.calls) + tour.way_back_minutes
    odd_s = {call.way_s % 60 for tour in sample().tours for call in tour.calls} - {0}
    assert len(odd_s) > 1


def test_goods_are_told_where_they_are_taken_along_fetched_and_used():
    today, tomorrow = sample_round().tours
    pills, rest, reload, more = today.calls
    assert (today.supplies, tomorrow.supplies) == ({"药盒": 1}, {})
    assert (pills.supplies, rest.supplies) == ({"药盒": 1}, {})
    assert reload.supplies == more.supplies == {"药盒": 2, "口罩": 5}


def test_a_depot_that_the_day_does_not_know_is_refused():
    day = replace(sample_round_day(), depots=())
    with pytest.raises(InvalidInput, match="depot 'depot'"):
        make_itinerary(day, sample_round().plan)
