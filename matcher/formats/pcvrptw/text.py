"""The prize-collecting file as plain values: VRPLIB with time windows and a prize for each node.

Source: PyVRP/Instances, PCVRPTW, made from Gehring and Homberger (1999).
"""

import re
from dataclasses import dataclass

from matcher.formats.columns import MAX_COORDINATE, MAX_DEMAND, MAX_VEHICLES, Row, row_of
from matcher.formats.jsontext import Number
from matcher.formats.sections import Sections, parse_sections
from models.errors import BadFormat

NAME = "pcvrptw"

TYPE = "PCVRPTW"
KNOWN = {
    "NAME",
    "COMMENT",
    "TYPE",
    "DIMENSION",
    "VEHICLES",
    "CAPACITY",
    "SERVICE_TIME",
    "EDGE_WEIGHT_TYPE",
    "NODE_COORD_SECTION",
    "DEMAND_SECTION",
    "TIME_WINDOW_SECTION",
    "PRIZE_SECTION",
    "DEPOT_SECTION",
}
DEPOT = 1
MAX_DIMENSION = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The depot (number 1) or a customer. Service starts from `opens` to `closes`, both included."""

    number: int
    x: int
    y: int
    demand: int
    opens: Number
    closes: Number
    prize: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Vehicles are all alike and numbered from 1; customers in the order of their numbers, from 2.

    `service` is every customer's time. `unknown` names what the file asks for beyond the published rules.
    """

    vehicles: int
    capacity: int
    service: Number
    depot: Node
    customers: tuple[Node, ...]
    unknown: tuple[str, ...]


def recognises(text: str) -> bool:
    return bool(re.search(rf"^\s*TYPE\s*:\s*{TYPE}\s*$", text, re.M))


def parse(text: str) -> Fleet:
    """Raises BadFormat naming the line or the section of what is wrong."""
    sections = parse_sections(text)
    sections.refuse_other("TYPE", TYPE)
    sections.refuse_other("EDGE_WEIGHT_TYPE", "EUC_2D")
    count = sections.whole("DIMENSION", low=1, high=MAX_DIMENSION)
    xy = _by_node(sections, "NODE_COORD_SECTION", ("node", "x", "y"), count)
    demands = _by_node(sections, "DEMAND_SECTION", ("node", "demand"), count)
    windows = _by_node(sections, "TIME_WINDOW_SECTION", ("node", "open", "close"), count)
    prizes = _by_node(sections, "PRIZE_SECTION", ("node", "prize"), count)
    depots = [word for line in sections.section("DEPOT_SECTION", 2) for word in line.words]
    if depots != [str(DEPOT), "-1"]:
        raise BadFormat(f"DEPOT_SECTION: {' '.join(depots)[:40]!r} is not '{DEPOT} -1'")
    depot, *customers = [_node(*rows) for rows in zip(xy, demands, windows, prizes, strict=True)]
    if depot.demand or depot.prize:
        raise BadFormat(
            f"the depot, node {DEPOT}, has demand {depot.demand} and prize {depot.prize}, wanted none"
        )
    return Fleet(
        vehicles=sections.whole("VEHICLES", high=MAX_VEHICLES),
        capacity=sections.whole("CAPACITY"),
        service=sections.whole("SERVICE_TIME"),
        depot=depot,
        customers=tuple(customers),
        unknown=sections.outside(KNOWN),
    )


def _by_node(sections: Sections, name: str, columns: tuple[str, ...], count: int) -> list[Row]:
    """The rows of the section in the order of their nodes, 1 to `count`."""
    rows: dict[int, Row] = {}
    for line in sections.section(name, count):
        row = row_of(line, columns)
        node = row.whole("node", low=DEPOT, high=count)
        if node in rows:
            raise BadFormat(f"line {line.at}: node {node} appears twice in {name}")
        rows[node] = row
    return [rows[node] for node in sorted(rows)]


def _node(xy: Row, demand: Row, window: Row, prize: Row) -> Node:
    opens, closes = window.window("open", "close")
    return Node(
        number=xy.whole("node"),
        x=xy.whole("x", low=-MAX_COORDINATE, high=MAX_COORDINATE),
        y=xy.whole("y", low=-MAX_COORDINATE, high=MAX_COORDINATE),
        demand=demand.whole("demand", high=MAX_DEMAND),
        opens=opens,
        closes=closes,
        prize=prize.whole("prize"),
    )
