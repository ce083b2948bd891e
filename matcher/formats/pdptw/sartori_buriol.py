"""The file of Sartori and Buriol: a head, the nodes (x, y: latitude, longitude), the minutes between them.

The file has as many vehicles as one likes; one a request is enough. Source: Sartori and Buriol (2020),
Computers & Operations Research 123, 105065.
"""

import re

import numpy as np

from matcher.formats.columns import Line, whole_in
from matcher.formats.pdptw.text import Fleet, nodes_of, requests_of
from matcher.formats.sections import parse_sections
from models.errors import BadFormat

NAME = "sartori-buriol"

KNOWN = {
    "NAME",
    "LOCATION",
    "COMMENT",
    "TYPE",
    "SIZE",
    "DISTRIBUTION",
    "DEPOT",
    "ROUTE-TIME",  # the depot's window says so too
    "TIME-WINDOW",  # and the nodes' windows this
    "CAPACITY",
    "NODES",
    "EDGES",
}
MAX_SIZE = 10_000
"""Twice the largest of the set."""


def recognises(text: str) -> bool:
    return bool(re.search(r"^\s*TYPE\s*:\s*PDPTW\s*$", text, re.M))


def parse(text: str) -> Fleet:
    """Raises BadFormat naming the line or the section of what is wrong."""
    sections = parse_sections(text)
    sections.refuse_other("TYPE", "PDPTW")
    size = sections.whole("SIZE", low=1, high=MAX_SIZE)
    nodes = nodes_of(sections.section("NODES", size))
    requests = requests_of(nodes)
    return Fleet(
        format=NAME,
        unit="minutes",
        vehicles=len(requests),
        capacity=sections.whole("CAPACITY"),
        nodes=nodes,
        requests=requests,
        ways=np.array([_minutes(line, size) for line in sections.section("EDGES", size)], dtype=np.float64),
        unknown=sections.outside(KNOWN),
    )


def _minutes(line: Line, size: int) -> list[int]:
    if len(line.words) != size:
        raise BadFormat(f"line {line.at}: {len(line.words)} ways, wanted {size}")
    if all(word.isdecimal() and len(word) < 10 for word in line.words):
        return list(map(int, line.words))
    # One word is no such number; going through them names it.
    return [whole_in(word, f"line {line.at}, way to {to}") for to, word in enumerate(line.words)]
