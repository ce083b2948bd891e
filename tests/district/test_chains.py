"""Links and chains: what waits for an outcome stays a draft, and is released, changed or cancelled by it."""

import pytest

from api.usecases.chains import follow_outcome
from models.access import Bound, Role
from models.store import journal
from models.store.journal import Act
from models.store.tables.needs import need as need_table
from tests.district.builders import make_need, make_place, make_recipient

OUTCOMES = {
    "done": {"then": "release"},
    "partly": {"then": "change", "changes": {"note": "减量", "priority": 8, "service_minutes": 15}},
    "refused_at_door": {"then": "cancel", "why": "未问诊，不需送药"},
}


def make_chain(client, **changes):
    """A consultation, and the delivery that waits for its outcome."""
    recipient = make_recipient(client)
    first = make_need(client, recipient, kind="home_visit")
    second = make_need(client, recipient, kind="medicine_delivery", open=False)
    body = {"first_id": first["id"], "second_id": second["id"], "kind": "after_outcome", "outcomes": OUTCOMES}
    return first, second, client.add("need-links", **body | changes)


def follow(district, need, outcome):
    """As the visits do when the outcome is known."""
    with district.store.writing() as tx:
        row = journal.locked(tx, need_table, need["id"])
        return follow_outcome(tx, Act(by_id="test", at=district.clock.now), row, outcome)


def test_what_waits_for_an_outcome_is_not_opened_before(district):
    client = district.administrator()
    first, second, _ = make_chain(client)
    problem = client.refused(409, "POST", f"/v1/needs/{second['id']}/open", {})
    assert problem["code"] == "not_ready"
    assert first["id"] in problem["detail"]


def test_the_outcome_releases_it(district):
    client = district.administrator()
    first, second, link = make_chain(client)
    follow(district, first, "done")
    assert client.ok("GET", f"/v1/needs/{second['id']}")["state"] == "open"
    assert client.ok("GET", f"/v1/need-links/{link['id']}")["ended_at"] is not None
    assert follow(district, first, "done") == []


def test_the_outcome_changes_it(district):
    client = district.administrator()
    first, second, _ = make_chain(client)
    follow(district, first, "partly")
    after = client.ok("GET", f"/v1/needs/{second['id']}")
    assert (after["state"], after["note"], after["priority"], after["service_minutes"]) == (
        "open",
        "减量",
        8,
        15,
    )
    assert after["bring"] == second["bring"]


def test_the_outcome_may_move_it_to_another_time(small_district):
    client = small_district.administrator()
    windows = [{"from_at": "2026-11-24T09:00:00", "until_at": "2026-11-24T10:00:00"}]
    outcomes = {"done": {"then": "change", "changes": {"windows": windows}}}
    first, second, _ = make_chain(client, outcomes=outcomes)
    follow(small_district, first, "done")
    after = client.ok("GET", f"/v1/needs/{second['id']}")
    assert after["windows"][0]["from_at"] == "2026-11-24T09:00:00+08:00"
    assert [one["id"] for one in client.ok("GET", "/v1/needs?from_at=2026-11-24T00:00:00")["items"]] == [
        second["id"]
    ]


def test_the_outcome_cancels_it_and_says_why(district):
    client = district.administrator()
    first, second, _ = make_chain(client)
    follow(district, first, "refused_at_door")
    after = client.ok("GET", f"/v1/needs/{second['id']}")
    assert (after["state"], after["ended_why"]) == ("cancelled", "未问诊，不需送药")


def test_an_outcome_of_which_nothing_is_said_leaves_it_waiting(district):
    client = district.administrator()
    first, second, _ = make_chain(client)
    assert follow(district, first, "nobody_home") == []
    client.refused(409, "POST", f"/v1/needs/{second['id']}/open", {})


def test_what_is_released_and_not_verified_stays_a_draft(small_district):
    client = small_district.administrator()
    recipient = make_recipient(client)
    first = make_need(client, recipient, kind="home_visit")
    second = make_need(client, recipient, verified=False, open=False)
    body = {"first_id": first["id"], "second_id": second["id"], "kind": "after_outcome"}
    client.add("need-links", **body, outcomes={"done": {"then": "release"}})
    follow(small_district, first, "done")
    assert client.ok("GET", f"/v1/needs/{second['id']}")["state"] == "draft"


def test_an_ended_link_holds_nothing_back(district):
    client = district.administrator()
    _, second, link = make_chain(client)
    client.ok("DELETE", f"/v1/need-links/{link['id']}")
    assert client.ok("POST", f"/v1/needs/{second['id']}/open", {})["state"] == "open"


def test_what_waits_in_vain_is_late(small_district):
    client = small_district.administrator()
    first, second, _ = make_chain(client)
    client.ok("POST", f"/v1/needs/{first['id']}/cancel", {"why": "住院"})
    late = client.ok("GET", "/v1/needs/late")["items"]
    assert [(one["need_id"], one["why"]) for one in late] == [(second["id"], "waits_in_vain")]


def test_two_do_not_wait_for_each_other(district):
    client = district.administrator()
    first = make_need(client, open=False)
    second = make_need(client, open=False)
    body = {"kind": "after_outcome", "outcomes": {"done": {"then": "release"}}}
    client.add("need-links", first_id=first["id"], second_id=second["id"], **body)
    client.refused(
        409, "POST", "/v1/need-links", {"first_id": second["id"], "second_id": first["id"], **body}
    )
    client.refused(
        409, "POST", "/v1/need-links", {"first_id": first["id"], "second_id": second["id"], **body}
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "gap", "outcomes": {}}, "min_minutes"),
        ({"kind": "same_volunteer"}, "outcomes"),
        ({"outcomes": {}}, "outcomes"),
        ({"outcomes": {"done": {"then": "change"}}}, "outcomes.done"),
        ({"outcomes": {"done": {"then": "release", "changes": {"note": "一"}}}}, "outcomes.done"),
        ({"outcomes": {"cured": {"then": "release"}}}, "outcomes"),
        ({"kind": "gap", "outcomes": {}, "min_minutes": 60, "max_minutes": 30}, "max_minutes=30"),
    ],
)
def test_links_that_make_no_sense_are_refused(small_district, changes, told):
    client = small_district.administrator()
    first, second = make_need(client), make_need(client, open=False)
    body = {"first_id": first["id"], "second_id": second["id"], "kind": "after_outcome", "outcomes": OUTCOMES}
    assert told in client.refused(422, "POST", "/v1/need-links", body | changes)["detail"]
    client.refused(422, "POST", "/v1/need-links", body | {"second_id": first["id"]})


def test_needs_are_tied_as_a_plan_keeps_them(small_district):
    client = small_district.administrator()
    first, second = make_need(client), make_need(client)
    ids = {"first_id": first["id"], "second_id": second["id"]}
    client.add("need-links", **ids, kind="gap", min_minutes=30, max_minutes=120)
    client.add("need-links", **ids, kind="same_volunteer")
    listed = client.ok("GET", f"/v1/need-links?need_id={second['id']}")["items"]
    assert [one["kind"] for one in listed] == ["gap", "same_volunteer"]


def test_a_change_names_a_pickup_that_is_there(small_district):
    client = small_district.administrator()
    pharmacy = make_place(client, "pharmacy")
    changes = {"pickup": {"place_id": pharmacy["id"]}}
    first, second, _ = make_chain(client, outcomes={"done": {"then": "change", "changes": changes}})
    follow(small_district, first, "done")
    with small_district.store.reading() as tx:
        pickup = journal.replayed(tx, need_table, second["id"])["pickup"]
    assert pickup == {"place_id": pharmacy["id"], "minutes": 5, "load": 1}


def test_links_are_of_those_who_reach_both_needs(district):
    client = district.administrator()
    first, _, link = make_chain(client)
    here = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, first["community_id"])
    assert [one["id"] for one in here.ok("GET", "/v1/need-links")["items"]] == [link["id"]]
    elsewhere = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, make_need(client)["community_id"])
    assert elsewhere.ok("GET", "/v1/need-links")["items"] == []
    elsewhere.refused(404, "DELETE", f"/v1/need-links/{link['id']}")
