"""Visits: seen by whom they concern, answered, begun at the door; each step says who took it for whom."""

from datetime import timedelta

import pytest

from api.usecases.visits.codes import code_of
from models.access import Bound, Role
from models.store.tables.people import membership
from tests.district.rows import write, write_visit, write_volunteer
from tests.district.visiting import TEN, Visiting


def test_a_yes_of_the_whole_crew_assigns_the_need(district):
    case = Visiting(district, crew=2, state="published")
    assert case.goer(0).ok("POST", f"{case.path(0)}/accept")["state"] == "accepted"
    assert case.need_now()["state"] == "offered"
    case.goer(1).ok("POST", f"{case.path(1)}/accept")
    assert case.need_now()["state"] == "assigned"


def test_a_no_says_why_and_returns_the_need(district):
    case = Visiting(district)
    case.goer().refused(422, "POST", f"{case.path()}/decline", {})
    declined = case.goer().ok("POST", f"{case.path()}/decline", {"why": "孩子发烧"})
    assert (declined["state"], case.need_now()["state"]) == ("declined", "open")
    assert case.visit_now()["ended_why"] == "孩子发烧"


def test_what_was_declined_cannot_be_accepted(small_district):
    case = Visiting(small_district)
    case.goer().ok("POST", f"{case.path()}/decline", {"why": "有事"})
    problem = case.goer().refused(409, "POST", f"{case.path()}/accept")
    assert problem["code"] == "forbidden_step"


def test_the_office_withdraws_and_a_volunteer_does_not(small_district):
    case = Visiting(small_district)
    case.goer().refused(403, "POST", f"{case.path()}/withdraw", {"why": "换人"})
    assert case.office.ok("POST", f"{case.path()}/withdraw", {"why": "换人"})["state"] == "withdrawn"
    assert case.need_now()["state"] == "open"


def test_nobody_answers_for_a_need_that_is_over(small_district):
    case = Visiting(small_district, state="published", need={"state": "cancelled"})
    problem = case.goer().refused(409, "POST", f"{case.path()}/accept")
    assert "nobody is to come for it" in problem["detail"]


def test_a_step_that_saw_another_version_is_refused(small_district):
    case = Visiting(small_district, state="published")
    problem = case.goer().refused(409, "POST", f"{case.path()}/accept", headers={"if-match": '"7"'})
    assert problem["code"] == "stale"


def test_a_check_in_is_measured_against_the_place_of_the_need(district):
    case = Visiting(district)
    district.clock.now = TEN
    where = {"lon_deg": case.need_row["lon_deg"], "lat_deg": case.need_row["lat_deg"] + 0.001}
    visit = case.goer().ok("POST", f"{case.path()}/check-in", where)
    assert (visit["state"], visit["in_metres_off"]) == ("checked_in", 111)
    assert visit["checked_in_at"] == "2026-11-23T10:00:00+08:00"
    assert case.need_now()["state"] == "under_way"


def test_who_comes_without_having_answered_has_come_all_the_same(small_district):
    case = Visiting(small_district, state="published")
    small_district.clock.now = TEN
    case.goer().ok("POST", f"{case.path()}/check-in", {})
    assert case.need_now()["state"] == "under_way"


@pytest.mark.parametrize(
    ("moment", "told"),
    [(TEN + timedelta(minutes=1), "is still to come"), (TEN - timedelta(hours=13), "is before")],
)
def test_a_check_in_at_an_impossible_moment_is_refused(small_district, moment, told):
    case = Visiting(small_district)
    small_district.clock.now = TEN
    problem = case.goer().refused(422, "POST", f"{case.path()}/check-in", {"at": moment.isoformat()})
    assert told in problem["detail"]


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_moment_beyond_all_reason_is_refused(small_district, year):
    case = Visiting(small_district)
    problem = case.office.refused(422, "GET", f"/v1/visits?from={year}-01-01T00:00:00")
    assert "between the years 1900 and 2200" in problem["detail"]


def test_text_that_one_of_the_databases_does_not_keep_is_no_fault_of_ours(district):
    case = Visiting(district)
    answer = case.goer().post(f"{case.path()}/decline", json={"why": "有\x00事"})
    assert answer.status_code in (200, 422)


def test_half_a_position_is_refused(small_district):
    case = Visiting(small_district)
    problem = case.goer().refused(422, "POST", f"{case.path()}/check-in", {"lon_deg": 114.2})
    assert "both lon_deg and lat_deg" in problem["detail"]


def test_the_code_is_told_to_those_who_speak_for_the_recipient_and_to_no_volunteer(small_district):
    case = Visiting(small_district)
    agent = small_district.signed_in(Role.AGENT, Bound.RECIPIENT, case.recipient_row["id"])
    code = agent.ok("GET", f"{case.path()}/code")["code"]
    assert len(code) == 6
    assert case.office.ok("GET", f"{case.path()}/code")["code"] == code
    case.goer().refused(403, "GET", f"{case.path()}/code")
    small_district.clock.now = TEN
    assert case.goer().ok("POST", f"{case.path()}/check-in", {"code": code})["code_matched"] is True


def test_a_wrong_code_is_recorded_and_may_be_put_right_at_the_check_out(small_district):
    case = Visiting(small_district)
    right = code_of(small_district.house, case.visits[0]["id"])
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    small_district.clock.now = TEN
    goer = case.goer()
    assert goer.ok("POST", f"{case.path()}/check-in", {"code": wrong})["code_matched"] is False
    done = goer.ok("POST", f"{case.path()}/check-out", {"outcome": "done", "code": right})
    assert done["code_matched"] is True


def test_no_code_is_told_of_a_visit_that_is_over(small_district):
    case = Visiting(small_district)
    case.attend()
    assert case.office.refused(409, "GET", f"{case.path()}/code")["code"] == "conflict"


def leader_of(case: Visiting):
    return case.district.signed_in(Role.LEADER, Bound.TEAM, team_of(case)["id"])


def team_of(case: Visiting) -> dict:
    admin = case.district.administrator()
    team = admin.add("teams", name="陪伴队", speciality="companionship")
    with case.district.store.writing() as tx:
        write(tx, membership, team_id=team["id"], volunteer_id=case.volunteers[0]["id"])
    return team


def test_a_leader_accepts_and_checks_in_for_somebody_without_a_phone(district):
    case = Visiting(district, state="published")
    leader = leader_of(case)
    leader.ok("POST", f"{case.path()}/accept")
    district.clock.now = TEN
    leader.ok("POST", f"{case.path()}/check-in", {})
    lines = leader.ok("GET", f"{case.path()}/history")["items"]
    taken = [(line["step"], line["by_id"], line["for_id"]) for line in lines[1:]]
    volunteer_id = case.volunteers[0]["id"]
    assert taken == [
        ("accepted", leader.user_id, volunteer_id),
        ("checked_in", leader.user_id, volunteer_id),
    ]


def test_what_a_volunteer_does_is_done_for_nobody_else(small_district):
    case = Visiting(small_district, state="published")
    goer = case.goer()
    goer.ok("POST", f"{case.path()}/accept")
    line = goer.ok("GET", f"{case.path()}/history")["items"][-1]
    assert (line["by_id"], line["for_id"]) == (goer.user_id, None)


def test_a_hub_household_answers_for_its_neighbours_and_for_no_others(small_district):
    case = Visiting(small_district, state="published")
    admin = small_district.administrator()
    spot = {"lon_deg": 114.2, "lat_deg": 30.55}
    estate = admin.add("places", kind="estate", name="琴台小区", parent_id=case.community["id"], **spot)
    building = admin.add("places", kind="building", name="3栋", parent_id=estate["id"], **spot)
    hub = admin.add("places", kind="hub_household", name="张家", parent_id=building["id"])
    user = admin.add("users", login="zhang", password="a long password")
    grant = {"role": "keeper", "bound": "station", "bound_id": hub["id"]}
    admin.ok("POST", f"/v1/users/{user['id']}/grants", grant)
    token = admin.add("tokens", login="zhang", password="a long password")["token"]
    as_hub = {"headers": {"authorization": f"Bearer {token}"}}
    with small_district.store.writing() as tx:
        neighbour = write_volunteer(tx, case.community, home_id=building["id"])
        near = write_visit(tx, case.need_row, neighbour, TEN, "proposed", role=1)
    seen = admin.ok("GET", "/v1/visits", **as_hub)["items"]
    assert seen == []  # what is only proposed is not theirs to see
    admin.refused(404, "POST", f"/v1/visits/{near['id']}/accept", **as_hub)
    admin.refused(404, "POST", f"{case.path()}/accept", **as_hub)
    with small_district.store.writing() as tx:
        published = write_visit(tx, case.need_row, neighbour, TEN, "published", role=2)
    assert admin.ok("POST", f"/v1/visits/{published['id']}/accept", **as_hub)["state"] == "accepted"


def test_a_volunteer_sees_own_visits_and_no_others(district):
    case = Visiting(district, crew=2)
    assert [one["id"] for one in case.goer(1).ok("GET", "/v1/visits")["items"]] == [case.visits[1]["id"]]
    case.goer(1).refused(404, "GET", case.path(0))
    case.goer(1).refused(404, "POST", f"{case.path(0)}/decline", {"why": "替他"})


def test_lists_are_narrowed_and_go_on_in_the_order_of_their_starts(district):
    case = Visiting(district)
    with district.store.writing() as tx:
        for hour in (5, 3, 1):
            start = TEN + timedelta(hours=hour)
            write_visit(tx, case.need_row, case.volunteers[0], start, "declined")
    first = case.office.ok("GET", "/v1/visits?limit=2")
    second = case.office.ok("GET", f"/v1/visits?limit=2&after={first['next']}")
    starts = [one["starts_at"][11:16] for one in first["items"] + second["items"]]
    assert starts == ["10:00", "11:00", "13:00", "15:00"]
    assert second["next"] is None
    accepted = case.office.ok("GET", "/v1/visits?state=accepted")["items"]
    assert [one["id"] for one in accepted] == [case.visits[0]["id"]]
    span = case.office.ok("GET", "/v1/visits?from=2026-11-23T11:00&until=2026-11-23T15:00")["items"]
    assert [one["starts_at"][11:16] for one in span] == ["11:00", "13:00"]
    assert case.office.ok("GET", "/v1/visits?volunteer_id=nobody")["items"] == []
