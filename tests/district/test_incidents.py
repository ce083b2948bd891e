"""Incidents and complaints: told by whoever was there, read and handled by named roles alone."""

from datetime import timedelta

import pytest

from models.access import Bound, Role
from models.store.tables.visits import complaint, incident
from tests.district.visiting import Visiting


def report(client, **body: object) -> dict:
    return client.add("incidents", **{"kind": "injury", "told": "楼道湿滑，扭伤脚踝"} | body)


def test_a_volunteer_reports_an_incident_at_a_visit_of_theirs(district):
    case = Visiting(district)
    goer = case.goer()
    told = report(goer, visit_id=case.visits[0]["id"])
    assert told["volunteer_id"] == case.volunteers[0]["id"]
    assert told["community_id"] == case.community["id"]
    assert goer.ok("GET", "/v1/incidents/reported")["items"] == [told]
    assert case.office.ok("GET", "/v1/incidents")["items"] == [told]


def test_nobody_but_those_who_handle_them_reads_incidents(small_district):
    case = Visiting(small_district, crew=2)
    told = report(case.goer(0), visit_id=case.visits[0]["id"])
    for other in (case.goer(1), small_district.signed_in(Role.AUDITOR)):
        other.refused(403, "GET", "/v1/incidents")
        other.refused(403, "GET", f"/v1/incidents/{told['id']}")
    assert case.goer(1).ok("GET", "/v1/incidents/reported")["items"] == []
    elsewhere = Visiting(small_district)
    assert elsewhere.office.ok("GET", "/v1/incidents")["items"] == []
    elsewhere.office.refused(404, "POST", f"/v1/incidents/{told['id']}/take")


def test_nobody_reports_about_a_visit_that_is_not_theirs(small_district):
    case = Visiting(small_district, crew=2)
    body = {"kind": "other", "told": "听说", "visit_id": case.visits[0]["id"]}
    assert case.goer(1).refused(404, "POST", "/v1/incidents", body)["code"] == "not_found"


@pytest.mark.parametrize("named", ["need_id", "recipient_id", "community_id"])
def test_the_office_names_what_is_known(small_district, named):
    case = Visiting(small_district)
    ids = {
        "need_id": case.need_row["id"],
        "recipient_id": case.recipient_row["id"],
        "community_id": case.community["id"],
    }
    told = report(case.office, **{named: ids[named]})
    assert (told[named], told["community_id"]) == (ids[named], case.community["id"])


def test_an_incident_names_one_thing(small_district):
    case = Visiting(small_district)
    body = {"kind": "other", "told": "未说明地点"}
    assert "name one of" in case.office.refused(422, "POST", "/v1/incidents", body)["detail"]
    both = body | {"visit_id": case.visits[0]["id"], "community_id": case.community["id"]}
    assert "name one of" in case.office.refused(422, "POST", "/v1/incidents", both)["detail"]


def test_an_incident_is_taken_and_concluded(district):
    case = Visiting(district)
    told = report(case.goer(), visit_id=case.visits[0]["id"])
    path = f"/v1/incidents/{told['id']}"
    assert case.office.ok("POST", f"{path}/take")["taken_by_id"] == case.office.user_id
    case.office.refused(422, "POST", f"{path}/conclude", {})
    done = case.office.ok("POST", f"{path}/conclude", {"conclusion": "已就医，保险已报案"})
    assert (done["state"], done["conclusion"]) == ("concluded", "已就医，保险已报案")
    assert case.office.refused(409, "POST", f"{path}/take")["code"] == "forbidden_step"
    steps = [line["step"] for line in case.office.ok("GET", f"{path}/history")["items"]]
    assert steps == ["told", "taken", "concluded"]


def test_what_is_still_to_come_has_not_happened(small_district):
    case = Visiting(small_district)
    later = (small_district.clock.now + timedelta(hours=1)).isoformat()
    body = {"kind": "other", "told": "预告", "community_id": case.community["id"], "happened_at": later}
    assert "still to come" in case.office.refused(422, "POST", "/v1/incidents", body)["detail"]


def test_a_complaint_has_a_moment_by_which_it_is_answered(district):
    case = Visiting(district)
    agent = district.signed_in(Role.AGENT, Bound.RECIPIENT, case.recipient_row["id"])
    made = agent.add(
        "complaints", told="约好九点，十一点才来", visit_id=case.visits[0]["id"], by_name="李女士"
    )
    assert made["answer_by_at"] == "2026-12-08T08:00:00+08:00"
    assert case.office.ok("GET", "/v1/complaints/overdue")["items"] == []
    district.clock.pass_(days=15, minutes=1)
    assert [one["id"] for one in case.office.ok("GET", "/v1/complaints/overdue")["items"]] == [made["id"]]
    path = f"/v1/complaints/{made['id']}"
    case.office.ok("POST", f"{path}/take")
    case.office.ok("POST", f"{path}/answer", {"answer": "已致歉，改约固定志愿者"})
    assert case.office.ok("GET", "/v1/complaints/overdue")["items"] == []
    (seen,) = agent.ok("GET", "/v1/complaints/made")["items"]
    assert (seen["state"], seen["answer"]) == ("concluded", "已致歉，改约固定志愿者")


def test_the_volunteer_who_is_complained_about_does_not_read_it(small_district):
    case = Visiting(small_district)
    made = case.office.add("complaints", told="态度生硬", visit_id=case.visits[0]["id"])
    goer = case.goer()
    goer.refused(403, "GET", f"/v1/complaints/{made['id']}")
    assert goer.ok("GET", "/v1/complaints/made")["items"] == []


def test_a_deadline_that_has_passed_is_refused(small_district):
    case = Visiting(small_district)
    past = {"told": "慢", "community_id": case.community["id"], "answer_by_at": "2026-11-20T08:00"}
    assert "has passed" in case.office.refused(422, "POST", "/v1/complaints", past)["detail"]


def test_every_case_is_what_its_history_says(district):
    case = Visiting(district)
    told = report(case.office, visit_id=case.visits[0]["id"])
    case.office.add("complaints", told="慢", visit_id=case.visits[0]["id"])
    case.office.ok("POST", f"/v1/incidents/{told['id']}/take")
    case.check_history(incident, complaint)
