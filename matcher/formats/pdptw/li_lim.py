"""The file of Li and Lim: vehicles, capacity and a speed that is not used; then a line for each node.

Ways are Euclid in double precision. Source: Li and Lim (2003), International Journal on Artificial
Intelligence Tools 12: 173-186.
"""

import re

import numpy as np

from matcher.formats.columns import MAX_VEHICLES, lines_of, row_of
from matcher.formats.pdptw.text import Fleet, nodes_of, requests_of

NAME = "li-lim"

HEAD = ("vehicles", "capacity", "speed")

_START = re.compile(r"\ufeff?\s*\d+([ \t]+\d+){2}[ \t]*\r?\n\s*\d+([ \t]+[-+.\d]+){8}[ \t]*(\r?\n|\Z)")


def recognises(text: str) -> bool:
    """A line of three whole numbers, then one of nine numbers."""
    return bool(_START.match(text))


def parse(text: str) -> Fleet:
    """Raises BadFormat naming the line of what is wrong."""
    head, *rows = lines_of(text)
    size = row_of(head, HEAD)
    nodes = nodes_of(rows)
    x, y = (np.array([getattr(node, axis) for node in nodes], dtype=np.float64) for axis in "xy")
    return Fleet(
        format=NAME,
        unit="distance",
        vehicles=size.whole("vehicles", high=MAX_VEHICLES),
        capacity=size.whole("capacity"),
        nodes=nodes,
        requests=requests_of(nodes),
        ways=np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2),
    )
