"""Needs: taken in, opened when all is there, changed, ended, and what is late about them."""

from models.access import Bound, Role
from tests.district.builders import (
    make_community,
    make_need,
    make_recipient,
    make_team,
    make_volunteer,
)

LATER = [{"from_at": "2026-11-23T14:00:00", "until_at": "2026-11-23T16:00:00"}]


def steps(client, need):
    return [line["step"] for line in client.ok("GET", f"/v1/needs/{need['id']}/history")["items"]]


def test_what_is_left_out_is_as_usual_for_the_kind(small_district):
    client = small_district.administrator()
    need = make_need(client, kind="lift", risk_told="两人搬抬，注意腰部")
    assert (need["service_minutes"], need["risky"], need["with_minor"]) == (30, True, False)
    assert [seat["speciality"] for seat in need["crew"]] == ["lifting", "lifting"]


def test_it_is_at_the_recipients_home_unless_another_place_is_given(small_district):
    client = small_district.administrator()
    recipient = make_recipient(client)
    home = make_need(client, recipient)
    assert (home["lon_deg"], home["label"]) == (114.201, "3栋2单元501")
    away = make_need(client, recipient, lon_deg=114.25, lat_deg=30.56, label="社区广场")
    assert (away["lon_deg"], away["label"]) == (114.25, "社区广场")


def test_the_phone_of_who_called_is_masked(district):
    client = district.administrator()
    need = make_need(client, caller_name="李女士", caller_relation="女儿", caller_phone="138 0000 1234")
    assert need["caller_phone"] == "138****1234"
    assert "13800001234" not in str(client.ok("GET", f"/v1/needs/{need['id']}/history"))


def test_a_draft_is_opened_once_somebody_has_verified_it(district):
    client = district.administrator()
    need = make_need(client, verified=False, open=False)
    path = f"/v1/needs/{need['id']}"
    assert need["state"] == "draft"
    problem = client.refused(409, "POST", f"{path}/open", {})
    assert problem["code"] == "not_ready"
    verified = client.ok("POST", f"{path}/verify", {})
    assert verified["verified_by_id"] == client.user_id
    assert client.ok("POST", f"{path}/open", {})["state"] == "open"
    assert steps(client, need) == ["created", "verified", "opened"]


def test_a_risky_need_is_opened_when_its_risks_are_told(small_district):
    client = small_district.administrator()
    problem = client.refused(409, "POST", "/v1/needs", make_body(client, kind="repair"))
    assert "risks" in problem["detail"]
    need = client.add("needs", **make_body(client, kind="repair", risk_told="登高作业，须两人在场"))
    assert need["state"] == "open"


def make_body(client, **changes):
    return {
        "kind": "company",
        "recipient_id": make_recipient(client)["id"],
        "windows": LATER,
        "verified": True,
        "open": True,
    } | changes


def test_an_agent_takes_in_drafts_of_their_own_recipient_and_verifies_nothing(small_district):
    client = small_district.administrator()
    recipient, other = make_recipient(client), make_recipient(client)
    agent = small_district.signed_in(Role.AGENT, Bound.RECIPIENT, recipient["id"])
    draft = make_body(client, recipient_id=recipient["id"], verified=False, open=False)
    need = agent.add("needs", **draft)
    assert need["state"] == "draft"
    agent.refused(403, "POST", "/v1/needs", draft | {"verified": True})
    agent.refused(404, "POST", "/v1/needs", draft | {"recipient_id": other["id"]})
    agent.refused(403, "POST", f"/v1/needs/{need['id']}/open", {})
    agent.ok("POST", f"/v1/needs/{need['id']}/cancel", {"why": "女儿已陪同"})


def test_similar_needs_are_named_and_keep_nothing_out(district):
    client = district.administrator()
    recipient = make_recipient(client)
    first = make_need(client, recipient, caller_phone="13800001234")
    again = make_need(client, recipient)
    assert [(one["id"], one["because"]) for one in again["similar"]] == [
        (first["id"], ["recipient", "place"])
    ]
    same_caller = make_need(client, make_recipient(client, lon_deg=114.22), caller_phone="13800001234")
    assert [(one["id"], one["because"]) for one in same_caller["similar"]] == [(first["id"], ["phone"])]
    assert make_need(client, recipient, kind="haircut")["similar"] == []


def test_windows_that_cannot_be_are_refused_by_name(small_district):
    client = small_district.administrator()
    for windows, told in [
        ([{"from_at": "2026-11-23T12:00:00", "until_at": "2026-11-23T09:00:00"}], "windows.0: until_at"),
        ([LATER[0], LATER[0]], "windows.1: from_at"),
        ([{"from_at": "2026-11-01T12:00:00", "until_at": "2026-11-01T19:00:00"}], "is past"),
        ([{"from_at": "2028-11-01T12:00:00", "until_at": "2028-11-01T19:00:00"}], "a year ahead"),
    ]:
        problem = client.refused(422, "POST", "/v1/needs", make_body(client, windows=windows))
        assert told in problem["detail"]


def test_lists_are_narrowed_by_what_needs_are_and_when_they_are(district):
    client = district.administrator()
    morning = make_need(client)
    evening = make_need(client, windows=LATER, kind="haircut")

    def listed(query):
        return [one["id"] for one in client.ok("GET", f"/v1/needs?{query}")["items"]]

    assert listed("state=open") == [morning["id"], evening["id"]]
    assert listed("kind=haircut") == [evening["id"]]
    assert listed("from_at=2026-11-23T13:00:00") == [evening["id"]]
    assert listed("until_at=2026-11-23T13:00:00") == [morning["id"]]
    assert listed(f"recipient_id={morning['recipient_id']}") == [morning["id"]]


def test_many_are_taken_in_at_once_or_none(district):
    client = district.administrator()
    items = [make_body(client) for _ in range(3)]
    assert len(client.ok("POST", "/v1/needs/bulk", {"items": items})["ids"]) == 3
    broken = [items[0], items[1] | {"recipient_id": "nobody", "windows": []}]
    client.refused(422, "POST", "/v1/needs/bulk", {"items": broken})
    assert len(client.ok("GET", "/v1/needs")["items"]) == 3


def test_a_change_says_which_offers_it_takes_back(district):
    client = district.administrator()
    need, volunteer = make_need(client), make_volunteer(client)
    offer = client.add(f"needs/{need['id']}/offers", volunteer_id=volunteer["id"])
    changed = client.ok("PATCH", f"/v1/needs/{need['id']}", {"windows": LATER})
    assert [(one["offer_id"], one["withdrawn"]) for one in changed["touched"]] == [(offer["id"], True)]
    assert changed["state"] == "open"


def test_a_change_says_which_visits_it_concerns(district):
    client = district.administrator()
    need, volunteer = make_need(client), make_volunteer(client)
    offer = client.add(f"needs/{need['id']}/offers", volunteer_id=volunteer["id"])
    accepted = client.ok("POST", f"/v1/offers/{offer['id']}/accept", {})
    changed = client.ok("PATCH", f"/v1/needs/{need['id']}", {"windows": LATER, "note": "带老花镜"})
    assert [(one["visit_id"], one["outside_windows"]) for one in changed["touched"]] == [
        (accepted["visit_ids"][0], True)
    ]
    assert changed["touched"][0]["fields"] == ["note", "windows"]
    assert client.ok("PATCH", f"/v1/needs/{need['id']}", {"priority": 9})["touched"] == []


def test_a_change_names_the_version_that_was_seen(small_district):
    client = small_district.administrator()
    path = f"/v1/needs/{make_need(client)['id']}"
    client.ok("PATCH", path, {"note": "一"}, headers={"if-match": '"1"'})
    client.refused(409, "PATCH", path, {"note": "二"}, headers={"if-match": '"1"'})
    client.refused(422, "PATCH", path, {"note": None})


def test_cancelling_says_why_and_takes_visits_and_offers_back(district):
    client = district.administrator()
    need = make_need(client, crew=[{}, {}])
    one, other = make_volunteer(client), make_volunteer(client)
    offer = client.add(f"needs/{need['id']}/offers", volunteer_id=one["id"])
    accepted = client.ok("POST", f"/v1/offers/{offer['id']}/accept", {})
    second = client.add(f"needs/{need['id']}/offers", volunteer_id=other["id"])
    path = f"/v1/needs/{need['id']}"
    client.refused(422, "POST", f"{path}/cancel", {"why": ""})
    cancelled = client.ok("POST", f"{path}/cancel", {"why": "老人住院"})
    assert (cancelled["state"], cancelled["ended_why"]) == ("cancelled", "老人住院")
    assert client.ok("GET", f"/v1/visits/{accepted['visit_ids'][0]}")["state"] == "withdrawn"
    assert client.ok("GET", f"/v1/offers/{second['id']}")["state"] == "withdrawn"
    client.refused(409, "POST", f"{path}/cancel", {"why": "再次"})


def test_what_was_given_up_is_reopened_with_time_that_is_left(small_district):
    client = small_district.administrator()
    need = make_need(client)
    path = f"/v1/needs/{need['id']}"
    client.ok("POST", f"{path}/give-up", {"why": "无人可派"})
    small_district.clock.pass_(hours=6)
    client.refused(409, "POST", f"{path}/reopen", {"why": "明天有人"})
    reopened = client.ok("POST", f"{path}/reopen", {"why": "下午有人", "windows": LATER})
    assert (reopened["state"], reopened["ended_why"]) == ("open", "")
    assert steps(client, need) == ["created", "given_up", "reopened"]


def test_somebody_owns_it(small_district):
    client = small_district.administrator()
    path = f"/v1/needs/{make_need(client)['id']}/owner"
    assert client.ok("POST", path, {"owner_id": client.user_id})["owner_id"] == client.user_id
    client.refused(422, "POST", path, {"owner_id": "nobody"})


def test_only_what_is_done_is_rated(small_district):
    client = small_district.administrator()
    need = make_need(client)
    client.refused(409, "POST", f"/v1/needs/{need['id']}/rate", {"stars": 5})
    client.refused(422, "POST", f"/v1/needs/{need['id']}/rate", {"stars": 6})


def test_a_dispatcher_of_a_community_sees_its_needs_and_no_others(district):
    client = district.administrator()
    own, other = make_community(client), make_community(client)
    here = make_need(client, make_recipient(client, community_id=own["id"]))
    there = make_need(client, make_recipient(client, community_id=other["id"]))
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, own["id"])
    assert [one["id"] for one in dispatcher.ok("GET", "/v1/needs")["items"]] == [here["id"]]
    dispatcher.refused(404, "GET", f"/v1/needs/{there['id']}")
    dispatcher.refused(404, "POST", f"/v1/needs/{there['id']}/cancel", {"why": "误"})


def test_the_clock_says_what_is_late(district):
    client = district.administrator()
    closing = make_need(client)
    asked = make_need(client, windows=LATER)
    team = make_team(client)
    client.add(f"needs/{asked['id']}/offers", team_id=team["id"], answer_by_at="2026-11-23T10:00:00")
    make_need(client, windows=[{"from_at": "2026-11-24T09:00:00", "until_at": "2026-11-24T10:00:00"}])
    assert client.ok("GET", "/v1/needs/late")["items"] == []
    district.clock.pass_(hours=3)
    late = client.ok("GET", "/v1/needs/late")["items"]
    assert [(one["need_id"], one["why"]) for one in late] == [
        (closing["id"], "closes_soon"),
        (asked["id"], "leader_silent"),
    ]
    assert late[1]["since"] == "2026-11-23T10:00:00+08:00"
    assert [one["id"] for one in client.ok("GET", "/v1/needs?late=true")["items"]] == [
        closing["id"],
        asked["id"],
    ]


def test_an_auditor_sees_what_was_done_and_not_at_whose_door(small_district):
    office = small_district.administrator()
    need = make_need(office, label="3栋2单元501", note="钥匙在邻居家", caller_name="李女士")
    seen = small_district.signed_in(Role.AUDITOR).ok("GET", f"/v1/needs/{need['id']}")
    assert seen["state"] == "open"
    assert [seen[name] for name in ("label", "note", "caller_name", "lon_deg")] == ["", "", "", None]
