"""Ids of what is kept: ULIDs, which sort by the moment at which they were made."""

from datetime import datetime

from ulid import ULID


def new_id(at: datetime) -> str:
    return str(ULID.from_datetime(at)).lower()
