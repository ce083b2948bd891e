"""A plan is published as it was looked at: all of it, or nothing, with every row that stands in the way."""

from threading import Barrier, Thread

from tests.district.planning import a_day, make_plan, publish, seen, visits_of


def need_state(client, need):
    return client.ok("GET", f"/v1/needs/{need['id']}")["state"]


def visit_of(client, id):
    return client.ok("GET", f"/v1/visits/{id}")


def refused(client, plan):
    return client.refused(409, "POST", f"/v1/plans/{plan['id']}/publish", {}, headers=seen(plan))


def test_a_published_plan_makes_visits_that_wait_for_an_answer(district):
    client = district.administrator()
    _, _, asked = a_day(client)
    plan = make_plan(district, client)
    told = publish(client, plan)
    assert told["plan"]["state"] == "published"
    visits = [visit_of(client, id) for id in told["published"]]
    assert {(one["need_id"], one["state"]) for one in visits} == {(need["id"], "published") for need in asked}
    planned = {(one["need_id"], one["volunteer_id"], one["starts_at"]) for one in visits_of(client, plan)}
    assert {(one["need_id"], one["volunteer_id"], one["starts_at"]) for one in visits} == planned
    assert {need_state(client, need) for need in asked} == {"offered"}


def test_publishing_names_the_version_that_was_looked_at(district):
    client = district.administrator()
    _, _, (need, _) = a_day(client)
    plan = make_plan(district, client)
    path = f"/v1/plans/{plan['id']}"
    assert "If-Match" in client.refused(422, "POST", f"{path}/publish", {})["detail"]
    pin = {"edits": [{"action": "pin", "need_id": need["id"]}]}
    client.ok("POST", f"{path}/edits", pin, headers=seen(plan))
    assert refused(client, plan)["code"] == "stale"
    publish(client, client.ok("GET", path))
    assert refused(client, client.ok("GET", path))["code"] == "no_draft"


def test_of_two_who_publish_at_once_one_is_told_that_it_is_done(district):
    client = district.administrator()
    a_day(client)
    plan = make_plan(district, client)
    codes, together = [], Barrier(2)

    def press():
        together.wait()
        answer = client.post(f"/v1/plans/{plan['id']}/publish", json={}, headers=seen(plan))
        codes.append(answer.status_code)

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200, 409]
    assert len(client.ok("GET", "/v1/visits")["items"]) == 2


def test_a_need_that_was_cancelled_since_is_named_and_nothing_is_published(district):
    client = district.administrator()
    _, _, (gone, other) = a_day(client)
    plan = make_plan(district, client)
    client.ok("POST", f"/v1/needs/{gone['id']}/cancel", {"why": "自己解决了"})
    problem = refused(client, plan)
    assert problem["code"] == "plan_outdated"
    assert [(one["noun"], one["id"], one["state"]) for one in problem["changed"]] == [
        ("need", gone["id"], "cancelled")
    ]
    assert need_state(client, other) == "open"
    assert client.ok("GET", "/v1/visits")["items"] == []
    assert client.ok("GET", f"/v1/plans/{plan['id']}")["state"] == "draft"


def test_who_was_suspended_or_fell_ill_since_is_named(small_district):
    client = small_district.administrator()
    _, (one,), _ = a_day(client, volunteers=1)
    plan = make_plan(small_district, client)
    span = {"from_at": "2026-11-23T08:00:00", "until_at": "2026-11-23T18:00:00"}
    client.add(f"volunteers/{one['id']}/absences", **span)
    problem = refused(client, plan)
    assert {row["volunteer_id"] for row in problem["changed"]} == {one["id"]}
    assert {row["zh"] for row in problem["changed"]} == {"不在可服务时间内"}
    client.ok("POST", f"/v1/volunteers/{one['id']}/suspend", {"why": "投诉"})
    (row,) = refused(client, plan)["changed"]
    assert (row["noun"], row["id"], row["state"]) == ("volunteer", one["id"], "suspended")


def test_what_should_have_begun_by_now_is_named(small_district):
    client = small_district.administrator()
    a_day(client, needs=1)
    plan = make_plan(small_district, client)
    small_district.clock.pass_(hours=5)
    (row,) = refused(client, plan)["changed"]
    assert "should have begun by now" in row["message"]


def test_a_visit_that_was_made_since_is_not_overwritten(small_district):
    client = small_district.administrator()
    _, _, (need,) = a_day(client, needs=1)
    first, second = make_plan(small_district, client, seed=1), make_plan(small_district, client, seed=2)
    (planned,) = visits_of(client, first)
    people = {one["id"] for one in client.ok("GET", "/v1/volunteers")["items"]}
    (other,) = people - {planned["volunteer_id"]}
    move = {"action": "assign", "need_id": need["id"], "volunteer_id": other}
    path = f"/v1/plans/{second['id']}/edits"
    second = client.ok("POST", path, {"edits": [move]}, headers=seen(second))["plan"]
    publish(client, first)
    (row,) = refused(client, second)["changed"]
    assert (row["noun"], row["volunteer_id"]) == ("visit", planned["volunteer_id"])
    assert "has been made since" in row["message"]


def test_the_same_again_keeps_every_visit_and_supersedes_the_plan_before(district):
    client = district.administrator()
    a_day(client)
    first = make_plan(district, client)
    told = publish(client, first)
    second = make_plan(district, client, base_id=first["id"])
    again = publish(client, second)
    assert (again["published"], again["withdrawn"]) == ([], [])
    assert sorted(again["kept"]) == sorted(told["published"])
    assert again["superseded"] == [first["id"]]
    assert client.ok("GET", f"/v1/plans/{first['id']}")["state"] == "superseded"


def test_a_visit_that_moves_a_little_stays_and_one_that_moves_far_is_asked_anew(district):
    client = district.administrator()
    a_day(client, needs=1)
    first = make_plan(district, client)
    (was,) = publish(client, first)["published"]
    starts_at = visit_of(client, was)["starts_at"]
    hour = int(starts_at[11:13])

    def replanned(clock, base):
        plan = make_plan(district, client, base_id=base["id"])
        (visit,) = visits_of(client, plan)
        ids = {name: visit[name] for name in ("need_id", "volunteer_id")}
        move = {"action": "assign", **ids, "starts_at": f"2026-11-23T{clock}:00"}
        path = f"/v1/plans/{plan['id']}/edits"
        return client.ok("POST", path, {"edits": [move]}, headers=seen(plan))["plan"]

    second = replanned(f"{hour:02}:20", first)
    told = publish(client, second)
    assert (told["kept"], told["published"], told["withdrawn"]) == ([was], [], [])
    assert visit_of(client, was)["starts_at"] == f"2026-11-23T{hour:02}:20:00+08:00"
    third = publish(client, replanned("11:30", second))
    assert third["withdrawn"] == [was]
    (new,) = third["published"]
    assert visit_of(client, new)["starts_at"] == "2026-11-23T11:30:00+08:00"
    assert visit_of(client, was)["state"] == "withdrawn"


def test_a_need_that_is_taken_out_of_the_plan_is_back_in_the_queue(district):
    client = district.administrator()
    _, _, (need,) = a_day(client, needs=1)
    first = make_plan(district, client)
    (was,) = publish(client, first)["published"]
    second = make_plan(district, client, base_id=first["id"])
    out = {"edits": [{"action": "unassign", "need_id": need["id"]}]}
    path = f"/v1/plans/{second['id']}/edits"
    second = client.ok("POST", path, out, headers=seen(second))["plan"]
    assert publish(client, second)["withdrawn"] == [was]
    assert need_state(client, need) == "open"


def test_a_draft_that_nobody_wants_is_discarded(small_district):
    client = small_district.administrator()
    a_day(client)
    plan = make_plan(small_district, client)
    path = f"/v1/plans/{plan['id']}/discard"
    assert client.ok("POST", path, {"why": "重来"}, headers=seen(plan))["state"] == "discarded"
    assert refused(client, plan)["code"] in ("no_draft", "stale")
