"""The frozen district: this project's own public instances, volunteers with homes, shifts and skills."""

from matcher.formats.district.judge import evaluate
from matcher.formats.district.reader import read
from matcher.formats.district.text import NAME, recognises
from matcher.formats.format import Format

FORMAT = Format(
    name=NAME,
    objectives=("priority",),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
)
