"""The TRSP file as plain values: the main depot, technicians, requests.

    ID  X  Y  TWS  TWE  Serv  [skills]  [tools]  [spare parts]

Number 0 is the depot; then come as many technicians as the head says; all others are requests.
Source: Pillac, Gueret and Medaglia (2013), Optimization Letters 7: 1525-1535.
"""

import re
from dataclasses import dataclass
from itertools import dropwhile
from math import sqrt

from matcher.formats.columns import MAX_DEMAND, MAX_VEHICLES, Line, by_number, lines_of, row_of, whole_in
from matcher.formats.jsontext import Number
from models.errors import BadFormat

NAME = "trsp"

HEAD = ("crew count", "skills", "tools", "spare parts")
COLUMNS = ("number", "x", "y", "window start", "window end", "service", "skills", "tools", "spare parts")
HEADINGS = ("DEPOT", "ID")
"""First words of the lines between the head and the nodes."""

MAX_KINDS = 1000

_LIST = re.compile(r"\[(\d{1,10}(,\d{1,10})*)?\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The depot, a technician's home and what they bring, or a request and what it asks for.

    Who works starts from home at `opens` at the earliest and is back by `closes`; service of a request, and
    the stop at the depot, starts between the two, both included. `parts` by kind.
    """

    number: int
    x: Number
    y: Number
    opens: Number
    closes: Number
    service: Number
    skills: frozenset[int]
    tools: frozenset[int]
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """All in the order of their numbers, of which none is left out. Kinds are numbered from 0."""

    tools: int
    parts: int
    depot: Node
    technicians: tuple[Node, ...]
    requests: tuple[Node, ...]


def recognises(text: str) -> bool:
    """A line that begins with CREW COUNT."""
    return bool(re.search(r"^\s*CREW[ \t]+COUNT\b", text, re.M))


def distance(a: Node, b: Node) -> float:
    """Euclid in double precision, as the format has it; a way takes as long."""
    return sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)


def parse(text: str) -> Crew:
    """Raises BadFormat naming the line of what is wrong."""
    lines = lines_of(text)
    at = next((at for at, line in enumerate(lines) if line.words[:2] == ["CREW", "COUNT"]), None)
    if at is None:
        raise BadFormat("the line CREW COUNT is missing")
    if len(lines) == at + 1:
        raise BadFormat(f"line {lines[at].at}: CREW COUNT is followed by no numbers")
    head, *rows = lines[at + 1 :]
    size = row_of(head, HEAD)
    technicians = size.whole("crew count", high=MAX_VEHICLES)
    kinds = tuple(size.whole(name, high=MAX_KINDS) for name in HEAD[1:])
    rows = list(dropwhile(_is_heading, rows))
    nodes = by_number(rows, lambda line: _node(line, kinds))
    for line, node in zip(rows, nodes.values(), strict=True):
        _refuse_extra(line, node, technicians)
    for number in range(max([technicians, *nodes]) + 1):
        if number not in nodes:
            raise BadFormat(f"number {number} is missing" if number else "the depot, number 0, is missing")
    in_order = [nodes[number] for number in range(len(nodes))]
    return Crew(
        tools=kinds[1],
        parts=kinds[2],
        depot=in_order[0],
        technicians=tuple(in_order[1 : technicians + 1]),
        requests=tuple(in_order[technicians + 1 :]),
    )


def _is_heading(line: Line) -> bool:
    return line.words[0] in HEADINGS


def _node(line: Line, kinds: tuple[int, ...]) -> Node:
    row, at = row_of(line, COLUMNS), f"line {line.at}"
    x, y = row.point()
    opens, closes = row.window("window start", "window end")
    skills, tools, parts = (_whole_numbers(row.words[name], f"{at}, {name}") for name in COLUMNS[6:])
    node = Node(
        number=row.whole("number"),
        x=x,
        y=y,
        opens=opens,
        closes=closes,
        service=row.number("service"),
        skills=frozenset(skills),
        tools=frozenset(tools),
        parts=tuple(parts),
    )
    for name, asked, known in zip(("skill", "tool"), (skills, tools), kinds, strict=False):
        for kind in asked:
            if kind >= known:
                raise BadFormat(f"{at}: {name} {kind} is none of the {known} that there are")
    if node.number and len(parts) != kinds[2]:
        raise BadFormat(f"{at}: {len(parts)} amounts of spare parts, wanted {kinds[2]}")
    return node


def _refuse_extra(line: Line, node: Node, technicians: int) -> None:
    if node.number == 0 and (node.service or node.skills or node.tools or node.parts):
        raise BadFormat(f"line {line.at}: the depot has no service, skills, tools or spare parts")
    if node.number <= technicians and node.service:
        raise BadFormat(f"line {line.at}: technician {node.number} has no service")


def _whole_numbers(word: str, where: str) -> list[int]:
    if not _LIST.fullmatch(word):
        raise BadFormat(f"{where}: {word[:40]!r} is not a list of whole numbers in brackets")
    return [whole_in(one, where, high=MAX_DEMAND) for one in word[1:-1].split(",") if one]
