"""In the course of the day: what has begun or is agreed stays, and people are told who changes and why."""

from tests.district.builders import make_need, make_recipient
from tests.district.planning import a_day, done, make_plan, publish, visits_of


def a_published_day(district, client, *, needs=2, volunteers=2):
    window = [{"from_at": "2026-11-23T09:00:00", "until_at": "2026-11-23T15:00:00"}]
    community, people, _ = a_day(client, needs=needs, volunteers=volunteers, windows=window)
    plan = make_plan(district, client)
    return community, people, plan, publish(client, plan)["published"]


def changes_of(client, plan):
    return client.ok("GET", f"/v1/plans/{plan['id']}/changes")


def test_a_sick_call_leads_to_a_plan_without_that_person(district):
    client = district.administrator()
    _, _, plan, (was,) = a_published_day(district, client, needs=1)
    (planned,) = visits_of(client, plan)
    district.clock.pass_(minutes=20)
    span = {"from_at": "2026-11-23T08:20:00", "until_at": "2026-11-23T18:00:00", "why": "发烧"}
    client.add(f"volunteers/{planned['volunteer_id']}/absences", **span)
    again = make_plan(district, client, base_id=plan["id"])
    (now,) = visits_of(client, again)
    assert now["volunteer_id"] != planned["volunteer_id"]
    told = changes_of(client, again)
    (change,) = told["items"]
    assert told["volunteers"] == 2
    assert (change["was"]["volunteer_id"], change["now"]["volunteer_id"]) == (
        planned["volunteer_id"],
        now["volunteer_id"],
    )
    assert change["cause_zh"]
    published = publish(client, again)
    assert published["withdrawn"] == [was]
    assert len(published["published"]) == 1
    assert client.ok("GET", f"/v1/needs/{now['need_id']}")["state"] == "offered"


def test_what_has_begun_and_what_was_accepted_stays_and_what_is_new_is_fitted_in(district):
    client = district.administrator()
    community, _, plan, ids = a_published_day(district, client)
    for id in ids:
        client.ok("POST", f"/v1/visits/{id}/accept", {})
    first = min((client.ok("GET", f"/v1/visits/{id}") for id in ids), key=lambda one: one["starts_at"])
    district.clock.pass_(hours=1, minutes=5)
    client.ok("POST", f"/v1/visits/{first['id']}/check-in", {})
    window = [{"from_at": "2026-11-23T10:00:00", "until_at": "2026-11-23T16:00:00"}]
    recipient = make_recipient(client, community_id=community["id"])
    new = make_need(client, recipient, windows=window)
    again = make_plan(district, client, base_id=plan["id"])
    assert (again["served"], again["unmet"]) == (3, 0)
    before = {one["need_id"]: one["volunteer_id"] for one in visits_of(client, plan)}
    after = {one["need_id"]: one for one in visits_of(client, again)}
    assert {id: after[id]["volunteer_id"] for id in before} == before
    assert after[first["need_id"]]["begun"]
    told = publish(client, again)
    assert told["withdrawn"] == []
    assert [client.ok("GET", f"/v1/visits/{id}")["need_id"] for id in told["published"]] == [new["id"]]


def test_who_checks_in_while_a_plan_is_looked_at_does_not_stand_in_its_way(small_district):
    client = small_district.administrator()
    community, _, plan, ids = a_published_day(small_district, client)
    small_district.clock.pass_(minutes=50)
    recipient = make_recipient(client, community_id=community["id"])
    window = [{"from_at": "2026-11-23T13:00:00", "until_at": "2026-11-23T16:00:00"}]
    make_need(client, recipient, windows=window)
    again = make_plan(small_district, client, base_id=plan["id"])
    small_district.clock.pass_(minutes=12)
    client.ok("POST", f"/v1/visits/{ids[0]}/check-in", {})
    told = publish(client, again)
    assert len(told["published"]) == 1
    assert told["withdrawn"] == []


def test_what_was_agreed_although_a_rule_forbids_it_is_set_aside_and_stands(small_district):
    client = small_district.administrator()
    _, (one,), plan, (id,) = a_published_day(small_district, client, needs=1, volunteers=1)
    client.ok("POST", f"/v1/visits/{id}/accept", {})
    visit = client.ok("GET", f"/v1/visits/{id}")
    recipient = client.ok("GET", f"/v1/recipients/{visit['recipient_id']}")
    client.ok("PATCH", f"/v1/recipients/{recipient['id']}", {"refused": [one["id"]]})
    job = client.add("plans", base_id=plan["id"], iterations=50)
    result = done(small_district, client, job)["result"]
    assert list(result["set_aside"]) == [visit["need_id"]]
    assert client.ok("GET", f"/v1/visits/{id}")["state"] == "accepted"
