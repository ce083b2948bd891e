from importlib import import_module
from itertools import product

import pytest

from benchmarks.peers.answer import Answer, PeerStop, solution_document, without_lone_helpers
from benchmarks.peers.district import read_district
from benchmarks.peers.registry import PEERS, Peer, peers_named
from benchmarks.peers.solomon import SCALE, read_solomon
from matcher.formats import district, solomon
from matcher.formats.verdict import Verdict
from models.errors import InvalidInput
from models.travel import Pace, way_s
from tests.benchmarks.districts import (
    CREW,
    CREW_PRIORITY,
    MINI,
    MINI_PRIORITY,
    make_need,
    make_text,
    make_volunteer,
)

ENOUGH_CPU_S = 0.05


def solve(peer: Peer, text: str) -> Answer:
    if peer.version() is None:
        pytest.skip(f"{peer.package} is not installed (make setup-bench)")
    answer: Answer = import_module(peer.module).solve(read_district(text), cpu_seconds=ENOUGH_CPU_S, seed=1)
    return answer


def judged(text: str, answer: Answer) -> Verdict:
    return district.FORMAT.evaluate(text, solution_document(read_district(text), answer))


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_serves_all_that_can_be_served_and_breaks_no_rule(peer):
    verdict = judged(MINI, solve(peer, MINI))
    assert verdict.violations == ()
    assert verdict.terms["priority"] == MINI_PRIORITY


@pytest.mark.parametrize("peer", [peer for peer in PEERS if peer.synchronises], ids=lambda peer: peer.name)
def test_a_peer_that_can_synchronise_sends_two_who_start_together(peer):
    verdict = judged(CREW, solve(peer, CREW))
    assert verdict.violations == ()
    assert verdict.terms["priority"] == CREW_PRIORITY


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_prefers_the_need_of_higher_priority(peer):
    """One hour for two visits of an hour: one is left, whichever is listed first."""
    hour = {"service_s": 3600, "window": [0, 3600], "place": [100, 0]}
    text = make_text(
        [make_volunteer(0)], [make_need(0, priority=2, **hour), make_need(1, priority=9, **hour)]
    )
    assert judged(text, solve(peer, text)).terms["priority"] == 9


def test_a_helper_who_would_be_alone_is_left_out():
    question = read_district(CREW)
    both, one = {0: [PeerStop(0)], 1: [PeerStop(0)]}, {0: [PeerStop(0), PeerStop(1)], 1: []}
    assert without_lone_helpers(question, both) == both
    assert without_lone_helpers(question, one) == {0: [PeerStop(1)], 1: []}


def test_a_crew_waits_for_the_last_of_it_and_so_does_what_follows():
    answer = {0: [PeerStop(0), PeerStop(1)], 1: [PeerStop(0)]}
    document = solution_document(read_district(CREW), answer)
    starts = {
        (route["volunteer"], visit["need"]): visit["start"]
        for route in document["routes"]
        for visit in route["visits"]
    }
    # One kilometre takes 975 s on foot; the e-bike is there after 312 s and waits. Then 200 m: ceil(62.4) s.
    assert starts == {(0, 0): 975, (1, 0): 975, (0, 1): 975 + 600 + 63}
    assert judged(CREW, answer).violations == ()


def test_a_pickup_comes_with_its_own_service_and_makes_the_visit_a_dropoff():
    document = solution_document(read_district(MINI), {0: [PeerStop(1, pickup=True), PeerStop(1)]})
    visits = [(visit["part"], visit["start"], visit["end"]) for visit in document["routes"][0]["visits"]]
    # 500 m by e-bike take 156 s.
    assert visits == [("pickup", 156, 216), ("dropoff", 372, 972)]
    assert [unmet["need"] for unmet in document["unmet"]] == [0, 2, 3, 4]


def test_the_matrices_are_the_travel_rule_itself():
    points = [[0, 0], [0, 0], [1000, 0], [3, 4], [9999, 10_997], [1, 1]]
    text = make_text([make_volunteer(0)], [make_need(idx, place=point) for idx, point in enumerate(points)])
    question = read_district(text)
    k_of_mode = {"walk": 975, "ebike": 312}
    for mode, (row_a, a), (row_b, b) in product(k_of_mode, *[list(enumerate(question.points))] * 2):
        expected = way_s(Pace(k_of_mode[mode], 1300), int(a[0] - b[0]), int(a[1] - b[1]))
        assert question.travel[mode][row_a, row_b] == expected


SOLOMON_MINI = """MINI

VEHICLE
NUMBER CAPACITY
 2 10

CUSTOMER
CUST NO. XCOORD. YCOORD. DEMAND READY DUE SERVICE

0 0 0 0 0 100 0
1 3 4 6 0 50 10
2 3 5 6 0 50 10
3 6 8 4 30 40 10
"""
SOLOMON_MINI_DISTANCE = (34**0.5 + 18**0.5 + 10) + 2 * 5
"""Loads of 6 and 6 do not go together; 1 lies on the way to 3, yet it is better to go there by 2."""


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_drives_no_farther_than_it_must_where_all_are_to_be_served(peer):
    if peer.version() is None:
        pytest.skip(f"{peer.package} is not installed (make setup-bench)")
    question = read_solomon(SOLOMON_MINI)
    answer = import_module(peer.module).solve(question, cpu_seconds=ENOUGH_CPU_S, seed=1)
    verdict = solomon.FORMAT.evaluate(SOLOMON_MINI, solution_document(question, answer))
    assert verdict.violations == ()
    assert verdict.terms["distance"] == pytest.approx(SOLOMON_MINI_DISTANCE)


def test_vehicles_that_are_alike_are_one_group():
    assert read_solomon(SOLOMON_MINI).alike == [[0, 1]]
    assert read_district(MINI).alike == [[0], [1]]


def test_ways_in_thousandths_are_never_shorter_than_in_doubles():
    question = read_solomon(SOLOMON_MINI)
    assert question.travel["car"][0, 2] == 5831  # sqrt(34) is 5.8309...
    assert question.travel["car"][0, 1] == 5 * SCALE


def test_peers_are_chosen_by_name_and_ours_among_them():
    ours, peers = peers_named("pyvrp, ours")
    assert ours
    assert [peer.name for peer in peers] == ["pyvrp"]
    with pytest.raises(InvalidInput, match="'nobody'"):
        peers_named("ours,nobody")
