"""Tokens: random, shown once, kept as a hash."""

from hashlib import sha256
from secrets import token_urlsafe

PREFIX = "rv_"
BYTES = 32


def new_token() -> str:
    return PREFIX + token_urlsafe(BYTES)


def token_hash(token: str) -> str:
    """Of 256 random bits a plain hash is enough: there is nothing to guess."""
    return sha256(token.encode()).hexdigest()
