"""Every route is called by every role: who may not is refused with 403, who has not signed in with 401."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import Limits
from models.access import BOUNDS, Bound, Role
from models.store.tables.needs import offer as offer_table
from models.store.tables.stock import release as release_table
from models.store.tables.visits import alarm as alarm_table
from tests.district.access_table import TABLE
from tests.district.builders import (
    make_community,
    make_need,
    make_organisation,
    make_place,
    make_recipient,
    make_station,
    make_team,
    make_volunteer,
)
from tests.district.lists import HEADER, csv_of, sent
from tests.district.paths import with_ids
from tests.district.planning import make_plan
from tests.district.rows import at, write, write_visit
from tests.houses import Client

WITHOUT_VERSION = {"/v1/jobs/", "/v1/imports/", "/v1/exports/"}
"""What nobody changes by a request has no ETag."""


def routes_of(app) -> set[tuple[str, str]]:
    paths = app.openapi()["paths"]
    return {(method.upper(), path) for path, operations in paths.items() for method in operations}


@pytest.fixture
def house(small_district):
    """Streams end at once: otherwise who may read them would wait for ever."""
    small_district.app.state.slots.closing = True
    return small_district


def ask(client: TestClient, method: str, path: str) -> int:
    body = {} if method in ("POST", "PUT", "PATCH") else None
    return client.request(method, path, json=body).status_code


@pytest.fixture
def bound_ids(house):
    """Something that a role can be held for, of each kind."""
    office = house.administrator()
    community = make_community(office)
    within = {"community_id": community["id"]}
    return {
        Bound.DISTRICT: "",
        Bound.SUBDISTRICT: community["subdistrict_id"],
        Bound.COMMUNITY: community["id"],
        Bound.ORGANISATION: make_organisation(office)["id"],
        Bound.TEAM: make_team(office)["id"],
        Bound.STATION: make_station(office, community)["id"],
        Bound.VOLUNTEER: make_volunteer(office, **within)["id"],
        Bound.RECIPIENT: make_recipient(office, **within)["id"],
    }


def test_every_route_has_a_row_and_every_row_a_route(small_district):
    routes = routes_of(small_district.app)
    assert routes - set(TABLE) == set(), "write who may into tests/district/access_table.py"
    assert set(TABLE) - routes == set(), "these rows are of no route any more"


def test_nobody_gets_in_without_a_token(house):
    nobody = TestClient(house.app)
    got = {
        row: ask(nobody, row[0], with_ids(row[1]))
        for row, roles in TABLE.items()
        if roles is not None and row in routes_of(house.app)
    }
    assert {row: status for row, status in got.items() if status != 401} == {}


def test_what_is_open_asks_for_no_token(house):
    nobody = TestClient(house.app)
    got = {row: ask(nobody, row[0], with_ids(row[1])) for row, roles in TABLE.items() if roles is None}
    assert {row for row, status in got.items() if status == 401 or status >= 500} <= {("GET", "/readyz")}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_call_what_the_table_says_and_nothing_else(house, bound_ids, role):
    wrong = {}
    for bound in sorted(BOUNDS[role]):
        client = house.signed_in(role, bound, bound_ids[bound])
        for (method, path), roles in TABLE.items():
            if roles is None or (method, path) not in routes_of(house.app):
                continue
            status = ask(client, method, with_ids(path))
            is_right = status == 403 if role not in roles else status not in (401, 403) and status < 500
            if not is_right:
                wrong[bound.value, method, path] = status
    assert wrong == {}


@pytest.fixture
def elsewhere(house):
    """Ids of what lies in one community, by the path under which it is found."""
    office = house.administrator()
    community = make_community(office)
    within = {"community_id": community["id"]}
    recipient = make_recipient(office, **within)
    need, other = make_need(office, recipient), make_need(office, recipient)
    volunteer = make_volunteer(office, **within)
    pharmacy = make_place(office, "pharmacy", community)
    medicine = {"medicine": "阿司匹林", "lot_number": "A1", "expires_on": "2027-06-30", "received": 10}
    lot = office.add("lots", storage="room", place_id=pharmacy["id"], **medicine)
    body = {
        "kind": "company",
        "recipient_id": recipient["id"],
        "hours": [{"opens": "09:00", "closes": "11:00"}],
    }
    standing = office.add("standing-needs", rule="FREQ=WEEKLY;BYDAY=MO", starts_on="2026-11-30", **body)
    link = office.add("need-links", first_id=need["id"], second_id=other["id"], kind="same_volunteer")
    plan = make_plan(house, office, **within)
    with house.store.writing() as tx:
        about = {"need_id": need["id"], "recipient_id": recipient["id"], **within}
        visit = write_visit(tx, need, volunteer, at("10:00"), "accepted")
        alarm = write(
            tx, alarm_table, kind="missing_check_in", visit_id=visit["id"], due_at=at("10:15"), **about
        )
        moments = {"starts_at": at("09:00"), "answer_by_at": at("12:00")}
        to = {"need_id": other["id"], "volunteer_id": volunteer["id"]}
        offer = write(tx, offer_table, **to, **moments, **within)
        print_ = {"pharmacist_id": volunteer["id"], "seal_print": "x", "amount": 1}
        release = write(tx, release_table, lot_id=lot["id"], need_id=need["id"], **print_, **within)
    webhook = office.add("webhooks", url="https://1.1.1.1/redvest", **within)
    asked = sent(office, csv_of(HEADER)).json()
    export = office.add("exports", of="needs")
    made = {
        "volunteers": volunteer,
        "recipients": recipient,
        "needs": need,
        "standing-needs": standing,
        "need-links": link,
        "offers": offer,
        "visits": visit,
        "alarms": alarm,
        "lots": lot,
        "releases": release,
        "plans": plan,
        "webhooks": webhook,
        "imports": asked,
        "exports": export,
        "jobs": {"id": plan["id"]},  # which has made it
    }
    return {f"/v1/{noun}/": row["id"] for noun, row in made.items()}


def strangers(house, bound_ids) -> list[Client]:
    """Of each role that is bound to a part of the district, one who is responsible for another part."""
    return [
        house.signed_in(role, bound, bound_ids[bound])
        for role in Role
        for bound in sorted(BOUNDS[role])
        if bound is not Bound.DISTRICT
    ]


def test_what_lies_out_of_reach_is_not_there(house, bound_ids, elsewhere):
    seen = {}
    for client in strangers(house, bound_ids):
        for (method, path), roles in TABLE.items():
            id = next((id for start, id in elsewhere.items() if path.startswith(f"{start}{{id}}")), None)
            if id is None or roles is None or (method, path) not in routes_of(house.app):
                continue
            status = ask(client, method, with_ids(path, id=id))
            # A body that cannot be read is refused before anything is looked up.
            if status not in ((403, 404) if method in ("GET", "DELETE") else (403, 404, 422)):
                seen[client.user_id, method, path] = status
    assert seen == {}
    office = house.administrator()
    for start, id in elsewhere.items():
        answer = office.get(f"{start}{id}")
        assert (start, answer.status_code) == (start, 200)
        assert answer.headers.get("etag", "").startswith('"') != (start in WITHOUT_VERSION), start


def test_lists_hold_nothing_that_lies_out_of_reach(house, bound_ids, elsewhere):
    for client in strangers(house, bound_ids):
        for start, id in elsewhere.items():
            answer = client.get(start.rstrip("/"))
            assert answer.status_code == 403 or id not in {one["id"] for one in answer.json()["items"]}


def test_a_role_is_held_for_what_there_is(house, bound_ids):
    office = house.administrator()
    path = f"/v1/users/{office.user_id}/grants"
    office.ok("DELETE", f"/v1/volunteers/{bound_ids[Bound.VOLUNTEER]}")
    for role in Role:
        for bound in sorted(BOUNDS[role] - {Bound.DISTRICT}):
            grant = {"role": role, "bound": bound, "why": "入职"}
            told = office.refused(422, "POST", path, grant | {"bound_id": "nobody"})
            assert "there is no such" in told["detail"]
            is_there = bound is not Bound.VOLUNTEER
            answer = office.post(path, json=grant | {"bound_id": bound_ids[bound]})
            assert answer.status_code == (201 if is_there else 422), answer.text


def test_where_searches_ask_for_a_sign_in_who_plans_may(house):
    app = create_app(Limits(solves=1, open_solve=False), house.house)
    for role in Role:
        bound = min(BOUNDS[role])
        signed_in = house.signed_in(role, bound, "" if bound is Bound.DISTRICT else "x")
        headers = {"authorization": signed_in.headers["authorization"]}
        answer = TestClient(app, headers=headers).post("/vroom", json={})
        assert (answer.status_code == 403) == (role not in (Role.ADMINISTRATOR, Role.DISPATCHER)), role
