"""Home care with synchronised visits: the JSON cases of Bredstrom and Ronnqvist (2008), by travel."""

from matcher.formats.bredstrom.judge import evaluate
from matcher.formats.bredstrom.reader import read
from matcher.formats.bredstrom.text import NAME, recognises
from matcher.formats.format import Format

FORMAT = Format(
    name=NAME,
    objectives=("travel",),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
)
