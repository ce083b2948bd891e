"""How a visit ends, and what follows from each ending for the visit, the need and the recipient."""

import pytest

from models.aftermath import AFTERMATH, Fate
from models.lifecycle import NEED_STEPS, VISIT_STEPS, NeedState, Outcome, VisitState, after
from models.store import journal
from models.store.tables.needs import need as need_table
from models.store.tables.needs import standing_need
from models.store.tables.people import recipient as recipient_table
from models.store.tables.visits import alarm, incident
from models.store.tables.visits import visit as visit_table
from tests.district.rows import write_link, write_need, write_standing, write_visit
from tests.district.visiting import TEN, Visiting

ENDS = [
    ({"outcome": "done"}, "checked_out", "done"),
    ({"outcome": "partly", "note": "血压计没电"}, "left", "open"),
    ({"outcome": "nobody_home"}, "failed", "open"),
    ({"outcome": "wrong_address"}, "failed", "draft"),
    ({"outcome": "refused_at_door"}, "failed", "open"),
    ({"outcome": "refused_at_door", "cancel": True, "note": "不需要了"}, "failed", "cancelled"),
    ({"outcome": "unsafe", "note": "院内有恶犬"}, "failed", "open"),
    ({"outcome": "handed_over", "handed_to": "邻居王阿姨"}, "checked_out", "done"),
]


@pytest.mark.parametrize(("body", "visit_state", "need_state"), ENDS, ids=lambda one: str(one)[:40])
def test_each_outcome_ends_the_visit_and_decides_about_the_need(district, body, visit_state, need_state):
    case = Visiting(district)
    visit = case.attend(**body)
    assert (visit["state"], visit["outcome"]) == (visit_state, body["outcome"])
    assert case.need_now()["state"] == need_state


def test_every_outcome_has_a_next_step_that_the_lifecycle_allows():
    steps = {
        Fate.DONE: "done",
        Fate.RETURNED: "returned",
        Fate.UNVERIFIED: "unverified",
        Fate.CHOSEN: "cancelled",
    }
    assert set(AFTERMATH) == set(Outcome)
    for follows in AFTERMATH.values():
        after(VISIT_STEPS, "visit", "v", VisitState.CHECKED_IN, follows.visit_step)
        after(NEED_STEPS, "need", "n", NeedState.UNDER_WAY, steps[follows.fate])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"outcome": "handed_over"}, "handed_to"),
        ({"outcome": "done", "handed_to": "邻居"}, "handed_to"),
        ({"outcome": "goods_returned"}, "returned_to_id"),
        ({"outcome": "done", "cancel": True}, "cancel"),
        ({"outcome": "unsafe"}, "note"),
    ],
)
def test_an_outcome_without_what_it_asks_for_is_refused(small_district, body, told):
    case = Visiting(small_district)
    small_district.clock.now = TEN
    goer = case.goer()
    goer.ok("POST", f"{case.path()}/check-in", {})
    problem = goer.refused(422, "POST", f"{case.path()}/check-out", body)
    assert problem["detail"].startswith(told)
    assert case.visit_now()["state"] == "checked_in"


def test_nobody_checks_out_who_has_not_checked_in(small_district):
    case = Visiting(small_district)
    problem = case.goer().refused(409, "POST", f"{case.path()}/check-out", {"outcome": "done"})
    assert problem["code"] == "forbidden_step"


def test_a_need_is_done_when_its_whole_crew_is(district):
    case = Visiting(district, crew=2)
    case.attend(number=0)
    assert case.need_now()["state"] == "under_way"
    case.attend(number=1)
    assert case.need_now()["state"] == "done"


def test_a_need_is_done_when_the_one_who_had_not_come_is_taken_off_it(small_district):
    case = Visiting(small_district, crew=2)
    case.attend(number=0)
    case.office.ok("POST", f"{case.path(1)}/withdraw", {"why": "一人已办妥"})
    assert case.need_now()["state"] == "done"


def test_a_no_does_not_take_a_need_back_while_somebody_is_at_the_door(small_district):
    case = Visiting(small_district, crew=2)
    small_district.clock.now = TEN
    case.goer(0).ok("POST", f"{case.path(0)}/check-in", {})
    case.goer(1).ok("POST", f"{case.path(1)}/decline", {"why": "堵车"})
    assert case.need_now()["state"] == "under_way"
    case.goer(0).ok("POST", f"{case.path(0)}/check-out", {"outcome": "done"})
    assert case.need_now()["state"] == "done"


def test_the_last_who_leaves_decides_and_the_seats_are_free_again(district):
    case = Visiting(district, crew=2)
    district.clock.now = TEN
    for number in (0, 1):
        case.goer(number).ok("POST", f"{case.path(number)}/check-in", {})
    case.goer(0).ok("POST", f"{case.path(0)}/check-out", {"outcome": "done"})
    case.goer(1).ok("POST", f"{case.path(1)}/check-out", {"outcome": "partly", "note": "还差一趟"})
    assert case.need_now()["state"] == "open"
    assert [case.visit_now(number)["state"] for number in (0, 1)] == ["left", "left"]
    with district.store.writing() as tx:  # which the table allows for a free seat alone
        write_visit(tx, case.need_row, case.volunteers[0], TEN, "published", role=0)


def test_who_was_still_on_the_way_is_called_off(small_district):
    case = Visiting(small_district, crew=2)
    case.attend(number=0, outcome="nobody_home")
    assert case.visit_now(1)["state"] == "withdrawn"
    assert case.need_now()["state"] == "open"


def test_what_is_left_to_do_stands_in_the_note_of_the_need(small_district):
    case = Visiting(small_district, need={"note": "带血压计"})
    case.attend(outcome="partly", note="血压计没电未测")
    assert case.need_now()["note"] == "带血压计\n2026-11-23 部分完成：血压计没电未测"


def test_a_need_that_returns_belongs_to_no_team_any_more(small_district):
    case = Visiting(small_district)
    team = small_district.administrator().add("teams", name="陪伴队", speciality="companionship")
    with small_district.store.writing() as tx:
        act = journal.Act(by_id="test", at=TEN)
        journal.change(tx, need_table, case.need_row["id"], {"team_id": team["id"]}, act, "handed_over")
    case.attend(outcome="nobody_home")
    assert (case.need_now()["state"], case.need_now()["team_id"]) == ("open", None)


def test_a_wrong_address_is_verified_anew_before_the_need_is_opened(small_district):
    case = Visiting(small_district, need={"verified_by_id": "somebody", "verified_at": TEN})
    case.attend(outcome="wrong_address", note="无此单元")
    need = case.need_now()
    assert (need["state"], need["verified_by_id"], need["verified_at"]) == ("draft", None, None)


def test_nobody_home_at_somebody_who_lives_alone_starts_a_welfare_check(district):
    case = Visiting(district, recipient={"lives_alone": True})
    case.attend(outcome="nobody_home")
    (raised,) = case.office.ok("GET", "/v1/alarms?state=open")["items"]
    assert (raised["kind"], raised["recipient_id"]) == ("welfare_check", case.recipient_row["id"])
    assert raised["due_at"] == "2026-11-23T10:15:00+08:00"


def test_two_before_one_door_start_one_welfare_check(small_district):
    case = Visiting(small_district, crew=2, recipient={"lives_alone": True})
    small_district.clock.now = TEN
    for number in (0, 1):
        case.goer(number).ok("POST", f"{case.path(number)}/check-in", {})
    for number in (0, 1):
        case.goer(number).ok("POST", f"{case.path(number)}/check-out", {"outcome": "nobody_home"})
    assert [one["kind"] for one in case.rows(alarm)] == ["welfare_check"]


def test_nobody_home_in_a_family_starts_none(small_district):
    case = Visiting(small_district)
    case.attend(outcome="nobody_home")
    assert case.rows(alarm) == []


def test_an_unsafe_door_opens_an_incident_and_asks_for_two_the_next_time(district):
    case = Visiting(district)
    goer = case.goer()
    case.attend(goer, outcome="unsafe", note="院内有恶犬")
    (opened,) = case.office.ok("GET", "/v1/incidents")["items"]
    assert (opened["kind"], opened["told"], opened["reporter_id"]) == ("unsafe", "院内有恶犬", goer.user_id)
    assert opened["visit_id"] == case.visits[0]["id"]
    assert case.row(recipient_table, case.recipient_row["id"])["first_visit_by_two"] is True


RULES = {"done": {"then": "release"}, "refused_at_door": {"then": "cancel"}}


@pytest.mark.parametrize(
    ("outcome", "state"), [("done", "open"), ("refused_at_door", "cancelled"), ("nobody_home", "draft")]
)
def test_the_outcome_of_one_need_decides_about_the_one_that_waits_for_it(district, outcome, state):
    case = Visiting(district, need={"kind": "home_visit"})
    with district.store.writing() as tx:
        waits = write_need(
            tx, case.recipient_row, state="draft", kind="medicine_delivery", verified_by_id="somebody"
        )
        write_link(tx, case.need_row, waits, "after_outcome", outcomes=RULES)
    case.attend(outcome=outcome)
    assert case.row(need_table, waits["id"])["state"] == state


def test_the_carer_of_a_standing_need_is_remembered(small_district):
    case = Visiting(small_district)
    with small_district.store.writing() as tx:
        standing = write_standing(tx, case.recipient_row)
        act = journal.Act(by_id="test", at=TEN)
        journal.change(tx, need_table, case.need_row["id"], {"standing_id": standing["id"]}, act, "tied")
    case.attend()
    remembered = case.row(standing_need, standing["id"])["usual_carer_id"]
    assert remembered == case.volunteers[0]["id"]


def test_a_visit_to_a_need_that_was_cancelled_meanwhile_is_recorded_all_the_same(small_district):
    case = Visiting(small_district)
    small_district.clock.now = TEN
    goer = case.goer()
    goer.ok("POST", f"{case.path()}/check-in", {})
    with small_district.store.writing() as tx:
        act = journal.Act(by_id="test", at=TEN)
        journal.change(tx, need_table, case.need_row["id"], {"state": "cancelled"}, act, "cancelled")
    assert goer.ok("POST", f"{case.path()}/check-out", {"outcome": "done"})["state"] == "checked_out"
    assert case.need_now()["state"] == "cancelled"


def test_every_row_is_what_its_history_says(district):
    case = Visiting(district, crew=2, recipient={"lives_alone": True})
    case.attend(number=0, outcome="unsafe", note="院内有恶犬")
    case.check_history(need_table, visit_table, recipient_table, incident)
