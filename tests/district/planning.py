"""Plans made in tests: the queue is worked off by whoever asks, with a search of a few rounds."""

from threading import Event

from api.usecases.job_kinds import JOB_KINDS
from api.usecases.jobs.queue import take
from api.usecases.jobs.running import work_on
from tests.district.builders import make_community, make_need, make_recipient, make_volunteer
from tests.houses import Client, District

WORKER = "test worker"
TINY = {"seconds": 5, "iterations": 200}


def work_off(district: District) -> None:
    """Every job that waits is done, one after the other."""
    while (row := take(district.store, WORKER, district.clock())) is not None:
        work_on(district.house, row, WORKER, JOB_KINDS[row["kind"]], Event())


def done(district: District, client: Client, job: dict) -> dict:
    """The job, which must have ended well."""
    work_off(district)
    job = client.ok("GET", f"/v1/jobs/{job['id']}")
    assert job["state"] == "done", job["problem"]
    return job


def a_day(client: Client, *, volunteers: int = 2, needs: int = 2, **changes: object):
    """A community with so many people who can keep company, and as many who ask for it."""
    community = make_community(client)
    people = [make_volunteer(client, community_id=community["id"]) for _ in range(volunteers)]
    asked = [
        make_need(client, make_recipient(client, community_id=community["id"]), **changes)
        for _ in range(needs)
    ]
    return community, people, asked


def make_plan(district: District, client: Client, **changes: object) -> dict:
    """A draft of Monday for the whole district."""
    job = client.add("plans", **{"first_day": "2026-11-23"} | TINY | changes)
    return client.ok("GET", f"/v1/plans/{done(district, client, job)['result']['plan_id']}")


def publish(client: Client, plan: dict) -> dict:
    """What came of publishing it."""
    return client.ok("POST", f"/v1/plans/{plan['id']}/publish", {}, headers=seen(plan))


def seen(plan: dict) -> dict:
    """The header that says which version somebody has looked at."""
    return {"if-match": f'"{plan["version"]}"'}


def visits_of(client: Client, plan: dict) -> list[dict]:
    return client.ok("GET", f"/v1/plans/{plan['id']}/visits")["items"]
