"""Who learns somebody's name, door and phone from a visit, and when: a table, and the same over HTTP."""

from datetime import timedelta

import pytest

from api.usecases.disclosure import GOERS, SEEN_AFTER, Sight, is_seen, sight
from models.access import Bound, Role
from models.lifecycle import VisitState
from tests.district.rows import at
from tests.district.visiting import Visiting

END = at("11:00")
BEFORE, LATE, TOO_LATE = END - timedelta(hours=3), END + SEEN_AFTER, END + SEEN_AFTER + timedelta(seconds=1)

NOTHING, DOOR, ALL = Sight(), Sight(door=True), Sight(door=True, phone=True)
OUTLINED = {"proposed", "published", "declined", "withdrawn"}
GOING = {"accepted", "checked_in", "checked_out", "left", "failed"}

# By role and state: what is seen until two hours after the end, and what is seen after that.
TABLE = {
    **{(role, state): (NOTHING, NOTHING) for role in ("volunteer", "leader", "keeper") for state in OUTLINED},
    **{(role, state): (ALL, NOTHING) for role in ("volunteer", "leader", "keeper") for state in GOING},
    **{
        (role, state): (DOOR, DOOR)
        for role in ("administrator", "dispatcher", "agent")
        for state in OUTLINED | GOING
    },
    **{("auditor", state): (NOTHING, NOTHING) for state in OUTLINED | GOING},
}


def test_the_table_names_every_role_in_every_state():
    assert set(TABLE) == {(role.value, state.value) for role in Role for state in VisitState}


@pytest.mark.parametrize(("role", "state"), sorted(TABLE))
@pytest.mark.parametrize(("now", "late"), [(BEFORE, False), (END, False), (LATE, False), (TOO_LATE, True)])
def test_what_is_seen_depends_on_role_state_and_time(role, state, now, late):
    assert sight([Role(role)], VisitState(state), ends_at=END, now=now) == TABLE[role, state][late]


def test_whoever_has_two_roles_sees_what_either_shows():
    seen = sight([Role.DISPATCHER, Role.VOLUNTEER], VisitState.ACCEPTED, ends_at=END, now=BEFORE)
    assert seen == ALL


def test_what_is_only_proposed_is_there_for_those_who_plan():
    there = {role for role in Role if is_seen([role], VisitState.PROPOSED)}
    assert there == {Role.ADMINISTRATOR, Role.DISPATCHER, Role.AUDITOR}
    assert all(is_seen([role], VisitState.PUBLISHED) for role in GOERS)


NAMED = {"name": "李奶奶", "door": "3栋2单元501", "access_note": "敲窗", "risk_note": "有台阶"}


def test_an_offered_visit_shows_a_volunteer_kind_time_and_community_only(small_district):
    case = Visiting(small_district, state="published", recipient=NAMED)
    shown = case.goer().ok("GET", case.path())
    assert (shown["door"], shown["recipient_id"]) == (None, None)
    assert (shown["kind"], shown["community_id"]) == ("company", case.community["id"])
    assert not any(value in str(shown) for value in (*NAMED.values(), "5678"))


def test_a_yes_shows_the_door_and_the_phone_until_two_hours_after_the_end(small_district):
    case = Visiting(small_district, state="published", recipient=NAMED)
    goer = case.goer()
    door = goer.ok("POST", f"{case.path()}/accept")["door"]
    assert NAMED.items() <= door.items()
    assert door["phone"] == "+8613912345678"
    small_district.clock.now = END + SEEN_AFTER + timedelta(minutes=1)
    assert goer.ok("GET", case.path())["door"] is None
    assert goer.ok("GET", "/v1/visits")["items"][0]["door"] is None


def test_the_office_sees_the_door_with_a_masked_phone(small_district):
    case = Visiting(small_district, state="published", recipient=NAMED)
    door = case.office.ok("GET", case.path())["door"]
    assert (door["name"], door["phone"]) == ("李奶奶", "139****5678")


def test_a_dispatcher_of_another_community_who_goes_as_a_volunteer_is_a_volunteer_here(small_district):
    case = Visiting(small_district, state="published", recipient=NAMED)
    other = Visiting(small_district)
    admin = small_district.administrator()
    both = other.office
    grant = {"role": "volunteer", "bound": "volunteer", "bound_id": case.volunteers[0]["id"]}
    admin.ok("POST", f"/v1/users/{both.user_id}/grants", grant)
    assert both.ok("GET", case.path())["door"] is None
    assert both.ok("GET", other.path())["door"] is not None


def test_an_auditor_sees_that_a_visit_was_and_not_whom_it_was_to(small_district):
    case = Visiting(small_district, recipient=NAMED)
    case.attend(outcome="partly", note="药已送到")
    auditor = small_district.signed_in(Role.AUDITOR)
    shown = auditor.ok("GET", case.path())
    assert (shown["outcome"], shown["door"], shown["outcome_note"]) == ("partly", None, "")
    assert "药已送到" not in str(auditor.ok("GET", f"{case.path()}/history"))


def test_a_history_names_nobody_to_a_volunteer_who_has_not_said_yes(small_district):
    case = Visiting(small_district, state="published")
    lines = case.goer().ok("GET", f"{case.path()}/history")["items"]
    assert "recipient_id" not in lines[0]["changes"]
    agent = small_district.signed_in(Role.AGENT, Bound.RECIPIENT, case.recipient_row["id"])
    assert "recipient_id" in agent.ok("GET", f"{case.path()}/history")["items"][0]["changes"]
