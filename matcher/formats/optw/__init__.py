"""Orienteering with time windows: the text of the KU Leuven test set, one route, greatest profit."""

from matcher.formats.format import Format
from matcher.formats.optw.judge import evaluate
from matcher.formats.optw.reader import read
from matcher.formats.optw.text import NAME, recognises

FORMAT = Format(
    name=NAME,
    objectives=("profit",),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
)
