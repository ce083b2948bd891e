"""Words of the catalogue as people write them."""

from datetime import date

import pytest

from api.tables.cells import CellProblem
from api.tables.words import SAID, dated_words, levelled_words, one_word, some_goods, some_words, vocabulary
from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality, TravelMode

KINDS = [Speciality, NeedKind, Qualification, TravelMode, Sex, Language]


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_known_by_label_and_code(kind):
    for word in kind:
        assert one_word(word.zh, kind) is word
        assert one_word(word.value.upper(), kind) is word


@pytest.mark.parametrize("kind", KINDS)
def test_no_spelling_stands_for_two_words_of_a_kind(kind):
    said = [spelling for spellings in SAID[kind].values() for spelling in spellings.split()]
    labels = [word.zh for word in kind]
    assert len(said) == len(set(said))
    assert not set(said) & set(labels)
    assert set(vocabulary(kind)) >= {spelling.casefold() for spelling in said}


def test_words_of_two_kinds_with_one_code_keep_their_own_spellings():
    assert one_word("家教", Speciality) is Speciality.TUTORING
    with pytest.raises(CellProblem):
        one_word("家教", NeedKind)


@pytest.mark.parametrize(
    "text",
    [
        "医疗、陪伴",
        "医疗，陪伴",
        "医疗,陪伴",
        "医疗;陪伴",
        "医疗/陪伴",
        "医疗 陪伴",
        "医 生\n陪聊",
        "ＭＥＤＩＣＩＮＥ、陪伴",
    ],
)
def test_whatever_separates_the_words_of_a_list(text):
    if text.startswith("医 生"):
        text = text.replace(" ", "")
    assert some_words(text, Speciality) == {Speciality.MEDICINE, Speciality.COMPANIONSHIP}


@pytest.mark.parametrize("text", ["无", "没有", "-", " "])
def test_no_words_at_all(text):
    assert some_words(text, Speciality) == frozenset()


@pytest.mark.parametrize(
    "text", ["医疗3级、陪伴", "医疗 3级、陪伴", "医疗(3)、陪伴", "医疗（3级）、陪伴", "medicine:3;陪伴"]
)
def test_a_level_may_stand_behind_a_speciality(text):
    assert levelled_words(text, Speciality) == {Speciality.MEDICINE: 3, Speciality.COMPANIONSHIP: 1}


def test_a_level_that_there_is_not_is_told():
    with pytest.raises(CellProblem, match="1 to 5"):
        levelled_words("医疗9级", Speciality)


def test_a_qualification_may_have_its_expiry_behind_it():
    assert dated_words("执业医师(2027-06-30)、驾照（长期）、律师", Qualification) == {
        Qualification.PHYSICIAN: date(2027, 6, 30),
        Qualification.DRIVER: date.max,
        Qualification.LAWYER: None,
    }


def test_an_unknown_word_is_told_with_those_that_look_like_it():
    with pytest.raises(CellProblem, match="法律资询 is no known speciality") as told:
        one_word("法律资询", Speciality)
    assert told.value.candidates[0] == "法律咨询"


def test_a_word_like_no_other_is_told_with_all_there_are():
    with pytest.raises(CellProblem) as told:
        one_word("打太极", Speciality)
    assert told.value.candidates == tuple(word.zh for word in Speciality)


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("药盒3、口罩10", {"药盒": 3, "口罩": 10}),
        ("药盒×3，口罩 10个；手套", {"药盒": 3, "口罩": 10, "手套": 1}),
        ("N95口罩*2;N95", {"N95口罩": 2, "N95": 1}),
        ("药盒：1\n药盒：2", {"药盒": 3}),
        ("维生素B12 5瓶", {"维生素B12": 5}),
        ("无", {}),
    ],
)
def test_goods_are_counted(text, goods):
    assert some_goods(text) == goods
