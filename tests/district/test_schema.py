"""The OpenAPI document and what it promises, held by generated requests. REDVEST_REQUESTS says how many."""

import os

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.district.access_table import TABLE
from tests.district.builders import (
    make_need,
    make_organisation,
    make_recipient,
    make_team,
    make_volunteer,
)
from tests.district.paths import with_ids

REQUESTS = int(os.environ.get("REDVEST_REQUESTS", "1000"))
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def document(small_district):
    return small_district.app.openapi()


def operations(document):
    return [
        (method, path, operation)
        for path, found in document["paths"].items()
        for method, operation in found.items()
    ]


def test_operations_have_ids_that_are_stable_and_their_own(document):
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(ids)) == len(ids)
    assert {"get_v1_needs", "post_v1_needs_id_open", "post_vroom"} <= set(ids)


def test_every_body_has_an_example_that_its_schema_takes(document):
    wrong = []
    for method, path, operation in operations(document):
        for kind, media in operation.get("requestBody", {}).get("content", {}).items():
            schema = {**media["schema"], "components": document["components"]}
            if kind == "application/json" and not jsonschema_rs.is_valid(schema, media["example"]):
                errors = [error.message for error in jsonschema_rs.iter_errors(schema, media["example"])]
                wrong.append((method, path, media["example"], errors))
    assert wrong == []


def test_refusals_are_declared_once_for_all_routes(document):
    for method, path, operation in operations(document):
        assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}, (method, path)
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_every_post_takes_a_key(small_district, document):
    """One that is too long is refused before anything else is looked at."""
    client, deaf = small_district.administrator(), []
    for (method, path), roles in TABLE.items():
        if method != "POST" or roles is None:
            continue
        answer = client.post(with_ids(path), json={}, headers={"Idempotency-Key": "k" * 101})
        if "Idempotency-Key" not in answer.text:
            deaf.append(path)
        named = {"$ref": "#/components/parameters/IdempotencyKey"}
        assert named in document["paths"][path]["post"]["parameters"], path
    assert deaf == []


def things(client):
    """One of each kind that is made by hand, by the path of its kind."""
    recipient = make_recipient(client)
    made = {
        "places": client.get(f"/v1/places/{recipient['community_id']}").json(),
        "organisations": make_organisation(client),
        "teams": make_team(client),
        "volunteers": make_volunteer(client),
        "recipients": recipient,
        "needs": make_need(client, recipient),
    }
    return {f"/v1/{noun}/{{id}}": row["id"] for noun, row in made.items()}


def test_every_get_of_one_thing_gives_an_etag(small_district):
    client = small_district.administrator()
    for path, id in things(client).items():
        assert client.get(path.format(id=id)).headers["etag"].startswith('"'), path


def test_generated_requests_get_what_the_document_promises(small_district):
    """As an administrator; half of the ids are of things that there are."""
    client = small_district.administrator()
    known, slots = things(client), small_district.app.state.slots
    slots.closing = True  # searches and streams end at once
    schema = schemathesis.openapi.from_dict(small_district.app.openapi())
    schema.app = small_district.app
    found = [result.ok() for result in schema.get_all_operations()]
    each = max(1, round(REQUESTS / len(found)))
    failures = {}
    for operation in found:
        label = operation.label
        if "/me/tokens/" in label or label.endswith("/v1/me/password"):
            continue  # the caller would be out
        problem = _asked(small_district, client, operation, known, each)
        if problem is not None:
            failures[label] = problem
    assert failures == {}


def _words(error):
    """The failures one by one, each with the request that shows it."""
    inner = getattr(error, "exceptions", ())
    return "\n".join([str(error)[:1500], *(_words(one) for one in inner)])


def _asked(district, client, operation, known, each):
    """What is wrong with the answers of one operation, else None."""
    headers = {"authorization": client.headers["authorization"]}
    start = next((path for path in known if operation.path.startswith(path)), None)
    numbers = iter(range(10**9))

    @seed(1)
    @settings(
        max_examples=each,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    @given(case=operation.as_strategy())
    def ask(case):
        if start is not None and next(numbers) % 2:
            case.path_parameters["id"] = known[start]
        case.call_and_validate(headers=headers, checks=CHECKS)

    try:
        ask()
    except (Exception, BaseExceptionGroup) as error:
        return _words(error)
    return None
