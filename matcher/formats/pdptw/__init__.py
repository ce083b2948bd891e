"""Pickup and delivery with time windows: the texts of Li and Lim (2003) and of Sartori and Buriol (2020).

The two formats differ in how a file is written and in what a way is; the problem and the judge are one.
"""

from collections.abc import Callable
from functools import partial

from matcher.formats.format import Format
from matcher.formats.pdptw import li_lim, sartori_buriol
from matcher.formats.pdptw.judge import evaluate
from matcher.formats.pdptw.published import published
from matcher.formats.pdptw.reader import read
from matcher.formats.pdptw.text import Fleet


def _format(name: str, recognises: Callable[[str], bool], parse: Callable[[str], Fleet]) -> Format:
    return Format(
        name=name,
        objectives=("distance", "fleet"),
        recognises=recognises,
        read=lambda text: read(parse(text)),
        evaluate=lambda text, solution: evaluate(parse(text), solution),
        published=partial(published, parse),
    )


LI_LIM = _format(li_lim.NAME, li_lim.recognises, li_lim.parse)
SARTORI_BURIOL = _format(sartori_buriol.NAME, sartori_buriol.recognises, sartori_buriol.parse)
