"""Standing needs: occurrences ahead by a rule, on local days, around pauses and exceptions."""

from datetime import timedelta

import pytest

from api.usecases.clock.standing_clock import standing_clock
from api.usecases.standing.keeping import remember_carer
from models.access import Bound, Role
from models.store.journal import Act
from tests.district.builders import make_need, make_recipient, make_volunteer


def make_standing(client, recipient=None, **changes):
    """Company on Mondays and Thursdays from 9 to 11, from Monday on, verified."""
    body = {
        "kind": "company",
        "recipient_id": (recipient or make_recipient(client))["id"],
        "rule": "FREQ=WEEKLY;BYDAY=MO,TH",
        "starts_on": "2026-11-23",
        "hours": [{"opens": "09:00", "closes": "11:00"}],
        "verified": True,
    }
    return client.add("standing-needs", **body | changes)


def occurrences(client, standing, **query):
    narrowed = "".join(f"&{name}={value}" for name, value in query.items())
    return client.ok("GET", f"/v1/needs?limit=100&standing_id={standing['id']}{narrowed}")["items"]


def days(client, standing, state="open"):
    return sorted(one["occurs_on"] for one in occurrences(client, standing, state=state))


TWO_WEEKS = ["2026-11-23", "2026-11-26", "2026-11-30", "2026-12-03", "2026-12-07"]


def test_occurrences_are_there_two_weeks_ahead_in_local_time(district):
    client = district.administrator()
    standing = make_standing(client)
    assert days(client, standing) == TWO_WEEKS
    assert len(standing["made"]) == 5
    first = occurrences(client, standing)[0]
    assert first["windows"] == [
        {"from_at": "2026-11-23T09:00:00+08:00", "until_at": "2026-11-23T11:00:00+08:00"}
    ]
    assert (first["label"], first["verified_by_id"]) == ("3栋2单元501", client.user_id)


def test_the_clock_makes_those_that_come_into_sight_and_no_day_twice(district):
    client = district.administrator()
    standing = make_standing(client)
    assert standing_clock(district.house, district.clock.now) == 0
    district.clock.pass_(days=4)
    assert standing_clock(district.house, district.clock.now) == 1
    assert days(client, standing) == [*TWO_WEEKS, "2026-12-10"]
    assert standing_clock(district.house, district.clock.now) == 0


def test_a_night_begins_on_its_day_and_ends_on_the_next(small_district):
    client = small_district.administrator()
    standing = make_standing(client, hours=[{"opens": "22:30", "closes": "01:00"}])
    first = occurrences(client, standing)[0]
    assert (first["occurs_on"], first["windows"][0]["until_at"]) == (
        "2026-11-23",
        "2026-11-24T01:00:00+08:00",
    )


def test_what_is_not_verified_comes_up_as_drafts(small_district):
    client = small_district.administrator()
    recipient = make_recipient(client)
    agent = small_district.signed_in(Role.AGENT, Bound.RECIPIENT, recipient["id"])
    standing = make_standing(agent, recipient, verified=False)
    assert days(client, standing, "draft") == TWO_WEEKS
    body = {"verified": True}
    agent.refused(403, "PATCH", f"/v1/standing-needs/{standing['id']}", body)


def test_a_pause_calls_off_what_falls_in_it_and_its_end_brings_the_days_back(district):
    client = district.administrator()
    standing = make_standing(client)
    path = f"/v1/standing-needs/{standing['id']}"
    paused = client.ok(
        "POST", f"{path}/pause", {"from_on": "2026-11-25", "until_on": "2026-12-01", "why": "住院"}
    )
    assert len(paused["called_off"]) == 2
    assert days(client, standing) == ["2026-11-23", "2026-12-03", "2026-12-07"]
    off = client.ok("GET", f"/v1/needs/{paused['called_off'][0]}")
    assert (off["state"], off["ended_why"]) == ("cancelled", "住院")
    resumed = client.ok("POST", f"{path}/resume", {"on": "2026-11-28", "why": "提前出院"})
    assert len(resumed["made"]) == 1
    assert days(client, standing) == ["2026-11-23", "2026-11-30", "2026-12-03", "2026-12-07"]
    client.refused(409, "POST", f"{path}/resume", {"on": "2026-11-28"})


def test_a_pause_from_now_has_no_end_until_somebody_resumes(small_district):
    client = small_district.administrator()
    standing = make_standing(client)
    path = f"/v1/standing-needs/{standing['id']}"
    client.ok("POST", f"{path}/pause", {"why": "住院"})
    assert days(client, standing) == []
    small_district.clock.pass_(days=3)
    standing_clock(small_district.house, small_district.clock.now)
    assert days(client, standing) == []
    client.ok("POST", f"{path}/resume", {})
    assert days(client, standing) == ["2026-11-26", "2026-11-30", "2026-12-03", "2026-12-07", "2026-12-10"]


def test_exceptions_are_days_on_which_it_does_not_come_up(small_district):
    client = small_district.administrator()
    standing = make_standing(client, except_on=["2026-11-26"])
    assert "2026-11-26" not in days(client, standing)
    client.ok("PATCH", f"/v1/standing-needs/{standing['id']}", {"except_on": ["2026-11-30"]})
    assert days(client, standing) == ["2026-11-23", "2026-11-26", "2026-12-03", "2026-12-07"]


def test_a_change_of_the_rule_holds_for_what_is_to_come(district):
    client = district.administrator()
    standing = make_standing(client)
    changed = client.ok("PATCH", f"/v1/standing-needs/{standing['id']}", {"rule": "FREQ=WEEKLY;BYDAY=MO,WE"})
    assert (len(changed["made"]), len(changed["called_off"])) == (2, 2)
    assert days(client, standing) == ["2026-11-23", "2026-11-25", "2026-11-30", "2026-12-02", "2026-12-07"]


def test_what_is_agreed_stays_when_the_hours_change_and_is_named(district):
    client = district.administrator()
    standing = make_standing(client)
    agreed, moved, *_ = sorted(occurrences(client, standing), key=lambda one: one["occurs_on"])
    client.add(f"needs/{agreed['id']}/offers", volunteer_id=make_volunteer(client)["id"])
    client.ok("PATCH", f"/v1/needs/{moved['id']}", {"note": "换到二楼"})
    body = {"hours": [{"opens": "14:00", "closes": "16:00"}]}
    changed = client.ok("PATCH", f"/v1/standing-needs/{standing['id']}", body)
    assert (changed["kept"], len(changed["changed"])) == ([agreed["id"]], 4)
    assert client.ok("GET", f"/v1/needs/{agreed['id']}")["windows"] == agreed["windows"]
    after = client.ok("GET", f"/v1/needs/{moved['id']}")
    assert (after["windows"][0]["from_at"], after["note"]) == ("2026-11-26T14:00:00+08:00", "换到二楼")


def test_one_that_somebody_has_cancelled_does_not_come_back(small_district):
    client = small_district.administrator()
    standing = make_standing(client)
    client.ok("POST", f"/v1/needs/{standing['made'][0]}/cancel", {"why": "女儿在家"})
    small_district.clock.pass_(days=1)
    standing_clock(small_district.house, small_district.clock.now)
    assert days(client, standing)[0] == "2026-11-26"


def test_closed_it_comes_up_no_more(small_district):
    client = small_district.administrator()
    standing = make_standing(client)
    closed = client.ok("DELETE", f"/v1/standing-needs/{standing['id']}")
    assert len(closed["called_off"]) == 5
    small_district.clock.pass_(days=5)
    assert standing_clock(small_district.house, small_district.clock.now) == 0
    client.refused(409, "PATCH", f"/v1/standing-needs/{standing['id']}", {"note": "一"})


def test_who_did_it_well_is_the_carer_of_those_to_come(district):
    client = district.administrator()
    standing, volunteer = make_standing(client), make_volunteer(client)
    with district.store.writing() as tx:
        act = Act(by_id=client.user_id, at=district.clock.now)
        remember_carer(tx, act, {"standing_id": standing["id"]}, volunteer["id"])
        remember_carer(tx, act, {"standing_id": None}, volunteer["id"])
    assert client.ok("GET", f"/v1/standing-needs/{standing['id']}")["usual_carer_id"] == volunteer["id"]
    steps = client.ok("GET", f"/v1/standing-needs/{standing['id']}/history")["items"]
    assert steps[-1]["step"] == "carer_remembered"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rule": "FREQ=HOURLY"}, "FREQ=HOURLY"),
        ({"rule": "FREQ=DAILY;BYHOUR=9,15"}, "BYHOUR"),
        ({"rule": "FREQ=WEEKLY;BYDAY=XX"}, "BYDAY=XX"),
        (
            {"hours": [{"opens": "09:00", "closes": "11:00"}, {"opens": "10:00", "closes": "12:00"}]},
            "hours.1",
        ),
        ({"starts_on": "1026-11-23"}, "starts_on"),
    ],
)
def test_what_cannot_be_is_refused_by_name(small_district, changes, told):
    client = small_district.administrator()
    body = {
        "kind": "company",
        "recipient_id": make_recipient(client)["id"],
        "rule": "FREQ=DAILY",
        "starts_on": "2026-11-23",
        "hours": [{"opens": "09:00", "closes": "11:00"}],
    }
    assert told in client.refused(422, "POST", "/v1/standing-needs", body | changes)["detail"]


def test_a_rule_without_end_is_made_as_far_as_a_plan_reaches(small_district):
    client = small_district.administrator()
    standing = make_standing(client, rule="FREQ=DAILY")
    assert len(standing["made"]) == 15
    last = (small_district.clock.now + timedelta(days=14)).date().isoformat()
    assert days(client, standing)[-1] == standing["made_until"] == last


def test_occurrences_are_not_taken_for_one_another(small_district):
    client = small_district.administrator()
    recipient = make_recipient(client)
    make_standing(client, recipient, rule="FREQ=DAILY")
    assert len(make_need(client, recipient)["similar"]) > 0
