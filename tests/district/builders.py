"""Rows that tests of the service start from, made over HTTP. What a test does not mention is filled in.

Names, numbers and places repeat nowhere, unless a test asks for it.
"""

from itertools import count

from tests.houses import Client

_numbers = count(1)

WEEK = [{"weekday": weekday, "from": "08:00", "until": "18:00"} for weekday in range(1, 8)]


def make_subdistrict(client: Client, **changes: object) -> dict:
    body = {"kind": "subdistrict", "name": f"街道{next(_numbers)}", "lon_deg": 114.2, "lat_deg": 30.55}
    return client.add("places", **body | changes)


def make_community(client: Client, **changes: object) -> dict:
    """In a subdistrict of its own, unless `parent_id` names one."""
    if "parent_id" not in changes:
        changes["parent_id"] = make_subdistrict(client)["id"]
    body = {"kind": "community", "name": f"社区{next(_numbers)}", "lon_deg": 114.2, "lat_deg": 30.55}
    return client.add("places", **body | changes)


def make_place(client: Client, kind: str, community: dict | None = None, **changes: object) -> dict:
    """What lies in a community: a station, clinic, pharmacy, venue, bank site."""
    parent_id = (community or make_community(client))["id"]
    body = {"kind": kind, "name": f"{kind}{next(_numbers)}", "lon_deg": 114.21, "lat_deg": 30.55}
    return client.add("places", **body | {"parent_id": parent_id} | changes)


def make_station(client: Client, community: dict | None = None, **changes: object) -> dict:
    return make_place(client, "station", community, **changes)


def make_organisation(client: Client, **changes: object) -> dict:
    return client.add("organisations", **{"party": "volunteers", "name": f"协会{next(_numbers)}"} | changes)


def make_team(client: Client, *members: dict, **changes: object) -> dict:
    """A team with these volunteers in it."""
    team = client.add("teams", **{"name": f"队伍{next(_numbers)}", "speciality": "companionship"} | changes)
    for member in members:
        join(client, team, member)
    return team


def join(client: Client, team: dict, volunteer: dict, **changes: object) -> dict:
    return client.add(f"teams/{team['id']}/members", volunteer_id=volunteer["id"], **changes)


def make_volunteer(client: Client, *, trained: bool = True, **changes: object) -> dict:
    """An adult who is free from 8 to 18 every day and walks, trained unless a test says otherwise.

    In a community of their own, unless `community_id` names one.
    """
    if "community_id" not in changes:
        changes["community_id"] = make_community(client)["id"]
    number = next(_numbers)
    body = {
        "name": f"志愿者{number}",
        "phone": f"138{number:08}",
        "born_on": "1980-05-01",
        "sex": "female",
        "languages": ["mandarin"],
        "specialities": {"companionship": 3},
        "available": WEEK,
        "lon_deg": 114.2,
        "lat_deg": 30.55,
    }
    volunteer = client.add("volunteers", **body | changes)
    return train(client, volunteer) if trained else volunteer


def train(client: Client, volunteer: dict) -> dict:
    """The volunteer with a valid training, and the step that follows from it."""
    make_credential(client, volunteer, kind="training", name="岗前培训")
    return client.ok("POST", f"/v1/volunteers/{volunteer['id']}/train", {})


def make_credential(client: Client, volunteer: dict, **changes: object) -> dict:
    body = {"kind": "insurance", "from_on": "2026-01-01", "until_on": "2027-12-31"}
    return client.add(f"volunteers/{volunteer['id']}/credentials", **body | changes)


def make_recipient(client: Client, **changes: object) -> dict:
    """In a community of their own, unless `community_id` names one."""
    if "community_id" not in changes:
        changes["community_id"] = make_community(client)["id"]
    number = next(_numbers)
    body = {
        "name": f"老人{number}",
        "phone": f"139{number:08}",
        "born_on": "1946-03-02",
        "languages": ["mandarin"],
        "lon_deg": 114.201,
        "lat_deg": 30.551,
        "door": "3栋2单元501",
    }
    return client.add("recipients", **body | changes)


def make_need(client: Client, recipient: dict | None = None, **changes: object) -> dict:
    """Verified and open, for an hour's company on Monday between 9 and 12, of a recipient of its own."""
    recipient_id = (recipient or make_recipient(client))["id"]
    body = {
        "kind": "company",
        "recipient_id": recipient_id,
        "windows": [{"from_at": "2026-11-23T09:00:00", "until_at": "2026-11-23T12:00:00"}],
        "verified": True,
        "open": True,
    }
    return client.add("needs", **body | changes)
