"""The Solomon file as plain values.

Source: Solomon (1987), Operations Research 35: 254-265.
"""

import re
from dataclasses import dataclass
from math import sqrt

from matcher.formats.columns import MAX_DEMAND, MAX_VEHICLES, Line, by_number, is_number, lines_of, row_of
from matcher.formats.jsontext import Number
from models.errors import BadFormat

NAME = "solomon"

VEHICLE_COLUMNS = ("number of vehicles", "capacity")
COLUMNS = ("number", "x", "y", "demand", "ready time", "due date", "service time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The depot (number 0) or a customer. Service starts from `ready` to `due`, both included."""

    number: int
    x: Number
    y: Number
    demand: int
    ready: Number
    due: Number
    service: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Vehicles are all alike and numbered from 1; customers in the order of their numbers."""

    name: str
    vehicles: int
    capacity: int
    depot: Node
    customers: tuple[Node, ...]


def recognises(text: str) -> bool:
    """VEHICLE and CUSTOMER each on a line of its own."""
    return bool(re.search(r"^\s*VEHICLE\s*$", text, re.M | re.I)) and bool(
        re.search(r"^\s*CUSTOMER\s*$", text, re.M | re.I)
    )


def distance(a: Node, b: Node) -> float:
    """Euclid in double precision, as the format has it."""
    return sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)


def parse(text: str) -> Fleet:
    """Raises BadFormat naming the line of what is wrong."""
    lines = lines_of(text)
    heads = {line.words[0].upper(): i for i, line in reversed(list(enumerate(lines))) if len(line.words) == 1}
    vehicle, customer = heads.get("VEHICLE"), heads.get("CUSTOMER")
    if vehicle is None or customer is None or customer < vehicle:
        raise BadFormat("a line VEHICLE, then a line CUSTOMER are missing")
    numbers = [line for line in lines[vehicle + 1 : customer] if is_number(line.words[0])]
    if len(numbers) != 1:
        raise BadFormat(f"line {lines[vehicle].at}: VEHICLE is followed by one line of number and capacity")
    size = row_of(numbers[0], VEHICLE_COLUMNS)
    rows = lines[customer + 1 :]
    if rows and not is_number(rows[0].words[0]):
        rows = rows[1:]  # the names of the columns
    nodes = by_number(rows, _node)
    if 0 not in nodes:
        raise BadFormat("the depot, number 0, is missing")
    depot = nodes.pop(0)
    if depot.demand or depot.service:
        raise BadFormat(
            f"the depot, number 0, has demand {depot.demand} and service {depot.service}, wanted none"
        )
    return Fleet(
        name=" ".join(word for line in lines[:vehicle] for word in line.words),
        vehicles=size.whole("number of vehicles", high=MAX_VEHICLES),
        capacity=size.whole("capacity"),
        depot=depot,
        customers=tuple(nodes[number] for number in sorted(nodes)),
    )


def _node(line: Line) -> Node:
    row = row_of(line, COLUMNS)
    x, y = row.point()
    ready, due = row.window("ready time", "due date")
    return Node(
        number=row.whole("number"),
        x=x,
        y=y,
        demand=row.whole("demand", high=MAX_DEMAND),
        ready=ready,
        due=due,
        service=row.number("service time"),
    )
