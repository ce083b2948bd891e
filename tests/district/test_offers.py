"""Offers to a person, a team, a station: answered by one, by the clock, or on behalf of somebody."""

from api.usecases.clock.needs_clock import needs_clock
from models.access import Bound, Role
from tests.district.builders import (
    make_community,
    make_credential,
    make_need,
    make_recipient,
    make_station,
    make_team,
    make_volunteer,
)

HIDDEN = ("3栋2单元501", "李奶奶", "139", "recipient_id", "label", "note", "door")


def make_offer(client, need, **to):
    return client.add(f"needs/{need['id']}/offers", **to)


def state_of(client, need):
    return client.ok("GET", f"/v1/needs/{need['id']}")["state"]


def acceptance(client, offer, **body):
    return client.ok("POST", f"/v1/offers/{offer['id']}/accept", body)


def volunteer_of(district, volunteer):
    return district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, volunteer["id"])


def last_line(client, path):
    return client.ok("GET", f"/v1/{path}/history")["items"][-1]


def test_who_is_asked_says_yes_and_goes(district):
    client = district.administrator()
    need, volunteer = make_need(client), make_volunteer(client)
    offer = make_offer(client, need, volunteer_id=volunteer["id"])
    assert state_of(client, need) == "offered"
    assert offer["answer_by_at"] == "2026-11-23T09:00:00+08:00"
    taken = acceptance(volunteer_of(district, volunteer), offer)
    assert (taken["state"], taken["taken_by_id"]) == ("accepted", volunteer["id"])
    assert state_of(client, need) == "assigned"
    visit = client.ok("GET", f"/v1/visits/{taken['visit_ids'][0]}")
    assert (visit["state"], visit["starts_at"]) == ("accepted", "2026-11-23T09:00:00+08:00")
    assert last_line(client, f"offers/{offer['id']}")["for_id"] is None


def test_an_offer_tells_what_and_when_and_how_far_but_not_whose(district):
    client = district.administrator()
    recipient = make_recipient(client, name="李奶奶", note="门口有台阶")
    need, volunteer = make_need(client, recipient, note="怕狗"), make_volunteer(client)
    offer = make_offer(client, need, volunteer_id=volunteer["id"])
    asked = volunteer_of(district, volunteer)
    seen = asked.ok("GET", f"/v1/offers/{offer['id']}")
    assert (seen["kind"], seen["community_id"], seen["minutes_away"]) == ("company", need["community_id"], 3)
    assert not [one for one in (*HIDDEN, "怕狗", "台阶") if one in str(seen)]
    asked.refused(403, "GET", f"/v1/needs/{need['id']}")
    leader = district.signed_in(Role.LEADER, Bound.TEAM, make_team(client)["id"])
    leader.refused(404, "GET", f"/v1/offers/{offer['id']}")


def test_a_no_brings_the_need_back_to_the_queue(district):
    client = district.administrator()
    need, volunteer = make_need(client), make_volunteer(client)
    offer = make_offer(client, need, volunteer_id=volunteer["id"])
    asked = volunteer_of(district, volunteer)
    asked.refused(422, "POST", f"/v1/offers/{offer['id']}/decline", {"why": ""})
    declined = asked.ok("POST", f"/v1/offers/{offer['id']}/decline", {"why": "感冒"})
    assert (declined["state"], declined["why"]) == ("declined", "感冒")
    assert state_of(client, need) == "open"
    asked.refused(409, "POST", f"/v1/offers/{offer['id']}/accept", {})
    assert [one["why"] for one in client.ok("GET", "/v1/needs/late")["items"]] == ["came_back"]


def test_without_an_answer_it_lapses_by_the_clock(district):
    client = district.administrator()
    need = make_need(client)
    offer = make_offer(client, need, volunteer_id=make_volunteer(client)["id"])
    assert needs_clock(district.house, district.clock.now) == 0
    district.clock.pass_(hours=1, minutes=1)
    client.refused(409, "POST", f"/v1/offers/{offer['id']}/accept", {})
    assert needs_clock(district.house, district.clock.now) == 1
    assert (state_of(client, need), needs_clock(district.house, district.clock.now)) == ("open", 0)
    assert client.ok("GET", f"/v1/offers/{offer['id']}")["state"] == "lapsed"


def test_of_two_who_are_asked_for_one_seat_the_first_comes(district):
    client = district.administrator()
    need = make_need(client)
    offers = [make_offer(client, need, volunteer_id=make_volunteer(client)["id"]) for _ in range(2)]
    acceptance(client, offers[1])
    assert client.ok("GET", f"/v1/offers/{offers[0]['id']}")["state"] == "withdrawn"
    problem = client.refused(409, "POST", f"/v1/offers/{offers[0]['id']}/accept", {})
    assert problem["code"] == "offer_gone"


def test_a_need_is_assigned_when_its_whole_crew_is_there(district):
    client = district.administrator()
    need = make_need(client, crew=[{}, {}])
    first, second = (make_offer(client, need, volunteer_id=make_volunteer(client)["id"]) for _ in range(2))
    assert (first["role"], second["role"]) == (0, 1)
    acceptance(client, first)
    assert state_of(client, need) == "offered"
    client.ok("POST", f"/v1/offers/{second['id']}/decline", {"why": "没空"})
    assert state_of(client, need) == "open"
    acceptance(client, make_offer(client, need, volunteer_id=make_volunteer(client)["id"]))
    assert state_of(client, need) == "assigned"


def test_who_breaks_a_rule_is_not_asked_and_the_rule_is_named(district):
    client = district.administrator()
    need = make_need(client, kind="home_visit")
    problem = client.refused(
        409, "POST", f"/v1/needs/{need['id']}/offers", {"volunteer_id": make_volunteer(client)["id"]}
    )
    assert problem["code"] == "not_able"
    assert "没有有效的职业资格" in problem["detail"]
    untrained = make_volunteer(client, trained=False)
    problem = client.refused(
        409, "POST", f"/v1/needs/{make_need(client)['id']}/offers", {"volunteer_id": untrained["id"]}
    )
    assert "not_in_service" in problem["detail"]


def test_who_says_yes_comes_outside_of_their_usual_hours(district):
    client = district.administrator()
    late = [{"from_at": "2026-11-23T19:00:00", "until_at": "2026-11-23T20:00:00"}]
    need, volunteer = make_need(client, windows=late), make_volunteer(client)
    acceptance(client, make_offer(client, need, volunteer_id=volunteer["id"]))
    assert state_of(client, need) == "assigned"


def test_nobody_is_asked_to_be_in_two_places(district):
    client = district.administrator()
    volunteer = make_volunteer(client)
    acceptance(client, make_offer(client, make_need(client), volunteer_id=volunteer["id"]))
    other = make_need(client)
    client.refused(409, "POST", f"/v1/needs/{other['id']}/offers", {"volunteer_id": volunteer["id"]})


def test_an_offer_goes_to_one_of_three_and_within_the_windows(small_district):
    client = small_district.administrator()
    need, volunteer, team = make_need(client), make_volunteer(client), make_team(client)
    path, person = f"/v1/needs/{need['id']}/offers", {"volunteer_id": volunteer["id"]}
    client.refused(422, "POST", path, {})
    client.refused(422, "POST", path, person | {"team_id": team["id"]})
    client.refused(422, "POST", path, person | {"starts_at": "2026-11-23T13:00:00"})
    client.refused(422, "POST", path, person | {"answer_by_at": "2026-11-23T07:00:00"})
    client.refused(422, "POST", path, person | {"role": 1})
    client.refused(422, "POST", path, {"station_id": need["community_id"]})
    make_offer(client, need, **person)
    client.refused(409, "POST", path, person)
    draft = make_need(client, open=False)
    client.refused(409, "POST", f"/v1/needs/{draft['id']}/offers", person)


def test_a_leader_names_people_from_the_ranked_list_by_the_deadline(district):
    client = district.administrator()
    near, far = make_volunteer(client), make_volunteer(client, lon_deg=114.22)
    unable = make_volunteer(client, specialities={"legal": 3})
    team = make_team(client, far, near, unable)
    need = make_need(client, make_recipient(client))
    offer = make_offer(client, need, team_id=team["id"], answer_by_at="2026-11-23T08:30:00")
    assert client.ok("GET", f"/v1/needs/{need['id']}")["name_by_at"] == "2026-11-23T08:30:00+08:00"

    leader = district.signed_in(Role.LEADER, Bound.TEAM, team["id"])
    leader.refused(404, "GET", f"/v1/needs/{need['id']}")
    listed = leader.ok("GET", f"/v1/needs/{need['id']}/candidates?team_id={team['id']}")["items"]
    assert [(one["volunteer_id"], one["able"]) for one in listed] == [
        (near["id"], True),
        (far["id"], True),
        (unable["id"], False),
    ]
    assert listed[2]["reasons"] == [{"code": "no_speciality", "zh": "没有所需特长"}]
    assert listed[0]["minutes_away"] < listed[1]["minutes_away"]

    path = f"/v1/offers/{offer['id']}/accept"
    leader.refused(422, "POST", path, {})
    leader.refused(422, "POST", path, {"people": [{"volunteer_id": make_volunteer(client)["id"]}]})
    leader.refused(409, "POST", path, {"people": [{"volunteer_id": unable["id"]}]})
    taken = acceptance(leader, offer, people=[{"volunteer_id": far["id"]}])
    assert last_line(client, f"visits/{taken['visit_ids'][0]}")["for_id"] == far["id"]
    assert leader.ok("GET", f"/v1/needs/{need['id']}")["state"] == "assigned"


def test_who_led_those_who_went_sees_no_door_once_it_is_over(district):
    client = district.administrator()
    volunteer = make_volunteer(client)
    team, need = make_team(client, volunteer), make_need(client, note="怕狗")
    leader = district.signed_in(Role.LEADER, Bound.TEAM, team["id"])
    acceptance(
        leader, make_offer(client, need, team_id=team["id"]), people=[{"volunteer_id": volunteer["id"]}]
    )
    path = f"/v1/needs/{need['id']}"
    seen = leader.ok("GET", path)
    assert (seen["label"], seen["note"]) == ("3栋2单元501", "怕狗")
    leader.refused(403, "GET", f"{path}/history")
    district.clock.pass_(hours=8)
    seen = leader.ok("GET", path)
    assert (seen["label"], seen["note"], seen["lon_deg"]) == ("", "", None)
    assert client.ok("GET", path)["note"] == "怕狗"


def test_a_leader_who_misses_the_deadline_loses_the_need_to_the_queue(district):
    client = district.administrator()
    team, need = make_team(client, make_volunteer(client)), make_need(client)
    offer = make_offer(client, need, team_id=team["id"], answer_by_at="2026-11-23T08:30:00")
    leader = district.signed_in(Role.LEADER, Bound.TEAM, team["id"])
    district.clock.pass_(minutes=31)
    assert needs_clock(district.house, district.clock.now) == 1
    after = client.ok("GET", f"/v1/needs/{need['id']}")
    assert (after["state"], after["name_by_at"]) == ("open", None)
    leader.refused(409, "POST", f"/v1/offers/{offer['id']}/choose", {})


def test_the_engine_chooses_the_nearest_able_for_every_seat(district):
    client = district.administrator()
    near, far = make_volunteer(client), make_volunteer(client, lon_deg=114.22)
    driver = make_volunteer(client, lon_deg=114.23)
    make_credential(client, driver, kind="qualification", name="driver")
    team = make_team(client, far, driver, near)
    need = make_need(client, crew=[{}, {"qualifications": ["driver"]}])
    offer = make_offer(client, need, team_id=team["id"])
    leader = district.signed_in(Role.LEADER, Bound.TEAM, team["id"])
    taken = leader.ok("POST", f"/v1/offers/{offer['id']}/choose", {})
    visits = [client.ok("GET", f"/v1/visits/{id}") for id in taken["visit_ids"]]
    assert {one["role"]: one["volunteer_id"] for one in visits} == {0: near["id"], 1: driver["id"]}
    assert state_of(client, need) == "assigned"


def test_where_nobody_of_the_team_can_the_engine_chooses_nobody(district):
    client = district.administrator()
    team = make_team(client, make_volunteer(client, available=[]))
    offer = make_offer(client, make_need(client), team_id=team["id"])
    problem = client.refused(409, "POST", f"/v1/offers/{offer['id']}/choose", {})
    assert problem["code"] == "nobody_able"


def make_riders(client, riders=2):
    station = make_station(client)
    people = [make_volunteer(client, mode="ebike") for _ in range(riders)]
    make_team(client, *people, station_id=station["id"])
    return station, people


def test_a_stations_first_rider_claims_and_the_others_come_too_late(district):
    client = district.administrator()
    station, (first, second) = make_riders(client)
    need = make_need(client)
    offer = make_offer(client, need, station_id=station["id"])
    assert offer["answer_by_at"] == "2026-11-23T08:15:00+08:00"
    one, other = volunteer_of(district, first), volunteer_of(district, second)
    assert [seen["id"] for seen in other.ok("GET", "/v1/offers?state=open")["items"]] == [offer["id"]]
    other.refused(403, "POST", f"/v1/offers/{offer['id']}/decline", {"why": "没空"})
    other.refused(
        403, "POST", f"/v1/offers/{offer['id']}/accept", {"people": [{"volunteer_id": first["id"]}]}
    )
    assert acceptance(one, offer)["taken_by_id"] == first["id"]
    other.refused(409, "POST", f"/v1/offers/{offer['id']}/accept", {})


def test_a_keeper_claims_for_a_rider_without_a_phone(district):
    client = district.administrator()
    station, (rider, _) = make_riders(client)
    offer = make_offer(client, make_need(client), station_id=station["id"])
    keeper = district.signed_in(Role.KEEPER, Bound.STATION, station["id"])
    keeper.refused(422, "POST", f"/v1/offers/{offer['id']}/accept", {})
    acceptance(keeper, offer, people=[{"volunteer_id": rider["id"]}])
    line = last_line(client, f"offers/{offer['id']}")
    assert (line["step"], line["by_id"], line["for_id"]) == ("accepted", keeper.user_id, rider["id"])


def test_a_hub_household_declines_for_a_neighbour_without_a_phone(district):
    client = district.administrator()
    community = make_community(client)
    position = {"lon_deg": 114.2, "lat_deg": 30.55}
    estate = client.add("places", kind="estate", name="小区", parent_id=community["id"], **position)
    building = client.add("places", kind="building", name="3栋", parent_id=estate["id"], **position)
    hub = client.add("places", kind="hub_household", name="张家", parent_id=building["id"])
    neighbour = make_volunteer(client, home_id=building["id"], community_id=community["id"])
    offer = make_offer(client, make_need(client), volunteer_id=neighbour["id"])
    household = district.signed_in(Role.KEEPER, Bound.STATION, hub["id"])
    household.ok("POST", f"/v1/offers/{offer['id']}/decline", {"why": "腿疼"})
    assert last_line(client, f"offers/{offer['id']}")["for_id"] == neighbour["id"]


def test_what_nobody_served_expires(district):
    client = district.administrator()
    need = make_need(client, late_minutes=30)
    offer = make_offer(
        client, need, volunteer_id=make_volunteer(client)["id"], answer_by_at="2026-11-23T12:00:00"
    )
    draft = make_need(client, open=False)
    district.clock.pass_(hours=4, minutes=10)
    assert needs_clock(district.house, district.clock.now) == 2  # the offer, the draft
    assert (state_of(client, need), state_of(client, draft)) == ("open", "expired")
    assert client.ok("GET", f"/v1/offers/{offer['id']}")["state"] == "lapsed"
    district.clock.pass_(minutes=30)
    assert needs_clock(district.house, district.clock.now) == 1
    assert state_of(client, need) == "expired"


def test_a_visit_nobody_came_to_is_forgotten_after_a_day(district):
    client = district.administrator()
    need, volunteer = make_need(client), make_volunteer(client)
    taken = acceptance(client, make_offer(client, need, volunteer_id=volunteer["id"]))
    district.clock.pass_(hours=6)
    assert needs_clock(district.house, district.clock.now) == 0
    district.clock.pass_(hours=24)
    assert needs_clock(district.house, district.clock.now) == 1
    assert state_of(client, need) == "expired"
    assert client.ok("GET", f"/v1/visits/{taken['visit_ids'][0]}")["state"] == "withdrawn"
