"""The one typeface of pictures and PDF, and the gate that every text passes before it is drawn with it.

The font lies beside this file, so that nothing depends on what a machine has installed. A character that it
cannot draw becomes 〓 (the geta mark, the printers' sign for a missing sort) and is remembered by its code.
"""

from functools import cache
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONT = Path(__file__).with_name("font") / "NotoSansSC-subset.ttf"
"""Noto Sans SC Regular, SIL Open Font License 1.1 (OFL.txt beside it), cut by scripts/subset_font.py."""

MISSING = "〓"


@cache
def advances() -> dict[str, float]:
    """Width of each character that the font can draw, in ems."""
    with TTFont(FONT, lazy=True) as font:
        ems = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        return {chr(code): widths[glyph][0] / ems for code, glyph in font.getBestCmap().items()}


class Lettering:
    """Lets texts through to the page and remembers in `missing` the characters that had to be replaced."""

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def shown(self, text: str) -> str:
        """The text as it can be drawn, in one line: white space is one blank, a missing character is 〓."""
        return "".join(self._drawable(char) for char in " ".join(text.split()))

    def _drawable(self, char: str) -> str:
        if char in advances():
            return char
        if category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f":
            return ""  # joiners, marks of direction and variation selectors have no shape of their own
        self.missing.add(char)
        return MISSING


def width_em(text: str) -> float:
    """Width of a text that passed the gate, in ems: no kerning, as fpdf2 sets it."""
    known = advances()
    return sum(known[char] for char in text)


def wrapped(text: str, *, ems: float, first_ems: float | None = None) -> list[str]:
    """Lines no wider than so many ems, the first perhaps narrower; at least one, perhaps empty.

    Chinese breaks between any two characters but before closing punctuation and after opening; words and
    numbers stay whole unless they are wider than the line.
    Source: W3C, Requirements for Chinese Text Layout, section 3.1.6 (line start and end).
    """
    lines = [""]

    def fits(line: str) -> bool:
        return width_em(line.rstrip()) <= (ems if first_ems is None or len(lines) > 1 else first_ems)

    for piece in _unbreakable(text):
        if fits(lines[-1] + piece):
            lines[-1] += piece
        elif width_em(piece.rstrip()) <= ems:
            lines.append(piece)
        else:
            for char in piece:
                if lines[-1] and not fits(lines[-1] + char):
                    lines.append("")
                lines[-1] += char
    return [line.rstrip() for line in lines]


NOT_FIRST = frozenset("，。、；：！？）〕】》〉」』”’…—·%℃,.;:!?)]}~～/")
NOT_LAST = frozenset("（〔【《〈「『“‘([{￥¥$")
LATIN_ENDS = 0x250
"""Code points below are letters, figures and signs of Western width."""


def _unbreakable(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        joins = pieces and (
            char == " "
            or char in NOT_FIRST
            or pieces[-1][-1] in NOT_LAST
            or (ord(char) < LATIN_ENDS and ord(pieces[-1][-1]) < LATIN_ENDS and pieces[-1][-1] != " ")
        )
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
