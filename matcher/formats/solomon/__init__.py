"""Vehicle routing with time windows: the text of Solomon (1987) and of Gehring and Homberger (1999)."""

from matcher.formats.format import Format
from matcher.formats.solomon.judge import evaluate
from matcher.formats.solomon.published import published
from matcher.formats.solomon.reader import read
from matcher.formats.solomon.text import NAME, recognises

FORMAT = Format(
    name=NAME,
    objectives=("distance", "fleet"),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
    published=published,
)
