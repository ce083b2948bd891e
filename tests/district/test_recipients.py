"""Recipients: what is told to whom, who may be called about them, and what an agent may change."""

import pytest

from models.access import Bound, Role
from tests.district.builders import make_community, make_recipient, make_volunteer
from tests.district.rows import write_need


def path(recipient, *more):
    return "/".join(["/v1/recipients", recipient["id"], *more])


def test_notes_on_risks_are_for_the_office_and_those_on_access_for_the_agent_too(district):
    client = district.administrator()
    notes = {"risk_note": "有犬", "access_note": "门铃坏了"}
    made = make_recipient(client, lives_alone=True, first_visit_by_two=True, **notes)
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, made["community_id"])
    agent = district.signed_in(Role.AGENT, Bound.RECIPIENT, made["id"])
    auditor = district.signed_in(Role.AUDITOR)
    seen = [[who.ok("GET", path(made))[name] for name in notes] for who in (dispatcher, agent, auditor)]
    assert seen == [["有犬", "门铃坏了"], [None, "门铃坏了"], [None, None]]
    assert "有犬" in dispatcher.get(path(made, "history")).text
    for who in (agent, auditor):
        assert "有犬" not in who.get(path(made, "history")).text + who.get("/v1/recipients").text


def test_an_agent_reads_and_changes_the_one_they_act_for(district):
    client = district.administrator()
    made, other = make_recipient(client), make_recipient(client)
    agent = district.signed_in(Role.AGENT, Bound.RECIPIENT, made["id"])
    assert [one["id"] for one in agent.ok("GET", "/v1/recipients")["items"]] == [made["id"]]
    assert agent.ok("PATCH", path(made), {"door": "后门"})["door"] == "后门"
    agent.refused(404, "GET", path(other))
    agent.refused(404, "PATCH", path(other), {"door": "后门"})
    agent.refused(403, "PATCH", path(made), {"risk_note": ""})
    agent.refused(403, "PATCH", path(made), {"community_id": other["community_id"]})
    agent.refused(403, "DELETE", path(made))
    agent.refused(403, "POST", "/v1/recipients", {"name": "x", "community_id": other["community_id"]})
    agent.refused(403, "POST", path(made, "phone", "reveal"), {"why": "x"})


def test_an_agent_who_changes_something_leaves_the_notes_that_they_do_not_see(small_district):
    client = small_district.administrator()
    made = make_recipient(client, risk_note="有犬")
    agent = small_district.signed_in(Role.AGENT, Bound.RECIPIENT, made["id"])
    assert agent.ok("PATCH", path(made), {"door": "后门"})["risk_note"] is None
    assert client.ok("GET", path(made))["risk_note"] == "有犬"


def test_carers_are_wanted_or_refused_and_not_both(district):
    client = district.administrator()
    one, other = make_volunteer(client), make_volunteer(client)
    made = make_recipient(client, wanted=[one["id"]], refused=[other["id"]], carer_sex="female")
    assert (made["wanted"], made["refused"]) == ([one["id"]], [other["id"]])
    problem = client.refused(422, "PATCH", path(made), {"refused": [one["id"]]})
    assert f"{one['id']} is in both" in problem["detail"]
    client.refused(422, "PATCH", path(made), {"wanted": [one["id"], one["id"]]})
    client.refused(422, "PATCH", path(made), {"wanted": ["nobody"]})


@pytest.mark.parametrize("body", [{"name": "x"}, {"name": "x", "community_id": "nowhere"}, {"name": ""}])
def test_a_recipient_has_a_name_and_a_community(small_district, body):
    small_district.administrator().refused(422, "POST", "/v1/recipients", body)


def test_a_recipient_is_found_by_phone_and_by_how_the_name_begins(district):
    client = district.administrator()
    made = make_recipient(client, name="李 奶奶", phone="13900001234")
    make_recipient(client)
    for query in ("phone=139-0000-1234", "name=李奶", f"community_id={made['community_id']}"):
        found = client.ok("GET", f"/v1/recipients?{query}")["items"]
        assert [one["name"] for one in found] == ["李奶奶"]


def test_relatives_may_be_called_and_their_phones_are_masked(district):
    client = district.administrator()
    made, other = make_recipient(client), make_recipient(client)
    agent = district.signed_in(Role.AGENT, Bound.RECIPIENT, made["id"])
    relatives = path(made, "relatives")
    body = {"name": "李娟", "relation": "女儿", "phone": "13700001234", "may_decide": True}
    daughter = agent.ok("POST", relatives, body)
    assert daughter["phone"] == "137****1234"
    one = f"{relatives}/{daughter['id']}"
    assert agent.ok("PATCH", one, {"note": "晚上打"})["phone"] == "137****1234"
    assert agent.ok("PATCH", one, {"phone": "13700009999"})["phone"] == "137****9999"
    shown = client.ok("POST", f"{one}/phone/reveal", {"why": "老人未应门"})
    assert shown == {"phone": "+8613700009999"}
    client.refused(404, "POST", path(other, "relatives", daughter["id"], "phone", "reveal"), {"why": "x"})
    agent.refused(404, "GET", path(other, "relatives"))
    agent.refused(404, "POST", path(other, "relatives"), body)
    agent.ok("DELETE", one)
    assert client.ok("GET", relatives)["items"] == []
    client.refused(404, "PATCH", one, {"note": "x"})


def test_the_office_looks_at_a_phone_and_says_why(small_district):
    client = small_district.administrator()
    made = make_recipient(client, phone="13900001234")
    nobody = make_recipient(client, phone=None)
    assert made["phone"] == "139****1234"
    dispatcher = small_district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, made["community_id"])
    shown = dispatcher.ok("POST", path(made, "phone", "reveal"), {"why": "确认时间"})
    assert shown == {"phone": "+8613900001234"}
    line = client.ok("GET", path(made, "history"))["items"][-1]
    assert (line["by_id"], line["why"]) == (dispatcher.user_id, "确认时间")
    client.refused(404, "POST", path(nobody, "phone", "reveal"), {"why": "x"})
    dispatcher.refused(404, "POST", path(nobody, "phone", "reveal"), {"why": "x"})


def test_nobody_is_closed_while_somebody_is_to_come_to_them(small_district):
    client = small_district.administrator()
    made, other = make_recipient(client), make_recipient(client)
    with small_district.store.writing() as tx:
        asked = write_need(tx, made)
        write_need(tx, other, state="rated")
    assert asked["id"] in client.refused(409, "DELETE", path(made))["detail"]
    assert client.ok("DELETE", path(other))["closed_at"] is not None


def test_a_dispatcher_of_a_community_takes_in_its_recipients_alone(small_district):
    client = small_district.administrator()
    home, other = make_community(client), make_community(client)
    dispatcher = small_district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, home["id"])
    make_recipient(dispatcher, community_id=home["id"])
    dispatcher.refused(403, "POST", "/v1/recipients", {"name": "x", "community_id": other["id"]})


def test_an_office_elsewhere_makes_an_agent_no_office_here(district):
    admin = district.administrator()
    made, there = make_recipient(admin, risk_note="有犬"), make_community(admin)
    both = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, there["id"])
    grant = {"role": "agent", "bound": "recipient", "bound_id": made["id"]}
    admin.ok("POST", f"/v1/users/{both.user_id}/grants", grant)
    both.ok("PATCH", path(made), {"door": "1栋101"})
    for office in ({"risk_note": ""}, {"first_visit_by_two": True}, {"community_id": there["id"]}):
        both.refused(403, "PATCH", path(made), office)
    window = {"from_at": "2026-11-24T09:00:00", "until_at": "2026-11-24T12:00:00"}
    need = {"kind": "company", "recipient_id": made["id"], "windows": [window]}
    both.ok("POST", "/v1/needs", need)
    problem = both.refused(403, "POST", "/v1/needs", need | {"verified": True, "open": True})
    assert "outside of what you are responsible for" in problem["detail"]
    own = make_recipient(both, community_id=there["id"])
    both.ok("PATCH", path(own), {"risk_note": "有犬"})
    both.ok("POST", "/v1/needs", need | {"recipient_id": own["id"], "verified": True, "open": True})
