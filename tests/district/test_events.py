"""The feed: every line gets one number in the order of the commits, and nothing personal leaves with it."""

import json
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, select

from api import feed_watch
from api.usecases.feed.numbering import number_lines
from api.usecases.feed.telling import OPEN_FIELDS
from models.access import Bound, Role
from models.store import journal
from models.store.journal import Act, history
from models.store.tables import metadata
from models.store.tables.civic import organisation
from tests.houses import MONDAY_8

ACT = Act(by_id="somebody", at=MONDAY_8)


def made(tx, id, **more):
    return journal.create(tx, organisation, {"id": id, "party": "charity", "name": "基金会"} | more, ACT)


def numbers(store):
    with store.reading() as tx:
        return tx.execute(select(history.c.number).order_by(history.c.id)).scalars().all()


def polled(store, after):
    with store.reading() as tx:
        query = select(history.c.number, history.c.id).where(history.c.number > after)
        return [tuple(row) for row in tx.execute(query.order_by(history.c.number))]


@settings(max_examples=5)
@given(
    seed=st.integers(0, 10**6),
    writers=st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=6), min_size=2, max_size=4),
)
def check_nothing_is_missed(district, seed, writers):
    """Writers whose transactions overlap, two who number, and a reader who only ever asks for more."""
    store, stop, seen = district.store, threading.Event(), []
    started = polled(store, 0)
    position = [max((number for number, _ in started), default=0)]

    def write(who, sizes):
        for turn, size in enumerate(sizes):
            with store.writing() as tx:
                for line in range(size):
                    made(tx, f"{seed}-{len(started)}-{who}-{turn}-{line}"[:32])
                    time.sleep(0.001 * ((seed + who) % 3))

    def number():
        while not stop.is_set():
            number_lines(district.house, MONDAY_8)

    def follow():
        while not stop.is_set():
            found = polled(store, position[0])
            seen.extend(found)
            position[0] = found[-1][0] if found else position[0]

    writing = [threading.Thread(target=write, args=one) for one in enumerate(writers)]
    around = [threading.Thread(target=one) for one in (number, number, follow)]
    for thread in writing + around:
        thread.start()
    for thread in writing:
        thread.join()
    number_lines(district.house, MONDAY_8)
    stop.set()
    for thread in around:
        thread.join()
    seen.extend(polled(store, position[0]))
    given_numbers = numbers(store)
    assert sorted(given_numbers) == list(range(1, len(given_numbers) + 1))
    assert [number for number, _ in seen] == list(range(len(started) + 1, len(given_numbers) + 1))
    assert len({id for _, id in seen}) == sum(map(sum, writers))


def test_a_reader_who_asks_for_what_comes_after_misses_nothing(district):
    check_nothing_is_missed(district)


def test_lines_of_an_open_transaction_get_a_later_number(district):
    if district.store.is_sqlite:
        pytest.skip("SQLite has one writer: no line is committed before one that was begun earlier")
    with district.store.writing() as slow:
        made(slow, "slow")
        with district.store.writing() as quick:
            made(quick, "quick")
        assert number_lines(district.house, MONDAY_8) == 1
    assert number_lines(district.house, MONDAY_8) == 1
    with district.store.reading() as tx:
        order = tx.execute(select(history.c.subject_id).order_by(history.c.number)).scalars().all()
    assert order == ["quick", "slow"]


def test_no_field_whose_values_are_told_holds_words_or_what_is_sealed():
    kinds = {
        column.name: column
        for table in metadata.tables.values()
        for column in table.c
        if column.name in OPEN_FIELDS
    }
    assert OPEN_FIELDS - kinds.keys() == set()
    assert [name for name, column in kinds.items() if isinstance(column.type, Text)] == []
    personal = ("name", "phone", "note", "door", "address", "born", "sealed", "print", "deg", "recipient")
    assert [name for name in OPEN_FIELDS if any(word in name for word in personal)] == ["name_by_at"]


def test_the_log_tells_what_was_done_and_to_what_but_no_names(district):
    client = district.administrator()
    party = client.add("organisations", party="charity", name="王阿姨的基金会", note="电话 13900001234")
    events = client.ok("GET", "/v1/event-log?noun=organisation")["items"]
    assert [(one["noun"], one["id"], one["step"], one["by_id"]) for one in events] == [
        ("organisation", party["id"], "created", client.user_id)
    ]
    assert events[0]["values"]["party"] == "charity"
    assert {"name", "note"} <= set(events[0]["fields"])
    assert "王" not in json.dumps(events, ensure_ascii=False)
    assert "139" not in json.dumps(events)


def test_the_log_goes_on_after_a_number(district):
    client = district.administrator()
    ids = [client.add("organisations", party="charity", name=f"基金会{n}")["id"] for n in range(5)]
    seen, after = [], 0
    while True:
        found = client.ok("GET", f"/v1/event-log?noun=organisation&limit=2&after={after}")
        seen += [one["id"] for one in found["items"]]
        if found["next"] == after:
            break
        after = found["next"]
    assert seen == ids
    assert client.ok("GET", f"/v1/event-log?after={after}") == {"items": [], "next": after}


def test_a_dispatcher_is_told_of_their_community_and_of_no_account(district):
    client = district.administrator()
    street = client.add("places", kind="subdistrict", name="街道", lon_deg=114.2, lat_deg=30.55)
    own, other = (
        client.add("places", kind="community", name=name, parent_id=street["id"], lon_deg=114.2, lat_deg=30.5)
        for name in ("琴台社区", "月湖社区")
    )
    for home in (own, other):
        client.add("organisations", party="charity", name="基金会", community_id=home["id"])
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, own["id"])
    events = dispatcher.ok("GET", "/v1/event-log")["items"]
    assert {one["community_id"] for one in events} == {own["id"]}
    whole = district.signed_in(Role.DISPATCHER).ok("GET", "/v1/event-log")["items"]
    assert {one["noun"] for one in whole} == {"place", "organisation"}
    district.signed_in(Role.LEADER, Bound.TEAM, "t1").refused(403, "GET", "/v1/event-log")


@contextmanager
def served(district):
    """The house on a socket, as a stream needs one."""
    server = uvicorn.Server(uvicorn.Config(district.app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def followed(url, client, count, **more):
    """The first events of a stream."""
    headers = {"authorization": client.headers["authorization"]} | more.pop("headers", {})
    events, fields = [], {}
    with httpx.stream("GET", f"{url}/v1/events", headers=headers, params=more, timeout=20) as answer:
        assert answer.status_code == 200, answer.read()
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if line:
                fields[name] = value
            elif "data" in fields:
                events.append(fields)
                fields = {}
                if len(events) == count:
                    return events
    return events


def test_a_stream_is_taken_up_again_where_it_broke_off(district):
    client = district.administrator()
    with served(district) as url:
        ids = [client.add("organisations", party="charity", name=f"基金会{n}")["id"] for n in range(3)]
        first = followed(url, client, 1, after=0, noun="organisation")
        assert (first[0]["event"], json.loads(first[0]["data"])["id"]) == ("organisation.created", ids[0])
        rest = followed(
            url, client, 2, noun="organisation", headers={"last-event-id": first[0]["id"]}, seconds=5
        )
        assert [json.loads(one["data"])["id"] for one in rest] == ids[1:]


def test_a_stream_tells_what_happens_while_it_is_open(district):
    client = district.administrator()
    with served(district) as url:
        later = threading.Timer(0.5, lambda: client.add("organisations", party="charity", name="基金会"))
        later.start()
        events = followed(url, client, 1, noun="organisation", seconds=10)
        later.join()
    assert [one["event"] for one in events] == ["organisation.created"]


def test_a_stream_ends_when_its_time_is_over_or_its_token_revoked(small_district):
    district, client = small_district, small_district.administrator()
    with served(district) as url:
        began = time.monotonic()
        assert followed(url, client, 1, noun="team", seconds=1) == []
        assert time.monotonic() - began < 5
        own = district.administrator()
        token = own.ok("GET", "/v1/me/tokens")["items"][0]["id"]
        leaving = threading.Timer(0.5, lambda: own.ok("DELETE", f"/v1/me/tokens/{token}"))
        leaving.start()
        assert followed(url, own, 1, noun="team", seconds=30) == []
        leaving.join()
        assert time.monotonic() - began < 15


def test_there_is_room_for_so_many_streams_and_for_others_after_them(small_district, monkeypatch):
    monkeypatch.setattr(feed_watch, "MOST_STREAMS", 1)
    client = small_district.administrator()
    headers = {"authorization": client.headers["authorization"]}
    with served(small_district) as url, httpx.Client(headers=headers, base_url=url, timeout=20) as reader:
        with reader.stream("GET", "/v1/events?seconds=20") as first:
            assert first.status_code == 200
            refused = reader.get("/v1/events?seconds=1")
            assert (refused.status_code, refused.json()["code"]) == (503, "too_many_streams")
        ends = time.monotonic() + 10
        while (again := reader.get("/v1/events?seconds=0")).status_code == 503 and time.monotonic() < ends:
            time.sleep(0.2)  # until the server has seen that the first reader is gone
        assert again.status_code == 200


def test_a_number_that_is_none_is_refused(small_district):
    client = small_district.administrator()
    refused = client.refused(422, "GET", "/v1/events", headers={"last-event-id": "abc"})
    assert "Last-Event-ID: 'abc'" in refused["detail"]
    client.refused(422, "GET", "/v1/event-log?after=-1")
    assert small_district.clock.now - MONDAY_8 == timedelta(0)
