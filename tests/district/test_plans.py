"""A plan is made by a job, looked at, edited with its price told before, and printed."""

import json
from io import BytesIO
from zipfile import ZipFile

from api.documents import day_from_json, plan_from_json
from matcher.check.plan import check_plan
from models.access import Bound, Role
from tests.district.builders import (
    make_community,
    make_need,
    make_recipient,
    make_subdistrict,
    make_volunteer,
)
from tests.district.planning import TINY, a_day, done, make_plan, seen, visits_of


def edit(client, plan, *edits, preview=False, **more):
    path = f"/v1/plans/{plan['id']}/edits?preview={str(preview).lower()}"
    return client.ok("POST", path, {"edits": list(edits)}, headers=seen(plan), **more)


def test_a_plan_is_made_by_a_job_and_serves_what_is_asked(district):
    client = district.administrator()
    _, people, asked = a_day(client)
    plan = make_plan(district, client)
    assert (plan["state"], plan["served"], plan["unmet"]) == ("draft", 2, 0)
    visits = visits_of(client, plan)
    assert {visit["need_id"] for visit in visits} == {need["id"] for need in asked}
    assert {visit["volunteer_id"] for visit in visits} <= {one["id"] for one in people}
    assert all(visit["starts_at"] >= "2026-11-23T09:00:00+08:00" for visit in visits)
    assert client.ok("GET", f"/v1/needs/{asked[0]['id']}")["state"] == "open"


def test_question_and_answer_are_documents_that_the_judge_reads_and_that_name_nobody(small_district):
    client = small_district.administrator()
    _, people, _ = a_day(client)
    plan = make_plan(small_district, client)
    texts = [client.get(f"/v1/plans/{plan['id']}/{name}").text for name in ("problem", "answer")]
    day, answer = day_from_json(texts[0]), plan_from_json(texts[1])
    assert check_plan(day, answer) == []
    assert answer.problem_digest == f"sha256:{plan['problem_digest']}"
    assert people[0]["name"] not in texts[0]


def test_what_nobody_can_serve_says_why_in_chinese(small_district):
    client = small_district.administrator()
    a_day(client, needs=1, crew=[{"speciality": "medicine"}])
    plan = make_plan(small_district, client)
    (unmet,) = client.ok("GET", f"/v1/plans/{plan['id']}/unmet")["items"]
    assert unmet["kind_zh"] == "陪伴聊天"
    assert unmet["reasons"] == [{"code": "no_speciality", "zh": "没有所需特长", "volunteers": 2}]


def test_a_dispatcher_plans_their_community_and_no_other(district):
    client = district.administrator()
    street = make_subdistrict(client)
    own, other = (make_community(client, parent_id=street["id"]) for _ in range(2))
    for community in (own, other):
        make_volunteer(client, community_id=community["id"])
        make_need(client, make_recipient(client, community_id=community["id"]))
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, own["id"])
    dispatcher.refused(403, "POST", "/v1/plans", {"first_day": "2026-11-23"})
    body = {"first_day": "2026-11-23", "community_id": other["id"]}
    dispatcher.refused(404, "POST", "/v1/plans", body)
    plan = make_plan(district, dispatcher, community_id=own["id"])
    assert plan["served"] == 1
    over_the_street = district.signed_in(Role.DISPATCHER, Bound.SUBDISTRICT, street["id"])
    assert make_plan(district, over_the_street, subdistrict_id=street["id"])["served"] == 2
    assert len(over_the_street.ok("GET", "/v1/plans")["items"]) == 2
    assert [one["id"] for one in dispatcher.ok("GET", "/v1/plans")["items"]] == [plan["id"]]


def test_days_that_are_past_are_not_planned(small_district):
    client = small_district.administrator()
    problem = client.refused(422, "POST", "/v1/plans", {"first_day": "2026-11-20"})
    assert "2026-11-20" in problem["detail"]
    assert "first_day" in client.refused(422, "POST", "/v1/plans", {})["detail"]


def test_a_preview_tells_what_an_edit_costs_and_keeps_nothing(small_district):
    client = small_district.administrator()
    _, people, _ = a_day(client, needs=1)
    plan = make_plan(small_district, client)
    (visit,) = visits_of(client, plan)
    (other,) = (one for one in people if one["id"] != visit["volunteer_id"])
    move = {"action": "assign", "need_id": visit["need_id"], "volunteer_id": other["id"]}
    told = edit(client, plan, move | {"starts_at": "2026-11-23T11:00:00"}, preview=True)
    assert told["broken"] == []
    assert told["plan"] is None
    assert told["cost_before"].keys() == told["cost_after"].keys() >= {"travel_s", "unmet_priority"}
    assert visits_of(client, plan) == [visit]


def test_a_visit_is_moved_to_another_volunteer_and_time_and_stays_there(district):
    client = district.administrator()
    _, people, _ = a_day(client, needs=1)
    plan = make_plan(district, client)
    (visit,) = visits_of(client, plan)
    (other,) = (one for one in people if one["id"] != visit["volunteer_id"])
    move = {
        "action": "assign",
        "need_id": visit["need_id"],
        "volunteer_id": other["id"],
        "starts_at": "2026-11-23T11:00:00",
    }
    edited = edit(client, plan, move)["plan"]
    assert edited["version"] == 2
    (moved,) = visits_of(client, edited)
    assert (moved["volunteer_id"], moved["starts_at"]) == (other["id"], "2026-11-23T11:00:00+08:00")
    assert moved["pinned"]
    job = client.ok("POST", f"/v1/plans/{plan['id']}/replan", TINY)
    again = client.ok("GET", f"/v1/plans/{done(district, client, job)['result']['plan_id']}")
    assert again["base_id"] == plan["id"]
    assert visits_of(client, again) == [moved]
    steps = [line["step"] for line in client.ok("GET", f"/v1/plans/{plan['id']}/history")["items"]]
    assert steps == ["created", "edited"]


def test_an_edit_that_breaks_a_rule_says_which_and_is_not_kept(small_district):
    client = small_district.administrator()
    community, _, _ = a_day(client, needs=1)
    unable = make_volunteer(client, community_id=community["id"], specialities={"legal": 1})
    plan = make_plan(small_district, client)
    (visit,) = visits_of(client, plan)
    move = {"action": "assign", "need_id": visit["need_id"], "volunteer_id": unable["id"]}
    told = edit(client, plan, move, preview=True)
    assert [(one["code"], one["zh"]) for one in told["broken"]] == [("no_speciality", "没有所需特长")]
    path = f"/v1/plans/{plan['id']}/edits"
    problem = client.refused(409, "POST", path, {"edits": [move]}, headers=seen(plan))
    assert (problem["code"], problem["broken"]) == ("rules_broken", told["broken"])
    late = move | {"volunteer_id": visit["volunteer_id"], "starts_at": "2026-11-23T16:00:00"}
    problem = client.refused(409, "POST", path, {"edits": [late]}, headers=seen(plan))
    assert problem["broken"][0]["zh"] == "不在要求的时间内"
    assert visits_of(client, plan) == [visit]


def test_what_was_taken_out_is_unmet_and_can_be_given_to_somebody(small_district):
    client = small_district.administrator()
    _, people, (need,) = a_day(client, needs=1)
    plan = make_plan(small_district, client)
    plan = edit(client, plan, {"action": "unassign", "need_id": need["id"]})["plan"]
    assert (plan["served"], plan["unmet"]) == (0, 1)
    (unmet,) = client.ok("GET", f"/v1/plans/{plan['id']}/unmet")["items"]
    assert unmet["reasons"][0]["code"] == "overlooked"
    give = {"action": "assign", "need_id": need["id"], "volunteer_id": people[1]["id"]}
    plan = edit(client, plan, give)["plan"]
    assert [visit["volunteer_id"] for visit in visits_of(client, plan)] == [people[1]["id"]]


def test_a_crew_moves_together(small_district):
    client = small_district.administrator()
    _, _, (need,) = a_day(client, needs=1, crew=[{}, {}])
    plan = make_plan(small_district, client)
    first, _ = visits_of(client, plan)
    move = {
        "action": "assign",
        "need_id": need["id"],
        "role": first["role"],
        "volunteer_id": first["volunteer_id"],
        "starts_at": "2026-11-23T11:30:00",
    }
    plan = edit(client, plan, move)["plan"]
    starts = {visit["starts_at"] for visit in visits_of(client, plan)}
    assert starts == {"2026-11-23T11:30:00+08:00"}


def test_a_pin_is_set_and_taken_off(small_district):
    client = small_district.administrator()
    _, _, (need,) = a_day(client, needs=1)
    plan = make_plan(small_district, client)
    plan = edit(client, plan, {"action": "pin", "need_id": need["id"]})["plan"]
    assert visits_of(client, plan)[0]["pinned"]
    plan = edit(client, plan, {"action": "unpin", "need_id": need["id"]})["plan"]
    assert not visits_of(client, plan)[0]["pinned"]


def test_a_stale_edit_is_refused_and_so_is_one_without_a_version(district):
    client = district.administrator()
    _, _, (need,) = a_day(client, needs=1)
    plan = make_plan(district, client)
    pin = {"edits": [{"action": "pin", "need_id": need["id"]}]}
    path = f"/v1/plans/{plan['id']}/edits"
    client.ok("POST", path, pin, headers=seen(plan))
    assert client.refused(409, "POST", path, pin, headers=seen(plan))["code"] == "stale"
    assert "If-Match" in client.refused(422, "POST", path, pin)["detail"]


def test_an_edit_of_what_the_plan_does_not_know_names_it(small_district):
    client = small_district.administrator()
    a_day(client)
    plan = make_plan(small_district, client)
    path = f"/v1/plans/{plan['id']}/edits"
    body = {"edits": [{"action": "unassign", "need_id": "nobody"}]}
    problem = client.refused(422, "POST", path, body, headers=seen(plan))
    assert problem["detail"].startswith("edits.0: need_id='nobody'")


def test_a_plan_is_printed(small_district):
    client = small_district.administrator()
    a_day(client)
    plan = make_plan(small_district, client)
    path = f"/v1/plans/{plan['id']}"
    who = visits_of(client, plan)[0]["volunteer_id"]
    assert client.get(f"{path}/route-sheets.pdf").content.startswith(b"%PDF")
    assert client.get(f"{path}/route-sheets.pdf?volunteer_id={who}").content.startswith(b"%PDF")
    client.refused(404, "GET", f"{path}/route-sheets.pdf?volunteer_id=nobody")
    assert "xl/workbook.xml" in ZipFile(BytesIO(client.get(f"{path}/plan.xlsx").content)).namelist()
    assert json.loads(client.get(f"{path}/plan.geojson").content)["type"] == "FeatureCollection"
    assert client.get(f"{path}/plan.png").content.startswith(b"\x89PNG")
