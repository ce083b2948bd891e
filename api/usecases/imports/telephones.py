"""Telephone numbers as lists have them."""

import re

from models.errors import InvalidInput
from models.phones import e164


def first_phone(text: str) -> str | None:
    """The first number that exists of those in the cell, without its extension; None where there is none."""
    for part in text.split("/"):
        try:
            return e164("phone", re.sub(r"转\d+$", "", part))
        except InvalidInput:
            continue
    return None
