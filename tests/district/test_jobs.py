"""Long work is queued: one worker takes it, a crash loses nothing, and who asked can follow and cancel it."""

import json
from datetime import timedelta
from threading import Barrier, Event, Thread
from time import sleep

import pytest

from api.usecases.jobs import queue, running
from api.usecases.jobs.alive import alive
from api.usecases.jobs.running import Stopped, work_on
from api.usecases.plans.making import make_plan
from api.worker import Worker
from models.access import Bound, Role
from models.errors import InvalidInput
from tests.district.builders import make_community, make_need, make_recipient, make_volunteer
from tests.district.planning import TINY, WORKER, done, work_off

MONDAY = {"first_day": "2026-11-23"} | TINY


@pytest.fixture(autouse=True)
def quick_beats(monkeypatch):
    monkeypatch.setattr(running, "BEAT_S", 0.02)


def state_of(client, job):
    return client.ok("GET", f"/v1/jobs/{job['id']}")["state"]


def taken(district, worker=WORKER):
    return queue.take(district.store, worker, district.clock())


def test_a_job_that_is_done_keeps_its_result_and_who_asked_for_it(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    assert (job["state"], job["by_id"], job["attempts"]) == ("queued", client.user_id, 0)
    ended = done(district, client, job)
    assert ended["result"]["plan_id"] == job["id"]
    assert (ended["attempts"], ended["problem"]) == (1, None)


def test_two_workers_never_take_the_same_job(district):
    client = district.administrator()
    jobs = {client.add("plans", **MONDAY)["id"] for _ in range(6)}
    found, together = [], Barrier(4)

    def work(name):
        together.wait()
        while (row := taken(district, name)) is not None:
            found.append(row["id"])

    threads = [Thread(target=work, args=(f"worker {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(jobs)


def test_what_a_dead_worker_has_begun_is_done_by_another(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    assert taken(district, "dead") is not None
    assert taken(district) is None
    district.clock.pass_(minutes=1)
    ended = done(district, client, job)
    assert ended["attempts"] == 2


def test_who_was_taken_for_dead_writes_nothing_any_more(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    slow = taken(district, "slow")
    district.clock.pass_(minutes=1)
    done(district, client, job)
    queue.fail(district.store, job["id"], "slow", district.clock(), {"code": "late"})
    with district.store.writing() as tx:
        assert not queue.still_ours(tx, slow)
    assert state_of(client, job) == "done"
    assert len(client.ok("GET", "/v1/plans")["items"]) == 1


def test_a_plan_that_was_kept_by_who_died_afterwards_is_not_made_twice(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    row = taken(district, "dies")
    made = make_plan(district.house, row, lambda told: True)
    district.clock.pass_(minutes=1)
    assert done(district, client, job)["result"]["plan_id"] == made["plan_id"]
    assert len(client.ok("GET", "/v1/plans")["items"]) == 1


def test_after_three_dead_workers_a_job_has_failed(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    for number in range(3):
        assert taken(district, f"dead {number}") is not None
        district.clock.pass_(minutes=1)
    assert taken(district) is None
    ended = client.ok("GET", f"/v1/jobs/{job['id']}")
    assert (ended["state"], ended["problem"]["code"]) == ("failed", "worker_lost")


def test_a_job_that_waits_is_cancelled_at_once(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    assert client.ok("POST", f"/v1/jobs/{job['id']}/cancel")["state"] == "cancelled"
    assert taken(district) is None
    assert client.refused(409, "POST", f"/v1/jobs/{job['id']}/cancel")["code"] == "job_over"


def test_a_job_that_runs_stops_when_somebody_asks_and_drops_what_it_has(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    row = taken(district)

    def asked_for_until_it_stops(house, row, progress):
        client.ok("POST", f"/v1/jobs/{job['id']}/cancel")
        while progress({"done": 0.5}):
            sleep(0.01)
        raise Stopped

    work_on(district.house, row, WORKER, asked_for_until_it_stops, Event())
    assert state_of(client, job) == "cancelled"
    assert client.ok("GET", "/v1/plans")["items"] == []


def test_a_search_ends_when_it_is_cancelled(small_district):
    client = small_district.administrator()
    community = make_community(client)
    make_volunteer(client, community_id=community["id"])
    make_need(client, make_recipient(client, community_id=community["id"]))
    job = client.add("plans", first_day="2026-11-23", seconds=60)
    worker = Thread(target=work_off, args=(small_district,))
    worker.start()
    while client.ok("GET", f"/v1/jobs/{job['id']}")["progress"] is None:
        sleep(0.05)
    client.ok("POST", f"/v1/jobs/{job['id']}/cancel")
    worker.join(timeout=20)
    assert state_of(client, job) == "cancelled"
    assert client.ok("GET", "/v1/plans")["items"] == []


def test_a_worker_that_ends_gives_its_job_back(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    begun = Event()

    def endless(house, row, progress):
        begun.set()
        while progress({"done": 0.1}):
            sleep(0.01)
        raise Stopped

    worker = Worker(district.house, {"plan": endless}, clocks=())
    thread = Thread(target=worker.run)
    thread.start()
    assert begun.wait(10)
    with district.store.reading() as tx:
        assert alive(tx, district.clock()) == [worker.name]
        assert alive(tx, district.clock() + timedelta(minutes=3)) == []
    worker.closing.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    with district.store.reading() as tx:
        assert alive(tx, district.clock()) == []
    ended = client.ok("GET", f"/v1/jobs/{job['id']}")
    assert (ended["state"], ended["attempts"]) == ("queued", 0)
    done(district, client, job)


def test_a_worker_does_what_is_due_by_the_clock_whatever_one_of_its_clocks_does(small_district):
    rung = Event()

    def broken(house, now):
        raise RuntimeError

    def sound(house, now):
        rung.set()
        return 0

    worker = Worker(small_district.house, {}, clocks=(broken, sound))
    thread = Thread(target=worker.run)
    thread.start()
    assert rung.wait(10)
    worker.closing.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_a_lease_is_renewed_while_the_job_runs(district):
    client = district.administrator()
    job = client.add("plans", **MONDAY)
    row = taken(district)

    def long(house, row, progress):
        for number in range(4):
            district.clock.pass_(seconds=20)
            assert progress({"done": number / 4})
            sleep(0.3)
            assert taken(district, "other") is None
        return {"number": 4}

    work_on(district.house, row, WORKER, long, Event())
    ended = client.ok("GET", f"/v1/jobs/{job['id']}")
    assert (ended["state"], ended["result"]) == ("done", {"number": 4})
    assert ended["progress"] == {"done": 0.75}


@pytest.mark.parametrize(
    ("error", "code"), [(InvalidInput("x=1: no"), "invalid_input"), (RuntimeError("138"), "internal_error")]
)
def test_a_job_that_goes_wrong_says_what_as_a_problem(small_district, error, code):
    client = small_district.administrator()
    job = client.add("plans", **MONDAY)

    def wrong(house, row, progress):
        raise error

    work_on(small_district.house, taken(small_district), WORKER, wrong, Event())
    ended = client.ok("GET", f"/v1/jobs/{job['id']}")
    assert (ended["state"], ended["problem"]["code"]) == ("failed", code)
    assert "138" not in ended["problem"]["detail"]


def test_whoever_follows_a_job_hears_how_it_ended(small_district):
    client = small_district.administrator()
    job = client.add("plans", **MONDAY)
    waiting = client.get(f"/v1/jobs/{job['id']}/events?seconds=0").text
    assert "event: progress" in waiting
    done(small_district, client, job)
    ended = client.get(f"/v1/jobs/{job['id']}/events").text
    assert "event: done" in ended
    told = next(line for line in ended.splitlines() if line.startswith("data: "))
    assert json.loads(told.removeprefix("data: "))["result"]["plan_id"] == job["id"]
    client.refused(404, "GET", "/v1/jobs/nobody/events")


def test_callers_see_the_jobs_of_their_part_of_the_district_and_their_own(district):
    client = district.administrator()
    own, other = make_community(client), make_community(client)
    client.add("plans", **MONDAY, community_id=other["id"])
    mine = client.add("plans", **MONDAY, community_id=own["id"])
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, own["id"])
    assert [job["id"] for job in dispatcher.ok("GET", "/v1/jobs")["items"]] == [mine["id"]]
    assert len(client.ok("GET", "/v1/jobs?state=queued&kind=plan")["items"]) == 2
    volunteer = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, "nobody")
    volunteer.refused(403, "GET", "/v1/jobs")
