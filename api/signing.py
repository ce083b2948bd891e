"""Signatures by which a receiver knows that a delivery is ours, unchanged and recent.

Source: Standard Webhooks 1.0.0 (headers webhook-id, webhook-timestamp, webhook-signature; secrets whsec_…).
"""

import binascii
from base64 import b64decode, b64encode
from datetime import datetime
from hmac import digest
from secrets import token_bytes

from models.errors import InvalidInput

PREFIX = "whsec_"
BYTES = 32
LEAST_BYTES, MOST_BYTES = 24, 64


def new_secret() -> str:
    return PREFIX + b64encode(token_bytes(BYTES)).decode("ascii")


def check_secret(secret: str) -> None:
    """Raises InvalidInput where it is none; the message does not show it."""
    _key(secret)


def signed_headers(secret: str, *, id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers that a delivery carries; the signature covers id, time and body."""
    timestamp = str(int(at.timestamp()))
    signature = digest(_key(secret), f"{id}.{timestamp}.".encode() + body, "sha256")
    return {
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + b64encode(signature).decode("ascii"),
    }


def _key(secret: str) -> bytes:
    try:
        key = b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or not LEAST_BYTES <= len(key) <= MOST_BYTES:
        raise InvalidInput(
            f"secret: {PREFIX} and {LEAST_BYTES} to {MOST_BYTES} random bytes in base64; "
            "leave it out, and one is made"
        )
    return key
