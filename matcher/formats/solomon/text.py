"""The Solomon file as plain values.

Source: Solomon (1987), Operations Research 35: 254-265.
"""

import re
from dataclasses import dataclass
from math import sqrt

from matcher.formats.columns import (
    MAX_COORDINATE,
    MAX_DEMAND,
    MAX_VEHICLES,
    Line,
    is_number,
    lines_of,
    number_in,
    refuse_width,
    whole_in,
)
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
    refuse_width(numbers[0], VEHICLE_COLUMNS)
    at, (vehicles, capacity) = numbers[0].at, numbers[0].words
    nodes: dict[int, Node] = {}
    rows = lines[customer + 1 :]
    if rows and not is_number(rows[0].words[0]):
        rows = rows[1:]  # the names of the columns
    for row in rows:
        node = _node(row)
        if node.number in nodes:
            raise BadFormat(f"line {row.at}: number {node.number} appears twice")
        nodes[node.number] = node
    if 0 not in nodes:
        raise BadFormat("the depot, number 0, is missing")
    depot = nodes.pop(0)
    if depot.demand or depot.service:
        raise BadFormat(
            f"the depot, number 0, has demand {depot.demand} and service {depot.service}, wanted none"
        )
    return Fleet(
        name=" ".join(word for line in lines[:vehicle] for word in line.words),
        vehicles=whole_in(vehicles, f"line {at}, number of vehicles", high=MAX_VEHICLES),
        capacity=whole_in(capacity, f"line {at}, capacity"),
        depot=depot,
        customers=tuple(nodes[number] for number in sorted(nodes)),
    )


def _node(line: Line) -> Node:
    refuse_width(line, COLUMNS)
    number, x, y, demand, ready, due, service = line.words
    at = f"line {line.at}"
    node = Node(
        number=whole_in(number, f"{at}, number"),
        x=number_in(x, f"{at}, x", low=-MAX_COORDINATE, high=MAX_COORDINATE),
        y=number_in(y, f"{at}, y", low=-MAX_COORDINATE, high=MAX_COORDINATE),
        demand=whole_in(demand, f"{at}, demand", high=MAX_DEMAND),
        ready=number_in(ready, f"{at}, ready time"),
        due=number_in(due, f"{at}, due date"),
        service=number_in(service, f"{at}, service time"),
    )
    if node.due < node.ready:
        raise BadFormat(f"{at}: due date {due} is before ready time {ready}")
    return node
