"""Telephone and identity numbers are read in one spelling, and are in no message."""

from datetime import date

import phonenumbers
import pytest

from models.availability import WeeklySpan, check_week
from models.catalogue import Sex
from models.errors import InvalidInput
from models.identity import read_identity
from models.phones import MOBILE, e164, masked

WOMAN = "360426199101010063"
MAN = "360426199101010071"


@pytest.mark.parametrize("text", ["13800001234", "138 0000 1234", "+86 138-0000-1234", "86 13800001234"])
def test_one_number_has_one_spelling(text):
    assert e164("phone", text) == "+8613800001234"


def test_a_landline_has_its_area_code():
    assert e164("phone", "027-84841234") == "+862784841234"


@pytest.mark.parametrize("text", ["1380000123", "电话", "12345", "++", "13800001234567"])
def test_what_is_no_number_is_refused_without_being_shown(text):
    with pytest.raises(InvalidInput, match="phone: ") as refused:
        e164("phone", text)
    assert text not in str(refused.value)


def test_a_masked_number_tells_two_apart_and_cannot_be_called():
    assert masked("+8613800001234") == "138****1234"


def test_an_identity_number_tells_birth_date_and_sex():
    read = read_identity(f" {MAN} ")
    assert (read.born_on, read.sex) == (date(1991, 1, 1), Sex.MALE)
    assert MAN not in repr(read)


@pytest.mark.parametrize("text", [MAN[:-1] + "2", "1", "36042619910101007X", "１"])
def test_a_mistyped_identity_number_is_refused_without_being_shown(text):
    with pytest.raises(InvalidInput, match="identity_number: ") as refused:
        read_identity(text)
    assert text not in str(refused.value).replace("identity_number: 1 ", "")


def span(weekday=1, from_="08:00", until="12:00"):
    return WeeklySpan(weekday=weekday, from_=from_, until=until)


@pytest.mark.parametrize(
    "values", [{"weekday": 0}, {"from_": "8:00"}, {"until": "25:00"}, {"from_": "12:00"}, {"until": "24:01"}]
)
def test_a_span_that_is_none_is_refused(values):
    with pytest.raises(InvalidInput):
        span(**values)


def test_spans_of_one_weekday_do_not_overlap():
    check_week([span(), span(from_="12:00", until="24:00"), span(weekday=2, from_="11:00")])
    with pytest.raises(InvalidInput, match="on weekday 1, 08:00-12:00 and 11:00-13:00 overlap"):
        check_week([span(from_="11:00", until="13:00"), span()])


def test_mobile_numbers_are_told_as_libphonenumber_tells_them():
    for prefix in range(1000, 2000):
        text = f"{prefix}1234567"
        is_number = phonenumbers.is_valid_number(phonenumbers.parse(text, "CN"))
        if MOBILE.fullmatch(text):
            assert is_number, text
            assert e164("phone", text) == f"+86{text}"
