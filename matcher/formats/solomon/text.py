"""The Solomon file as plain values.

Source: Solomon (1987), Operations Research 35: 254-265.
"""

import re
from dataclasses import dataclass
from math import sqrt

from matcher.formats.jsontext import MAX_NUMBER, Number, a_number
from models.errors import BadFormat

NAME = "solomon"

COLUMNS = ("number", "x", "y", "demand", "ready time", "due date", "service time")
MAX_VEHICLES = 100_000
MAX_COORDINATE = 1_000_000
MAX_DEMAND = 2**31 - 1
"""A load is an int32 in the problem."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


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
    lines = [(at, line.split()) for at, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1)]
    lines = [(at, words) for at, words in lines if words]
    if not lines:
        raise BadFormat("the file is empty")
    heads = {words[0].upper(): i for i, (_, words) in reversed(list(enumerate(lines))) if len(words) == 1}
    vehicle, customer = heads.get("VEHICLE"), heads.get("CUSTOMER")
    if vehicle is None or customer is None or customer < vehicle:
        raise BadFormat("a line VEHICLE, then a line CUSTOMER are missing")
    numbers = [(at, words) for at, words in lines[vehicle + 1 : customer] if _is_number(words[0])]
    if len(numbers) != 1:
        raise BadFormat(f"line {lines[vehicle][0]}: VEHICLE is followed by one line of number and capacity")
    at, words = numbers[0]
    if len(words) != 2:
        raise BadFormat(f"line {at}: {len(words)} values, wanted 2 (number of vehicles, capacity)")
    nodes: dict[int, Node] = {}
    rows = lines[customer + 1 :]
    if rows and not _is_number(rows[0][1][0]):
        rows = rows[1:]  # the names of the columns
    for row_at, row in rows:
        node = _node(row_at, row)
        if node.number in nodes:
            raise BadFormat(f"line {row_at}: number {node.number} appears twice")
        nodes[node.number] = node
    if 0 not in nodes:
        raise BadFormat("the depot, number 0, is missing")
    depot = nodes.pop(0)
    if depot.demand or depot.service:
        raise BadFormat(
            f"the depot, number 0, has demand {depot.demand} and service {depot.service}, wanted none"
        )
    return Fleet(
        name=" ".join(word for _, words in lines[:vehicle] for word in words),
        vehicles=_whole(words[0], f"line {at}, number of vehicles", MAX_VEHICLES),
        capacity=_whole(words[1], f"line {at}, capacity", MAX_NUMBER),
        depot=depot,
        customers=tuple(nodes[number] for number in sorted(nodes)),
    )


def _node(at: int, words: list[str]) -> Node:
    if len(words) != len(COLUMNS):
        raise BadFormat(f"line {at}: {len(words)} values, wanted {len(COLUMNS)} ({', '.join(COLUMNS)})")
    number, x, y, demand, ready, due, service = words
    node = Node(
        number=_whole(number, f"line {at}, number", MAX_NUMBER),
        x=_value(x, f"line {at}, x", low=-MAX_COORDINATE, high=MAX_COORDINATE),
        y=_value(y, f"line {at}, y", low=-MAX_COORDINATE, high=MAX_COORDINATE),
        demand=_whole(demand, f"line {at}, demand", MAX_DEMAND),
        ready=_value(ready, f"line {at}, ready time"),
        due=_value(due, f"line {at}, due date"),
        service=_value(service, f"line {at}, service time"),
    )
    if node.due < node.ready:
        raise BadFormat(f"line {at}: due date {due} is before ready time {ready}")
    return node


def _is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word))


def _value(word: str, where: str, *, low: int = 0, high: int = MAX_NUMBER) -> Number:
    if not _is_number(word) or len(word) > 40:
        raise BadFormat(f"{where}: {word[:40]!r} is not a number")
    value = float(word)
    return a_number(int(value) if value.is_integer() else value, where, low=low, high=high)


def _whole(word: str, where: str, high: int) -> int:
    value = _value(word, where, high=high)
    if not isinstance(value, int):
        raise BadFormat(f"{where}: {word} is not a whole number")
    return value
