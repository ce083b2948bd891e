"""Projects: published, recruiting, closed; who signs up, and how many may."""

from concurrent.futures import ThreadPoolExecutor

from models.access import Bound, Role
from tests.district.builders import make_organisation, make_team, make_volunteer


def make_project(client, *steps, **changes):
    """A project that has taken these steps."""
    if "organisation_id" not in changes:
        changes["organisation_id"] = make_organisation(client)["id"]
    project = client.add("projects", **{"name": "春节慰问"} | changes)
    for step in steps:
        project = client.ok("POST", f"/v1/projects/{project['id']}/{step}", {})
    return project


def sign_ups(project):
    return f"/v1/projects/{project['id']}/sign-ups"


def test_a_project_goes_from_draft_to_close_and_not_back(district):
    client = district.administrator()
    project = make_project(client)
    path = f"/v1/projects/{project['id']}"
    assert client.refused(409, "POST", f"{path}/recruit", {})["code"] == "forbidden_step"
    states = [client.ok("POST", f"{path}/{step}", {})["state"] for step in ("publish", "recruit", "close")]
    assert states == ["published", "recruiting", "closed"]
    client.refused(409, "POST", f"{path}/publish", {})
    client.refused(409, "PATCH", path, {"about": "x"})
    assert [one["id"] for one in client.ok("GET", "/v1/projects?state=closed")["items"]] == [project["id"]]


def test_people_sign_up_while_a_project_recruits_and_only_once(district):
    client = district.administrator()
    one = make_volunteer(client)
    project = make_project(client, "publish")
    own = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, one["id"])
    body = {"volunteer_id": one["id"]}
    assert "not recruiting" in own.refused(409, "POST", sign_ups(project), body)["detail"]
    client.ok("POST", f"/v1/projects/{project['id']}/recruit", {})
    signed = own.ok("POST", sign_ups(project), body)
    own.refused(409, "POST", sign_ups(project), body)
    assert own.ok("DELETE", f"{sign_ups(project)}/{signed['id']}")["state"] == "withdrawn"
    own.refused(409, "DELETE", f"{sign_ups(project)}/{signed['id']}")
    assert client.ok("GET", sign_ups(project))["items"] == []
    assert own.ok("POST", sign_ups(project), body)["id"] == signed["id"]


def test_no_more_sign_up_than_are_wanted_however_many_ask_at_once(district):
    client = district.administrator()
    people = [make_volunteer(client, trained=False) for _ in range(8)]
    project = make_project(client, "publish", "recruit", wanted=3)

    def ask(volunteer):
        return client.post(f"{sign_ups(project)}", json={"volunteer_id": volunteer["id"]}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(ask, people))
    assert statuses == [201] * 3 + [409] * 5
    assert len(client.ok("GET", sign_ups(project))["items"]) == 3
    client.refused(409, "PATCH", f"/v1/projects/{project['id']}", {"wanted": 2})
    client.ok("PATCH", f"/v1/projects/{project['id']}", {"wanted": 0})


def test_leaders_sign_up_their_people_and_see_who_comes_to_their_projects(district):
    client = district.administrator()
    organisation = make_organisation(client)
    member, other = make_volunteer(client), make_volunteer(client)
    make_team(client, member, organisation_id=organisation["id"])
    project = make_project(client, "publish", "recruit", organisation_id=organisation["id"])
    leader = district.signed_in(Role.LEADER, Bound.ORGANISATION, organisation["id"])
    leader.ok("POST", sign_ups(project), {"volunteer_id": member["id"]})
    leader.refused(404, "POST", sign_ups(project), {"volunteer_id": other["id"]})
    client.ok("POST", sign_ups(project), {"volunteer_id": other["id"]})
    assert len(leader.ok("GET", sign_ups(project))["items"]) == 2
    own = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, other["id"])
    assert [one["volunteer_id"] for one in own.ok("GET", sign_ups(project))["items"]] == [other["id"]]
    own.refused(403, "POST", f"/v1/projects/{project['id']}/close", {})


def test_a_leader_keeps_the_projects_of_their_own_organisation(small_district):
    client = small_district.administrator()
    own, other = make_organisation(client), make_organisation(client)
    leader = small_district.signed_in(Role.LEADER, Bound.ORGANISATION, own["id"])
    make_project(leader, "publish", organisation_id=own["id"])
    leader.refused(403, "POST", "/v1/projects", {"name": "x", "organisation_id": other["id"]})


def test_who_is_suspended_does_not_sign_up(small_district):
    client = small_district.administrator()
    one = make_volunteer(client)
    client.ok("POST", f"/v1/volunteers/{one['id']}/suspend", {"why": "x"})
    project = make_project(client, "publish", "recruit")
    client.refused(409, "POST", sign_ups(project), {"volunteer_id": one["id"]})
