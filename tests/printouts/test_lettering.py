"""The font can draw whatever the product says, and the gate lets nothing vanish."""

import ast
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from api.printouts.lettering import FONT, MISSING, Lettering, width_em, wrapped
from models import catalogue, reasons
from models.catalogue import Labelled
from models.demo.generator import make_day
from models.district.gazetteer import hanyang
from tests.conftest import ROOT

RARE = "\U00020bb7"
REPLACEMENT = "\ufffd"  # stands for control characters in the workbook alone


def uncovered(texts) -> set[str]:
    lettering = Lettering()
    for text in texts:
        lettering.shown(text)
    return lettering.missing


def literals(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_every_word_of_the_catalogue_and_every_reason_has_its_glyphs():
    labelled = [
        member
        for module in (catalogue, reasons)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Labelled)
        for member in kind
    ]
    assert len(labelled) > 50
    assert uncovered(member.zh for member in labelled) == set()


@pytest.mark.parametrize("folder", ["api/printouts", "models"])
def test_every_word_of_the_templates_has_its_glyphs(folder):
    texts = [text for path in (ROOT / folder).rglob("*.py") for text in literals(path)]
    assert uncovered(text for text in texts if REPLACEMENT not in text) == set()


def test_every_name_of_the_reference_district_has_its_glyphs():
    places = hanyang()
    named = (*places.subdistricts, *places.communities, *places.estates, *places.facilities)
    assert uncovered(one.name for one in named) == set()


def test_whatever_the_demo_prints_has_its_glyphs():
    day = make_day(volunteers=80, needs=40, seed=1, first_day=date(2026, 11, 23))
    people = [text for one in day.volunteers for text in (one.name, one.team, one.home.label)]
    needs = [t for one in day.needs for t in (one.recipient_name, one.place.label, one.bring, one.access)]
    assert uncovered(people + needs) == set()


def test_names_may_use_all_of_gb2312():
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    characters = {char for pair in rows for char in pair.decode("gb2312", errors="ignore")}
    assert len(characters) == 7445
    assert uncovered(characters) == set()


def test_the_font_has_truetype_outlines_may_be_embedded_and_brings_its_licence():
    with TTFont(FONT, lazy=True) as font:
        assert "glyf" in font
        assert font["OS/2"].fsType == 0
    assert "SIL OPEN FONT LICENSE" in FONT.with_name("OFL.txt").read_text(encoding="utf-8")


def test_a_character_without_a_glyph_is_shown_as_a_geta_and_remembered():
    lettering = Lettering()
    assert lettering.shown(f"{RARE}野家{RARE}") == f"{MISSING}野家{MISSING}"
    assert lettering.missing == {RARE}


def test_a_character_without_a_shape_is_left_out_and_is_not_missing():
    lettering = Lettering()
    assert lettering.shown("王\u200b芳\ufe0f") == "王芳"
    assert lettering.missing == set()


def test_a_text_comes_out_in_one_line():
    assert Lettering().shown(" 门禁\n按\t501 ") == "门禁 按 501"


def test_lines_are_no_wider_than_asked_and_lose_nothing():
    text = "请从小区北门进，电梯检修（走楼梯）；单元门禁按 501，老人听力弱，请多等一会儿。"
    for ems in (5, 8, 13):
        lines = wrapped(text, ems=ems)
        assert max(map(width_em, lines)) <= ems
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_closing_punctuation_or_ends_with_opening():
    lines = wrapped("一二三四，五六七八（九十）一二三四", ems=4)
    assert not {line[0] for line in lines} & set("，）")
    assert not {line[-1] for line in lines} & set("（")


def test_a_word_stays_whole_unless_it_is_wider_than_the_line():
    assert wrapped("坐公交 Delmar Boulevard 下", ems=8) == ["坐公交 Delmar", "Boulevard 下"]
    assert len(wrapped("https" * 8, ems=5)) > 1


def test_the_first_line_may_have_less_room():
    assert wrapped("一二三四五六", ems=4, first_ems=2) == ["一二", "三四五六"]
    assert wrapped("wide 一", ems=4, first_ems=1) == ["", "wide 一"]


def test_nothing_is_one_empty_line():
    assert wrapped("", ems=5) == [""]
