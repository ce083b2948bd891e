"""Every route is called by every role: who may not is refused with 403, who has not signed in with 401."""

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import Limits
from models.access import BOUNDS, Bound, Role
from tests.district.access_table import TABLE
from tests.district.builders import (
    make_community,
    make_need,
    make_organisation,
    make_recipient,
    make_station,
    make_team,
    make_volunteer,
)
from tests.houses import Client

PARAMETER = re.compile(r"\{(\w+)\}")
UNKNOWN = {"number": "1"}
"""What stands for an id that nobody has, where a path asks for something else than letters."""


def routes_of(app) -> set[tuple[str, str]]:
    paths = app.openapi()["paths"]
    return {(method.upper(), path) for path, operations in paths.items() for method in operations}


def with_ids(path: str, **ids: str) -> str:
    return PARAMETER.sub(lambda found: ids.get(found[1], UNKNOWN.get(found[1], "nobody")), path)


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
    need = make_need(office, recipient)
    volunteer = make_volunteer(office, **within)
    return {
        "/v1/volunteers/": volunteer["id"],
        "/v1/recipients/": recipient["id"],
        "/v1/needs/": need["id"],
    }


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
        assert office.get(f"{start}{id}").status_code == 200


def test_lists_hold_nothing_that_lies_out_of_reach(house, bound_ids, elsewhere):
    for client in strangers(house, bound_ids):
        for start, id in elsewhere.items():
            answer = client.get(start.rstrip("/"))
            assert answer.status_code == 403 or id not in {one["id"] for one in answer.json()["items"]}


def test_where_searches_ask_for_a_sign_in_who_plans_may(house):
    app = create_app(Limits(solves=1, open_solve=False), house.house)
    for role in Role:
        bound = min(BOUNDS[role])
        signed_in = house.signed_in(role, bound, "" if bound is Bound.DISTRICT else "x")
        headers = {"authorization": signed_in.headers["authorization"]}
        answer = TestClient(app, headers=headers).post("/vroom", json={})
        assert (answer.status_code == 403) == (role not in (Role.ADMINISTRATOR, Role.DISPATCHER)), role
