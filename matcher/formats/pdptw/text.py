"""Pickups and deliveries as plain values: what the files of both formats say, nine columns a node."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.formats.columns import MAX_DEMAND, Line, by_number, row_of
from matcher.formats.jsontext import Number
from models.errors import BadFormat

COLUMNS = ("number", "x", "y", "demand", "earliest", "latest", "service time", "pickup", "delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The depot, a pickup or a delivery. Service starts from `earliest` to `latest`, both included.

    `demand` is below nought at a delivery. `pickup` is the number of a delivery's pickup, `delivery` that of
    a pickup's delivery, else 0.
    """

    at: int
    number: int
    x: Number
    y: Number
    demand: int
    earliest: Number
    latest: Number
    service: Number
    pickup: int
    delivery: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Vehicles are all alike and numbered from 1. Node `k` has number k; number 0 is the depot.

    `format` and `unit` name the file's format and what its ways are counted in. `requests` are the numbers of
    pickup and delivery. `ways` (P, P) float64, from, to; a vehicle takes as long as they are. `unknown` names
    what the file asks for beyond the published rules.
    """

    format: str
    unit: str
    vehicles: int
    capacity: int
    nodes: tuple[Node, ...]
    requests: tuple[tuple[int, int], ...]
    ways: NDArray[np.float64]
    unknown: tuple[str, ...] = ()

    @property
    def depot(self) -> Node:
        return self.nodes[0]


def nodes_of(lines: Iterable[Line]) -> tuple[Node, ...]:
    """By number, none left out. Raises BadFormat naming the line of what is wrong."""
    nodes = by_number(lines, _node)
    for number in range(max(nodes, default=0) + 1):
        if number not in nodes:
            raise BadFormat(f"number {number} is missing" if number else "the depot, number 0, is missing")
    depot = nodes[0]
    if depot.demand or depot.service or depot.pickup or depot.delivery:
        raise BadFormat(f"line {depot.at}: the depot has no demand, service, pickup or delivery")
    return tuple(nodes[number] for number in range(len(nodes)))


def requests_of(nodes: tuple[Node, ...]) -> tuple[tuple[int, int], ...]:
    """Pickup and delivery of each request. Raises BadFormat at a node in none, and where there is none."""
    if len(nodes) == 1:
        raise BadFormat("there is no request in this file, only the depot")
    for node in nodes[1:]:
        where = f"line {node.at}: number {node.number}"
        if (node.pickup == 0) == (node.delivery == 0):
            raise BadFormat(
                f"{where} has pickup {node.pickup} and delivery {node.delivery}, wanted one of them"
            )
        partner = node.pickup or node.delivery
        if partner >= len(nodes):
            raise BadFormat(f"{where} belongs to number {partner}, which is missing")
        twin = nodes[partner]
        if (twin.pickup, twin.delivery) != ((0, node.number) if node.pickup else (node.number, 0)):
            raise BadFormat(f"{where} belongs to number {partner}, which does not belong to it")
        if (node.demand < 0) == (node.delivery > 0) and node.demand:
            raise BadFormat(f"{where} has demand {node.demand}, wanted more than 0 to fetch, less to bring")
        if node.demand != -twin.demand:
            raise BadFormat(f"{where} has demand {node.demand}, number {partner} has {twin.demand}")
    return tuple((node.number, node.delivery) for node in nodes if node.delivery)


def _node(line: Line) -> Node:
    row = row_of(line, COLUMNS)
    x, y = row.point()
    earliest, latest = row.window("earliest", "latest")
    return Node(
        at=line.at,
        number=row.whole("number"),
        x=x,
        y=y,
        demand=row.whole("demand", low=-MAX_DEMAND, high=MAX_DEMAND),
        earliest=earliest,
        latest=latest,
        service=row.number("service time"),
        pickup=row.whole("pickup"),
        delivery=row.whole("delivery"),
    )
