"""Technicians with skills, tools and spare parts (TRSP): the text of Pillac, Gueret and Medaglia (2013)."""

from matcher.formats.format import Format
from matcher.formats.trsp.judge import evaluate
from matcher.formats.trsp.published import published
from matcher.formats.trsp.reader import read
from matcher.formats.trsp.text import NAME, recognises

FORMAT = Format(
    name=NAME,
    objectives=("duration",),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
    published=published,
)
