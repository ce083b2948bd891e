"""Home health care routing and scheduling (HHCRSP): the sets mankowska, kummer and italian, as JSON."""

from matcher.formats.format import Format
from matcher.formats.hhcrsp.judge import evaluate
from matcher.formats.hhcrsp.published import published
from matcher.formats.hhcrsp.reader import read
from matcher.formats.hhcrsp.text import NAME, recognises

FORMAT = Format(
    name=NAME,
    objectives=("cost",),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
    published=published,
)
