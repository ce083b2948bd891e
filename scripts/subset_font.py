"""Cut the font of pictures and PDF down to the characters that China writes with.

    python scripts/subset_font.py SOURCE.ttf CHARACTERS.txt api/printouts/font/NotoSansSC-subset.ttf

The source is Noto Sans SC Regular with TrueType outlines (OFL 1.1). The list is the Table of General Standard
Chinese Characters (通用规范汉字表, State Council 2013): 8,105 characters, one a line. What is kept: that
table, GB 2312, Latin with the accents of pinyin, punctuation, full-width forms, arrows, circled numbers and
simple shapes. Hinting, vertical metrics and layout features go: neither fpdf2 nor matplotlib uses them.
"""

import sys
from pathlib import Path

from fontTools import subset

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # the carons of pinyin
    (0x0391, 0x03C9),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x2010, 0x2027),  # dashes, quotation marks, bullets, ellipsis
    (0x2030, 0x203B),
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x2122),  # letterlike: degrees Celsius, numero
    (0x2160, 0x217F),  # Roman numerals
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2460, 0x24FF),  # circled
    (0x2500, 0x25FF),  # boxes and shapes
    (0x2600, 0x2642),
    (0x2713, 0x2717),
    (0x3000, 0x303F),  # CJK punctuation
    (0x3380, 0x33DF),  # squared units
    (0xFF01, 0xFFEE),  # full-width forms
)


def gb2312() -> set[str]:
    """The 7,445 characters of GB 2312-1980."""
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {char for pair in rows for char in pair.decode("gb2312", errors="ignore")}


def main(source: Path, characters: Path, target: Path) -> None:
    wanted = gb2312() | set(characters.read_text(encoding="utf-8").split())
    wanted |= {chr(code) for first, last in RANGES for code in range(first, last + 1)}
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False  # the same source gives the same bytes
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(wanted)))
    subsetter.subset(font)
    subset.save_font(font, target, options)
    print(f"{target}: {len(font.getBestCmap())} characters, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(f"usage: {sys.argv[0]} SOURCE.ttf CHARACTERS.txt TARGET.ttf")
    main(*(Path(argument) for argument in sys.argv[1:]))
