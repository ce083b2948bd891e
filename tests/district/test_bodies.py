"""Bodies that nobody sends in good faith: told where they are wrong, in words, and never a fault of ours."""

import pytest

from api.routes.keyed_route import KeyedRoute

JSON = {"content-type": "application/json"}


def sent(client, body, path="/v1/recipients", **headers):
    return client.post(path, content=body, headers=JSON | headers)


@pytest.mark.parametrize("body", [rb'{"name": "\ud800"}', rb'{"na\ud800me": 1}'])
def test_half_a_surrogate_pair_is_refused_and_told_as_it_came(small_district, body):
    answer = sent(small_district.administrator(), body)
    assert answer.status_code == 422, answer.text
    assert rb"\ud800" in answer.content
    assert answer.json()["errors"]


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"name": "陈\x00奶奶"}, "body.name"),
        ({"note": "\x07"}, "body.note"),
        ({"wanted": ["\x01"]}, "body.wanted.0"),
    ],
)
def test_control_characters_are_refused_where_they_stand(small_district, changes, at):
    client = small_district.administrator()
    problem = client.refused(422, "POST", "/v1/recipients", {"name": "陈奶奶"} | changes)
    assert at in [one["at"] for one in problem["errors"]]


def test_a_patch_and_what_lies_within_are_looked_at_too(small_district):
    client = small_district.administrator()
    spans = [{"weekday": 1, "from": "08:00", "until": "1\x008:00"}]
    client.refused(422, "PATCH", "/v1/volunteers/anybody", {"available": spans})
    problem = client.refused(422, "PATCH", "/v1/volunteers/anybody", {"note": "a\x02b"})
    assert problem["detail"] == "body.note: character 2 is the control character U+0002"


def test_lines_and_tabs_are_text(small_district):
    client = small_district.administrator()
    client.refused(404, "PATCH", "/v1/volunteers/anybody", {"note": "一\n二\t三"})


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"lon_deg": ' + b"9" * 5000 + b"}", b'{"name": "\xff"}'])
def test_what_cannot_be_read_at_all_is_told_in_words(small_district, body):
    answer = sent(small_district.administrator(), body)
    assert answer.status_code == 400
    assert "the body cannot be read" in answer.json()["detail"]


def test_a_field_that_is_not_known_and_a_broken_body_are_told_in_words(small_district):
    client = small_district.administrator()
    problem = client.refused(422, "POST", "/v1/recipients", {"name": "陈奶奶", "nmae": "x"})
    assert problem["detail"] == "body.nmae: there is no such field here"
    assert "this is no JSON" in sent(client, b"{").json()["detail"]
    assert "there is no such path" in client.refused(404, "GET", "/v1/recipient")["detail"]
    assert "the path has no such method" in client.refused(405, "PUT", "/v1/recipients")["detail"]


@pytest.mark.parametrize("headers", [{}, {"idempotency-key": "once"}])
def test_no_more_of_a_body_is_read_than_the_service_takes(small_district, headers):
    client = small_district.administrator()
    read = 0

    def endless():
        nonlocal read
        while read < 4 * KeyedRoute.most_bytes:
            read += 2**20
            yield b" " * 2**20

    told = sent(client, endless(), **headers)
    assert told.status_code == 413
    assert f"longer than the {KeyedRoute.most_bytes:,} bytes" in told.json()["detail"]
