"""Telephone numbers: one spelling for comparing them, and how they are shown."""

import re

import phonenumbers

from models.errors import InvalidInput

REGION = "CN"
"""Where a number without a country code is dialled."""

LOCAL = re.compile(r"[2-9]\d{6,7}")
"""A landline as it is dialled inside of one area code: nobody can say from outside whether it exists."""

MOBILE = re.compile(r"1(?:[38]\d|[59][0-35-9])\d{8}")
"""Most of what lists hold: known without libphonenumber, which takes a third of the time of a long list."""


def e164(name: str, text: str) -> str:
    """+8613800001234. Raises InvalidInput where it is no telephone number; the message does not show it.

    Source: ITU-T E.164; which numbers exist: libphonenumber.
    """
    digits = re.sub(r"[\s\-()（）]", "", text)
    if digits.isascii() and MOBILE.fullmatch(digits):
        return f"+86{digits}"
    try:
        number = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        raise _no_number(name, text) from None
    if number.extension or not (phonenumbers.is_valid_number(number) or LOCAL.fullmatch(digits)):
        raise _no_number(name, text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(number: str) -> str:
    """138****1234 of a number in E.164: enough to tell one from another, not enough to call it."""
    shown = number.removeprefix("+86")
    return shown[:3] + "*" * max(len(shown) - 7, 0) + shown[-4:]


def _no_number(name: str, text: str) -> InvalidInput:
    return InvalidInput(
        f"{name}: {len(text)} characters that are no telephone number: 11 digits, or an area code and a "
        "landline, or + and a country code"
    )
