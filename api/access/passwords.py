"""Passwords: what is kept of them, and whether one is right. Source: RFC 9106, second recommended option."""

from functools import cache
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from models.errors import InvalidInput

LEAST_LENGTH = 12
MOST_LENGTH = 200

_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def password_hash(password: str) -> str:
    """Raises InvalidInput where it is too short or too long."""
    if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
        raise InvalidInput(f"a password has {LEAST_LENGTH} to {MOST_LENGTH} characters, not {len(password)}")
    return _hasher.hash(password)


def is_right(password: str, hash: str | None) -> bool:
    """False without a hash, after as long as with one: how long it took tells nobody which logins exist."""
    try:
        return _hasher.verify(hash or _nobodys_hash(), password[:MOST_LENGTH])
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(token_urlsafe())
