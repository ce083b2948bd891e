"""Volunteers: what is kept of them, who may be sent, who is on duty, what is shown when one is missing."""

import pytest
from sqlalchemy import select

from api.usecases.seating import NotServing, Seating, seat
from models.access import Bound, Role
from models.lifecycle import VisitState
from models.store import journal
from models.store.tables.people import absence as absence_table
from models.store.tables.people import volunteer as volunteer_table
from tests.district.builders import (
    join,
    make_community,
    make_credential,
    make_organisation,
    make_recipient,
    make_station,
    make_subdistrict,
    make_team,
    make_volunteer,
)
from tests.district.rows import ACT, at, write_need, write_visit

MAN = "360426199101010071"


def path(volunteer, *more):
    return "/".join(["/v1/volunteers", volunteer["id"], *more])


def listed(client, query=""):
    return [one["id"] for one in client.ok("GET", f"/v1/volunteers{query}")["items"]]


def visits_of(district, volunteer, recipient, *clocks, state="published"):
    """A visit at each time of Monday, written to the store."""
    with district.store.writing() as tx:
        return [
            write_visit(tx, write_need(tx, recipient), volunteer, at(clock), state)["id"] for clock in clocks
        ]


def test_a_phone_is_shown_masked_and_found_however_it_is_written(district):
    client = district.administrator()
    made = make_volunteer(client, phone="138 0000 1234")
    make_volunteer(client)
    assert made["phone"] == "138****1234"
    assert listed(client, "?phone=%2B8613800001234") == [made["id"]]
    told = client.get(path(made, "history")).text
    assert "13800001234" not in told
    assert "phone_" not in told


def test_of_an_identity_number_a_fingerprint_is_kept_and_what_it_tells(district):
    client = district.administrator()
    made = make_volunteer(client, identity_number=MAN, born_on=None, sex=None)
    assert (made["born_on"], made["sex"], made["identity_known"]) == ("1991-01-01", "male", True)
    with district.store.reading() as tx:
        row = tx.execute(select(volunteer_table)).mappings().one()
        lines = journal.lines_of(tx, volunteer_table, made["id"])
    assert MAN not in str(dict(row)) + str(lines)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"identity_number": MAN, "sex": "female", "born_on": None}, "sex=female: the identity number says"),
        ({"identity_number": MAN[:-1] + "2"}, "identity_number: 18 characters that are no identity number"),
        ({"identity_number": MAN * 3}, "identity_number"),
        ({"phone": "1380000"}, "phone: 7 characters that are no telephone number"),
        ({"specialities": {"nursing": 6}}, "specialities.nursing"),
        ({"born_on": "2012-01-01"}, "a minor needs an adult guardian"),
        ({"born_on": "2030-01-01"}, "born_on=2030-01-01"),
        ({"guardian_id": "nobody"}, "guardian_id='nobody'"),
        ({"refuses": ["nobody"]}, "refuses: there is no recipient nobody"),
        ({"lon_deg": None}, "both lon_deg and lat_deg"),
        ({"available": [{"weekday": 1, "from": "12:00", "until": "08:00"}]}, "ends after it begins"),
        ({"limits": {"tasks": -1}}, "limits.tasks"),
        ({"home_id": "nowhere"}, "home_id='nowhere'"),
        ({"nickname": "x"}, "nickname"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_without_personal_numbers(small_district, body, told):
    client = small_district.administrator()
    home = make_community(client)["id"]
    made = {"name": "王敏", "community_id": home, "lon_deg": 114.2, "lat_deg": 30.5} | body
    problem = client.refused(422, "POST", "/v1/volunteers", made)
    assert told in problem["detail"]
    for name in ("identity_number", "phone"):
        assert str(body.get(name, "-" * 99)) not in str(problem)


def test_a_minor_goes_with_an_adult(small_district):
    client = small_district.administrator()
    adult = make_volunteer(client)
    minor = make_volunteer(client, born_on="2012-01-01", guardian_id=adult["id"])
    body = {"name": "妹妹", "born_on": "2014-01-01", "guardian_id": minor["id"]}
    assert "no such adult" in client.refused(422, "POST", "/v1/volunteers", body)["detail"]


def test_who_has_a_home_has_its_position_until_they_move(small_district):
    client = small_district.administrator()
    one, other = (make_station(client, lon_deg=lon) for lon in (114.1, 114.3))
    nowhere = {"lon_deg": None, "lat_deg": None, "community_id": None}
    made = make_volunteer(client, home_id=one["id"], **nowhere)
    assert (made["lon_deg"], made["community_id"]) == (114.1, one["community_id"])
    moved = client.ok("PATCH", path(made), {"home_id": other["id"]})
    assert (moved["lon_deg"], moved["community_id"]) == (114.3, other["community_id"])


def test_a_change_keeps_what_it_does_not_mention(small_district):
    client = small_district.administrator()
    made = make_volunteer(client, identity_number=MAN, born_on=None, sex=None, limits={"tasks": 3})
    changed = client.ok("PATCH", path(made), {"note": "一"})
    same = {"version", "changed_at", "note"}
    assert {k: v for k, v in changed.items() if k not in same} == {
        k: v for k, v in made.items() if k not in same
    }
    assert client.ok("PATCH", path(made), {"phone": None})["phone"] is None


def test_many_are_added_at_once_or_none(district):
    client = district.administrator()
    home = make_community(client)["id"]
    items = [{"name": f"张{n}", "phone": f"1390000{n:04}", "community_id": home} for n in range(30)]
    assert len(client.ok("POST", "/v1/volunteers/bulk", {"items": items})["ids"]) == 30
    items[7]["phone"] = "1"
    problem = client.refused(422, "POST", "/v1/volunteers/bulk", {"items": items})
    assert problem["detail"].startswith("items.7: phone")
    assert len(listed(client, "?limit=100")) == 30


def test_a_list_is_narrowed_by_state_team_name_and_duty(district):
    client = district.administrator()
    wang, li = make_volunteer(client, name="王敏"), make_volunteer(client, name="李强", trained=False)
    team = make_team(client, li)
    client.ok("POST", path(wang, "duty"), {"until": "2026-11-23T12:00"})
    assert listed(client, "?name=王") == listed(client, "?state=trained") == [wang["id"]]
    assert listed(client, f"?team={team['id']}") == listed(client, "?on_duty=false") == [li["id"]]
    assert listed(client, f"?community_id={wang['community_id']}&on_duty=true") == [wang["id"]]
    client.refused(422, "GET", "/v1/volunteers?on_duty=perhaps")
    client.refused(422, "GET", "/v1/volunteers?phone=1")
    client.refused(422, "GET", "/v1/volunteers?shoe=42")


def test_who_is_trained_has_a_training_that_holds_today(district):
    client = district.administrator()
    made = make_volunteer(client, trained=False)
    make_credential(client, made, kind="training", until_on="2026-11-22")
    make_credential(client, made, kind="training", from_on="2026-11-24")
    problem = client.refused(409, "POST", path(made, "train"), {})
    assert "no training that holds today" in problem["detail"]
    make_credential(client, made, kind="training", until_on="2026-11-23")
    assert client.ok("POST", path(made, "train"), {})["state"] == "trained"
    assert client.refused(409, "POST", path(made, "train"), {})["code"] == "forbidden_step"


def test_a_suspension_shows_every_visit_that_now_lacks_someone_and_withdraws_none(district):
    client = district.administrator()
    made, recipient = make_volunteer(client), make_recipient(client)
    ids = visits_of(district, made, recipient, "10:00", "14:00", "17:00")
    visits_of(district, made, recipient, "07:00", "06:00")
    visits_of(district, made, recipient, "15:30", state="declined")
    client.refused(422, "POST", path(made, "suspend"), {"why": ""})
    answer = client.ok("POST", path(made, "suspend"), {"why": "投诉待查"})
    assert answer["volunteer"]["state"] == "suspended"
    assert [visit["id"] for visit in answer["lacking"]] == ids
    found = client.ok("GET", path(made, "future-visits"))["items"]
    assert [(visit["id"], visit["state"]) for visit in found] == [(id, "published") for id in ids]
    back = client.ok("POST", path(made, "reinstate"), {"why": "已澄清"})
    assert (back["state"], back["suspended_why"]) == ("trained", "")
    steps = [line["step"] for line in client.ok("GET", path(made, "history"))["items"]]
    assert steps == ["created", "trained", "suspended", "reinstated", "trained"]


def test_nobody_is_sent_who_is_suspended(small_district):
    client = small_district.administrator()
    made, recipient = make_volunteer(client), make_recipient(client)
    client.ok("POST", path(made, "suspend"), {"why": "x"})
    with pytest.raises(NotServing), small_district.store.writing() as tx:
        given = {"role": 0, "starts_at": at("10:00"), "ends_at": at("11:00"), "state": VisitState.PROPOSED}
        one = Seating(id="v1", need_id=write_need(tx, recipient)["id"], volunteer_id=made["id"], **given)
        seat(tx, ACT, [one], "proposed")


def test_nobody_is_closed_while_visits_count_on_them(small_district):
    client = small_district.administrator()
    made = make_volunteer(client)
    visits_of(small_district, made, make_recipient(client), "10:00")
    assert "has 1 visits to come" in client.refused(409, "DELETE", path(made))["detail"]
    small_district.clock.pass_(hours=4)
    assert client.ok("DELETE", path(made))["closed_at"] is not None


def test_duty_ends_by_itself(district):
    client = district.administrator()
    made = make_volunteer(client)
    station = make_station(client, lon_deg=114.25)
    body = {"until": "2026-11-23T12:00", "place_id": station["id"]}
    on_duty = client.ok("POST", path(made, "duty"), body)
    assert (on_duty["on_duty"], on_duty["duty_lon_deg"]) == (True, 114.25)
    assert on_duty["on_duty_until"] == "2026-11-23T12:00:00+08:00"
    district.clock.pass_(hours=4)
    later = client.ok("GET", path(made))
    assert (later["on_duty"], later["duty_lon_deg"]) == (False, None)
    assert listed(client, "?on_duty=true") == []


def test_only_who_is_trained_goes_on_duty_and_not_for_days(small_district):
    client = small_district.administrator()
    made = make_volunteer(client, trained=False)
    client.refused(409, "POST", path(made, "duty"), {"until": "2026-11-23T12:00"})
    client.refused(422, "POST", path(made, "duty"), {"until": "2026-11-25T12:00"})
    client.refused(422, "POST", path(made, "duty"), {"until": "2026-11-23T07:00"})


def test_a_sick_call_shows_the_visits_that_it_affects_and_ends_the_duty(district):
    client = district.administrator()
    made = make_volunteer(client)
    _, noon, _ = visits_of(district, made, make_recipient(client), "09:00", "11:30", "14:00")
    own = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, made["id"])
    own.ok("POST", path(made, "duty"), {"until": "2026-11-23T18:00"})
    district.clock.pass_(hours=2)
    body = {"from_at": "2026-11-23T10:00", "until_at": "2026-11-23T14:00", "why": "发烧"}
    answer = own.ok("POST", path(made, "absences"), body)
    assert [visit["id"] for visit in answer["lacking"]] == [noon]
    assert own.ok("GET", path(made))["on_duty"] is False
    assert [one["why"] for one in client.ok("GET", path(made, "absences"))["items"]] == ["发烧"]
    own.ok("DELETE", path(made, "absences", answer["absence"]["id"]))
    assert client.ok("GET", path(made, "absences"))["items"] == []
    client.refused(422, "POST", path(made, "absences"), body | {"until_at": "2026-11-23T10:00"})


def test_what_somebody_does_for_a_volunteer_says_for_whom(small_district):
    client = small_district.administrator()
    made = make_volunteer(client)
    own = small_district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, made["id"])
    for caller, for_id in ((own, None), (client, made["id"])):
        caller.ok("POST", path(made, "duty"), {"until": "2026-11-23T18:00"})
        caller.ok("DELETE", path(made, "duty"))
        lines = client.ok("GET", path(made, "history"))["items"][-2:]
        assert [(line["step"], line["for_id"]) for line in lines] == [
            ("on_duty", for_id),
            ("off_duty", for_id),
        ]
        body = {"from_at": "2026-11-24T10:00", "until_at": "2026-11-24T14:00"}
        absence = caller.ok("POST", path(made, "absences"), body)["absence"]
        caller.ok("DELETE", path(made, "absences", absence["id"]))
        with small_district.store.reading() as tx:
            lines = journal.lines_of(tx, absence_table, absence["id"])
            assert [line["for_id"] for line in lines] == [for_id, for_id]


def test_the_office_sees_which_credentials_end_soon_unless_they_were_renewed(district):
    client = district.administrator()
    made = make_volunteer(client, trained=False)
    make_credential(client, made, kind="insurance", until_on="2026-12-01")
    make_credential(client, made, kind="insurance", until_on="2027-12-01")
    nurse = {"kind": "qualification", "name": "nurse"}
    ending = make_credential(client, made, until_on="2026-12-05", **nurse)
    vetting = make_credential(client, made, kind="vetting", until_on="2026-11-23")
    found = client.ok("GET", "/v1/credentials?ends_within_days=30")["items"]
    assert [one["id"] for one in found] == [vetting["id"], ending["id"]]
    client.ok("DELETE", path(made, "credentials", vetting["id"]))
    assert [one["id"] for one in client.ok("GET", "/v1/credentials")["items"]] == [ending["id"]]
    client.refused(422, "POST", path(made, "credentials"), {"kind": "qualification", "name": "剑客"})


def test_a_look_at_a_phone_is_in_the_history_with_its_reason(district):
    client = district.administrator()
    made = make_volunteer(client, phone="13800001234")
    client.refused(422, "POST", path(made, "phone", "reveal"), {"why": " "})
    shown = client.ok(
        "POST", path(made, "phone", "reveal"), {"why": "约定时间"}, headers={"idempotency-key": "k"}
    )
    assert shown == {"phone": "+8613800001234"}
    line = client.ok("GET", path(made, "history"))["items"][-1]
    assert (line["step"], line["why"], line["changes"]) == ("phone_seen", "约定时间", {})
    with district.store.reading() as tx:
        row = dict(tx.execute(select(volunteer_table)).mappings().one())
        assert journal.replayed(tx, volunteer_table, made["id"]) == row
    again = {"why": "约定时间"}, {"idempotency-key": "k"}
    answer = client.refused(409, "POST", path(made, "phone", "reveal"), again[0], headers=again[1])
    assert answer["code"] == "answer_lost"


def test_a_leader_reaches_the_members_and_nobody_else(district):
    client = district.administrator()
    member, other = make_volunteer(client), make_volunteer(client)
    organisation, station = make_organisation(client), make_station(client)
    team = make_team(client, organisation_id=organisation["id"], station_id=station["id"])
    joined = join(client, team, member)
    make_credential(client, member)
    leaders = [
        district.signed_in(Role.LEADER, Bound.TEAM, team["id"]),
        district.signed_in(Role.LEADER, Bound.ORGANISATION, organisation["id"]),
        district.signed_in(Role.KEEPER, Bound.STATION, station["id"]),
    ]
    for leader in leaders:
        assert listed(leader) == [member["id"]]
        assert len(leader.ok("GET", path(member, "credentials"))["items"]) == 2
        assert len(leader.ok("GET", f"/v1/teams/{team['id']}/members")["items"]) == 1
        leader.refused(404, "GET", path(other))
        leader.refused(403, "POST", path(member, "suspend"), {"why": "x"})
    leaders[0].refused(404, "POST", f"/v1/teams/{team['id']}/members", {"volunteer_id": other["id"]})
    leaders[0].ok("PATCH", path(member), {"note": "周三不便"})
    members = f"/v1/teams/{team['id']}/members/{joined['id']}"
    assert leaders[1].ok("PATCH", members, {"leads": True})["leads"] is True
    leaders[1].ok("DELETE", members)
    assert [listed(leader) for leader in leaders] == [[], [], []]
    client.refused(404, "DELETE", members)


def test_nobody_joins_a_team_twice(small_district):
    client = small_district.administrator()
    member = make_volunteer(client)
    team = make_team(client, member)
    body = {"volunteer_id": member["id"]}
    client.refused(409, "POST", f"/v1/teams/{team['id']}/members", body)
    teams = client.ok("GET", path(member, "memberships"))["items"]
    assert [one["team_id"] for one in teams] == [team["id"]]


def test_a_volunteer_sees_their_own_row_and_a_dispatcher_those_of_the_place(district):
    client = district.administrator()
    street = make_subdistrict(client)
    home = make_community(client, parent_id=street["id"])
    here, elsewhere = make_volunteer(client, community_id=home["id"]), make_volunteer(client)
    own = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, here["id"])
    assert listed(own) == [here["id"]]
    own.refused(404, "GET", path(elsewhere))
    own.refused(403, "PATCH", path(here), {"note": "x"})
    for bound, id in ((Bound.COMMUNITY, home["id"]), (Bound.SUBDISTRICT, street["id"])):
        dispatcher = district.signed_in(Role.DISPATCHER, bound, id)
        assert listed(dispatcher) == [here["id"]]
        dispatcher.refused(404, "POST", path(elsewhere, "suspend"), {"why": "x"})
        dispatcher.refused(403, "PATCH", path(here), {"community_id": elsewhere["community_id"]})
        make_credential(dispatcher, here)
