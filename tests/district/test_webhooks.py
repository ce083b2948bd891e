"""Webhooks: signed, tried again until they are heard, replayed, and never sent into a private network."""

import hmac
import json
import threading
from base64 import b64decode, b64encode
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from api import outgoing
from api.usecases.feed.delivering import deliver_webhooks
from models.access import Role


@contextmanager
def receiver(*statuses):
    """An HTTP server that answers with these statuses, then always with the last; what it has heard."""
    heard, answers = [], list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            heard.append((dict(self.headers), body))
            status = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            if status in (301, 307):
                self.send_header("location", "http://127.0.0.1:1/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def organisation(client, name="基金会"):
    return client.add("organisations", party="charity", name=name)


def delivered(district):
    return deliver_webhooks(district.house, district.clock.now)


def states(client, hook):
    found = client.ok("GET", f"/v1/webhooks/{hook['id']}/deliveries")["items"]
    return [(one["state"], one["tries"]) for one in found]


def test_an_event_is_delivered_with_a_signature_that_the_receiver_can_check(district):
    client = district.administrator()
    with receiver(204) as (url, heard):
        hook = client.add("webhooks", url=url, nouns=["organisation"])
        party = organisation(client, "王阿姨的基金会")
        assert delivered(district) == 1
        assert delivered(district) == 0
    headers, body = heard[0]
    key = b64decode(hook["secret"].removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mine = b64encode(hmac.digest(key, signed, sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{mine}"
    assert int(headers["webhook-timestamp"]) == int(district.clock.now.timestamp())
    message = json.loads(body)
    assert (message["type"], message["data"]["id"]) == ("organisation.created", party["id"])
    assert "王" not in body.decode()


def test_what_fails_is_sent_again_after_longer_and_longer_with_the_same_id(district):
    client = district.administrator()
    with receiver(500, 503, 200) as (url, heard):
        hook = client.add("webhooks", url=url, nouns=["organisation"])
        organisation(client)
        assert delivered(district) == 0
        assert states(client, hook) == [("waiting", 1)]
        district.clock.pass_(seconds=4)
        assert delivered(district) == 0
        assert len(heard) == 1
        district.clock.pass_(seconds=1)
        assert delivered(district) == 0
        assert len(heard) == 2
        district.clock.pass_(seconds=10)
        assert delivered(district) == 1
    assert states(client, hook) == [("delivered", 3)]
    assert len({headers["webhook-id"] for headers, _ in heard}) == 1


def test_after_a_day_it_is_given_up_and_can_be_sent_again_by_hand(small_district):
    district, client = small_district, small_district.administrator()
    with receiver(500) as (url, _):
        hook = client.add("webhooks", url=url, nouns=["organisation"])
        organisation(client)
        until = district.clock.now + timedelta(hours=25)
        while district.clock.now < until:
            delivered(district)
            district.clock.pass_(minutes=30)
    [(state, tries)] = states(client, hook)
    assert state == "given_up"
    assert 15 < tries < 30
    number = client.ok("GET", f"/v1/webhooks/{hook['id']}/deliveries")["items"][0]["number"]
    with receiver(200) as (url, _):
        client.ok("PATCH", f"/v1/webhooks/{hook['id']}", {"url": url})
        client.ok("POST", f"/v1/webhooks/{hook['id']}/deliveries/{number}/redeliver")
        assert delivered(district) == 1
    assert states(client, hook) == [("delivered", 1)]


def test_a_replay_sends_what_came_before_the_webhook_too(district):
    client = district.administrator()
    for number in range(3):
        organisation(client, f"基金会{number}")
    with receiver(200) as (url, heard):
        hook = client.add("webhooks", url=url, nouns=["organisation"])
        organisation(client, "后来的")
        assert delivered(district) == 1
        told = client.ok("POST", f"/v1/webhooks/{hook['id']}/replay", {"after": 0})
        assert told == {"waiting": 1}
        assert delivered(district) == 4
    numbers = [json.loads(body)["data"]["number"] for _, body in heard]
    assert numbers[0] == numbers[-1]
    assert numbers[1:] == sorted(numbers[1:])


def test_while_a_receiver_is_down_the_others_hear_and_nothing_is_lost(district):
    client = district.administrator()
    with receiver(200) as (good, heard), receiver(500) as (bad, tried):
        client.add("webhooks", url=good, nouns=["organisation"])
        down = client.add("webhooks", url=bad, nouns=["organisation"])
        for number in range(4):
            organisation(client, f"基金会{number}")
        assert delivered(district) == 4
    assert len(heard) == 4  # the rest of a batch waits with the first that fails
    assert len(tried) == 1
    assert sorted(states(client, down)) == [("waiting", 0)] * 3 + [("waiting", 1)]


def test_several_workers_at_once_do_not_send_twice(district):
    client = district.administrator()
    with receiver(200) as (url, heard):
        client.add("webhooks", url=url, nouns=["organisation"])
        for number in range(10):
            organisation(client, f"基金会{number}")
        workers = [threading.Thread(target=delivered, args=[district]) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    numbers = [headers["webhook-id"] for headers, _ in heard]
    assert len(numbers) == len(set(numbers)) == 10


def test_a_redirect_is_not_followed(small_district):
    client = small_district.administrator()
    with receiver(307) as (url, _):
        hook = client.add("webhooks", url=url, nouns=["organisation"])
        organisation(client)
        assert delivered(small_district) == 0
    [one] = client.ok("GET", f"/v1/webhooks/{hook['id']}/deliveries")["items"]
    assert (one["last_status"], one["last_problem"]) == (307, "answered 307")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "https://10.0.0.1/hook",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "http://2130706433/",
        "https://user:secret@example.org/",
        "ftp://example.org/",
        "https://",
        "nonsense",
        "https://no-such-host.invalid/",
        "https://xn--a/",
    ],
)
def test_events_are_not_sent_into_private_networks_nor_without_tls(small_district, url):
    client = small_district.administrator()
    problem = client.refused(422, "POST", "/v1/webhooks", {"url": url})
    assert "url" in problem["detail"]


def test_a_name_that_leads_inside_by_the_time_of_delivery_is_not_connected_to(small_district, monkeypatch):
    client = small_district.administrator()
    addresses = {"first": "93.184.215.14"}

    def resolver(host, port, **more):
        assert host == "hook.example.org"
        return [(2, 1, 6, "", (addresses["first"], port))]

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", resolver)
    hook = client.add("webhooks", url="https://hook.example.org/", nouns=["organisation"])
    organisation(client)
    addresses["first"] = "127.0.0.1"
    assert delivered(small_district) == 0
    [one] = client.ok("GET", f"/v1/webhooks/{hook['id']}/deliveries")["items"]
    assert "leads to 127.0.0.1, inside a private network" in one["last_problem"]


def test_the_secret_is_shown_once_and_is_in_no_history(small_district):
    client = small_district.administrator()
    secret = "whsec_" + b64encode(b"s" * 24).decode()
    hook = client.add("webhooks", url="http://localhost:9/", secret=secret)
    assert hook["secret"] == secret
    path = f"/v1/webhooks/{hook['id']}"
    for shown in (client.get(path), client.get("/v1/webhooks"), client.get(f"{path}/history")):
        assert "secret" not in shown.text
        assert "sealed" not in shown.text
    keyed = {"headers": {"idempotency-key": "k"}}
    client.ok("POST", "/v1/webhooks", {"url": "http://localhost:9/"}, **keyed)
    client.refused(409, "POST", "/v1/webhooks", {"url": "http://localhost:9/"}, **keyed)  # nobody keeps it
    problem = client.refused(422, "POST", "/v1/webhooks", {"url": "http://localhost:9/", "secret": "short"})
    assert "whsec_ and 24 to 64" in problem["detail"]
    assert "short" not in problem["detail"]


def test_a_closed_or_resting_webhook_is_sent_nothing(small_district):
    client = small_district.administrator()
    with receiver(200) as (url, heard):
        resting = client.add("webhooks", url=url, nouns=["organisation"], active=False)
        closed = client.add("webhooks", url=url, nouns=["organisation"])
        client.ok("DELETE", f"/v1/webhooks/{closed['id']}")
        organisation(client)
        assert delivered(small_district) == 0
        assert heard == []
        client.refused(409, "POST", f"/v1/webhooks/{closed['id']}/replay", {"after": 0})
        client.ok("PATCH", f"/v1/webhooks/{resting['id']}", {"active": True})
        assert delivered(small_district) == 1  # what it has missed while it rested


def test_only_administrators_keep_webhooks(small_district):
    dispatcher = small_district.signed_in(Role.DISPATCHER)
    dispatcher.refused(403, "GET", "/v1/webhooks")
    dispatcher.refused(403, "POST", "/v1/webhooks", {"url": "http://localhost:9/"})
