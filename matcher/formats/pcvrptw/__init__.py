"""Prize collecting with time windows: PyVRP's VRPLIB files, distance and prizes lost in one sum."""

from matcher.formats.format import Format
from matcher.formats.pcvrptw.judge import evaluate
from matcher.formats.pcvrptw.reader import read
from matcher.formats.pcvrptw.text import NAME, recognises

FORMAT = Format(
    name=NAME,
    objectives=("cost",),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
)
