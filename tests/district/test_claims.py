"""Fifty riders claim one offer of their station at the same moment, and one of them gets it.

REDVEST_ROUNDS says how often: 50 unless it is set, as `make soak` does.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest

from api.access.caller import Caller, Grant
from api.access.tasks import Task
from api.context import Context
from api.schemas.offers import AcceptIn
from api.usecases.offers.answering import OfferGone, accept
from models.access import Bound, Role
from models.store.tables.civic import team as team_table
from models.store.tables.people import membership
from models.store.tables.places import place as place_table
from tests.district.rows import (
    LAT,
    LON,
    at,
    write,
    write_community,
    write_need,
    write_recipient,
    write_volunteer,
)

ROUNDS = int(os.environ.get("REDVEST_ROUNDS", "50"))
CLIENTS = 50


@pytest.fixture
def station(district):
    """A station with so many riders, written at once, and a recipient nearby."""
    with district.store.writing() as tx:
        community = write_community(tx)
        ids = {name: community[name] for name in ("subdistrict_id",)} | {"community_id": community["id"]}
        here = write(
            tx,
            place_table,
            kind="station",
            name="阳小驿",
            parent_id=community["id"],
            lon_deg=LON,
            lat_deg=LAT,
            **ids,
        )
        team = write(tx, team_table, name="骑手队", speciality="delivery", station_id=here["id"])
        riders = [write_volunteer(tx, community) for _ in range(CLIENTS)]
        for rider in riders:
            write(tx, membership, team_id=team["id"], volunteer_id=rider["id"])
        return here, riders, write_recipient(tx, community)


_rounds = count()


def offered(district, client, here, recipient):
    """An offer to the station, at an hour of its own."""
    number = next(_rounds)
    opens = at("08:30") + timedelta(days=number // 9, hours=number % 9)
    with district.store.writing() as tx:
        need = write_need(tx, recipient, opens=opens, closes=opens + timedelta(minutes=30))
    return need, client.add(f"needs/{need['id']}/offers", station_id=here["id"])


def test_of_fifty_who_claim_at_once_one_wins_over_http(district, station):
    here, riders, recipient = station
    client = district.administrator()
    need, offer = offered(district, client, here, recipient)
    clients = [district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, rider["id"]) for rider in riders]
    with ThreadPoolExecutor(CLIENTS) as pool:
        path = f"/v1/offers/{offer['id']}/accept"
        statuses = list(pool.map(lambda one: one.post(path, json={}).status_code, clients))
    assert sorted(statuses) == [200] + [409] * (CLIENTS - 1)
    assert len(client.ok("GET", f"/v1/visits?need_id={need['id']}")["items"]) == 1


def test_of_fifty_who_claim_at_once_one_wins_every_time(district, station):
    here, riders, recipient = station
    client = district.administrator()

    def claim(rider, offer):
        """As the route does, without the cost of fifty HTTP clients."""
        grant = Grant(Role.VOLUNTEER, Bound.VOLUNTEER, rider["id"])
        caller = Caller(user_id=f"user-{rider['id']}", token_id="none", grants=(grant,))
        context = Context(
            house=district.house, caller=caller, task=Task.ANSWER_OFFERS, now=district.clock.now
        )
        try:
            accept(context, offer["id"], AcceptIn())
        except OfferGone:
            return False
        return True

    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in range(ROUNDS):
            need, offer = offered(district, client, here, recipient)
            won = list(pool.map(claim, riders, [offer] * CLIENTS))
            assert sum(won) == 1
            taken = client.ok("GET", f"/v1/offers/{offer['id']}")
            assert taken["taken_by_id"] == riders[won.index(True)]["id"]
            assert client.ok("GET", f"/v1/needs/{need['id']}")["state"] == "assigned"
