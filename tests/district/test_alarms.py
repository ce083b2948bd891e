"""Alarms: raised by the clock once for each visit, climbing until taken, resolved by what they wait for."""

from datetime import timedelta

import pytest

from api.usecases.clock.all import CLOCKS
from api.usecases.clock.visits_clock import visits_clock
from models.access import Bound, Role
from models.ladders import LADDERS, AlarmKind, Contact, level_at, next_rung_at
from models.store import journal
from models.store.tables.people import relative
from models.store.tables.visits import alarm
from models.store.tables.visits import visit as visit_table
from tests.district.rows import write
from tests.district.visiting import TEN, Visiting
from tests.houses import MONDAY_8


def tick(case: Visiting, **since_ten: float) -> int:
    case.district.clock.now = TEN + timedelta(**since_ten)
    return visits_clock(case.district.house, case.district.clock.now)


def alarms(case: Visiting, **wanted: str) -> list[dict]:
    narrowed = "&".join(f"{name}={value}" for name, value in wanted.items())
    return case.office.ok("GET", f"/v1/alarms?{narrowed}")["items"]


def test_the_worker_calls_the_clock_of_visits():
    assert visits_clock in CLOCKS


@pytest.mark.parametrize("state", ["published", "accepted"])
def test_a_check_in_is_missing_a_quarter_of_an_hour_after_the_start(district, state):
    case = Visiting(district, state=state)
    assert tick(case, minutes=14, seconds=59) == 0
    assert tick(case, minutes=15) == 1
    (raised,) = alarms(case)
    assert (raised["kind"], raised["told"]) == ("missing_check_in", ["volunteer"])
    assert case.goer().ok("GET", case.path())["alarms"] == ["missing_check_in"]


def test_an_alarm_is_raised_once(district):
    case = Visiting(district)
    tick(case, minutes=15)
    assert tick(case, minutes=16) == 0
    case.office.ok("POST", f"/v1/alarms/{alarms(case)[0]['id']}/resolve", {"resolution": "已电话联系"})
    assert tick(case, minutes=40) == 0
    assert len(alarms(case)) == 1


def test_a_check_out_is_overdue_half_an_hour_after_the_end(small_district):
    case = Visiting(small_district)
    small_district.clock.now = TEN
    case.goer().ok("POST", f"{case.path()}/check-in", {})
    assert tick(case, minutes=89) == 0
    assert tick(case, minutes=90) == 1
    assert alarms(case)[0]["kind"] == "overdue_check_out"
    case.goer().ok("POST", f"{case.path()}/check-out", {"outcome": "done"})
    assert alarms(case)[0]["state"] == "resolved"


def test_an_open_alarm_climbs_the_ladder_until_its_top(district):
    case = Visiting(district)
    tick(case, minutes=15)
    told = [Contact.VOLUNTEER, Contact.COMMUNITY, Contact.SUBDISTRICT, Contact.DISTRICT]
    for minutes, rungs in ((24, 1), (25, 2), (45, 3), (75, 4), (600, 4)):
        tick(case, minutes=minutes)
        assert alarms(case)[0]["told"] == told[:rungs]
    assert alarms(case)[0]["due_at"] is None


def test_a_clock_that_stood_still_catches_up(small_district):
    case = Visiting(small_district)
    tick(case, minutes=15)
    tick(case, minutes=50)
    assert alarms(case)[0]["told"] == ["volunteer", "community", "subdistrict"]


def test_an_alarm_that_somebody_has_taken_climbs_no_further(small_district):
    case = Visiting(small_district)
    tick(case, minutes=15)
    taken = case.office.ok("POST", f"/v1/alarms/{alarms(case)[0]['id']}/take")
    assert (taken["state"], taken["taken_by_id"]) == ("taken", case.office.user_id)
    assert tick(case, minutes=90) == 0
    other = small_district.administrator()
    assert other.refused(409, "POST", f"/v1/alarms/{taken['id']}/take")["code"] == "forbidden_step"


def test_the_check_in_resolves_the_alarm(district):
    case = Visiting(district)
    tick(case, minutes=15)
    case.goer().ok("POST", f"{case.path()}/check-in", {})
    assert alarms(case)[0]["state"] == "resolved"
    assert alarms(case, state="open") == []


def test_a_visit_that_is_called_off_is_not_waited_for(small_district):
    case = Visiting(small_district)
    tick(case, minutes=15)
    with small_district.store.writing() as tx:  # as a plan does that replaces this one
        act = journal.Act(by_id="test", at=TEN)
        journal.change(tx, visit_table, case.visits[0]["id"], {"state": "withdrawn"}, act, "withdrawn")
    assert tick(case, minutes=16) == 1
    assert alarms(case)[0]["state"] == "resolved"


def test_an_old_visit_raises_nothing(small_district):
    case = Visiting(small_district)
    assert tick(case, days=3) == 0


def test_what_came_of_an_alarm_is_written_down(small_district):
    case = Visiting(small_district)
    tick(case, minutes=15)
    path = f"/v1/alarms/{alarms(case)[0]['id']}"
    case.office.refused(422, "POST", f"{path}/resolve", {})
    resolved = case.office.ok("POST", f"{path}/resolve", {"resolution": "手机没电，人已到"})
    assert (resolved["state"], resolved["resolution"]) == ("resolved", "手机没电，人已到")
    steps = [line["step"] for line in case.office.ok("GET", f"{path}/history")["items"]]
    assert steps == ["raised", "resolved"]


def welfare(district) -> tuple[Visiting, dict]:
    case = Visiting(district, recipient={"lives_alone": True})
    with district.store.writing() as tx:
        sealed = district.house.seal.sealed("+8613787654321")
        write(
            tx,
            relative,
            recipient_id=case.recipient_row["id"],
            name="李敏",
            relation="女儿",
            phone_sealed=sealed,
        )
    case.attend(outcome="nobody_home")
    return case, alarms(case)[0]


def test_a_welfare_check_climbs_to_the_emergency_contact_and_waits_for_a_person(district):
    case, _ = welfare(district)
    tick(case, minutes=15)
    assert alarms(case)[0]["told"] == ["community", "emergency_contact"]
    tick(case, days=3)
    assert alarms(case)[0]["state"] == "open"


def test_whom_to_ring_is_shown_in_full_to_who_takes_the_alarm(small_district):
    case, raised = welfare(small_district)
    path = f"/v1/alarms/{raised['id']}"
    masked = case.office.ok("GET", path)["contacts"]
    assert [(one["who"], one["phone"]) for one in masked] == [
        ("volunteer", "139****5678"),
        ("recipient", "139****5678"),
        ("emergency_contact", "137****4321"),
    ]
    case.office.ok("POST", f"{path}/take")
    assert case.office.ok("GET", path)["contacts"][2] == {
        "who": "emergency_contact",
        "name": "李敏",
        "relation": "女儿",
        "phone": "+8613787654321",
    }
    other = small_district.administrator().ok("GET", path)["contacts"]
    assert other == masked


def test_alarms_are_for_those_who_watch_over_the_community(small_district):
    case, raised = welfare(small_district)
    other = Visiting(small_district)
    assert other.office.ok("GET", "/v1/alarms")["items"] == []
    other.office.refused(404, "POST", f"/v1/alarms/{raised['id']}/take")
    case.goer().refused(403, "GET", "/v1/alarms")
    street = small_district.signed_in(Role.DISPATCHER, Bound.SUBDISTRICT, case.community["subdistrict_id"])
    assert [one["id"] for one in street.ok("GET", "/v1/alarms")["items"]] == [raised["id"]]
    auditor = small_district.signed_in(Role.AUDITOR)
    assert len(auditor.ok("GET", "/v1/alarms")["items"]) == 1
    auditor.refused(403, "POST", f"/v1/alarms/{raised['id']}/take")


@pytest.mark.parametrize("kind", AlarmKind)
def test_every_ladder_begins_at_once_and_climbs_in_time(kind):
    minutes = [rung.after_minutes for rung in LADDERS[kind]]
    assert minutes[0] == 0
    assert minutes == sorted(set(minutes))
    for level, after in enumerate(minutes):
        now = MONDAY_8 + timedelta(minutes=after)
        assert level_at(kind, raised_at=MONDAY_8, now=now) == level
        due = next_rung_at(kind, level, raised_at=MONDAY_8)
        assert due is None if level == len(minutes) - 1 else due > now


def test_every_alarm_is_what_its_history_says(district):
    case, _ = welfare(district)
    tick(case, minutes=40)
    case.office.ok("POST", f"/v1/alarms/{alarms(case)[0]['id']}/take")
    case.check_history(alarm)
