"""Personal data sealed: kept so that only the holder of the key reads it, and found again without reading it.

AES-256-GCM with a random nonce for what is read again, HMAC-SHA-256 for what is only compared; both keys are
derived from the one in the file. Sources: NIST SP 800-38D; RFC 2104; RFC 5869.
"""

import os
from hmac import digest
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.errors import InvalidInput

KEY_BYTES = 32
NONCE_BYTES = 12


class Seal:
    """Seals with one key. What another key has sealed it does not open."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derived(key, b"redvest: sealed"))
        self._hmac_key = _derived(key, b"redvest: fingerprint")

    def sealed(self, text: str) -> bytes:
        return self.sealed_bytes(text.encode())

    def opened(self, sealed: bytes) -> str:
        """Raises InvalidInput where another key has sealed it."""
        return self.opened_bytes(sealed).decode()

    def sealed_bytes(self, content: bytes) -> bytes:
        nonce = token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, None)

    def opened_bytes(self, sealed: bytes) -> bytes:
        """Raises InvalidInput where another key has sealed it."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
        except InvalidTag:
            raise InvalidInput(
                "sealed with another key: give the keys file that belongs to the database"
            ) from None

    def fingerprint(self, text: str) -> str:
        """The same for the same text, and nothing that the text could be found from without the key."""
        return digest(self._hmac_key, text.encode(), "sha256").hex()


def make_keys(path: Path) -> None:
    """A new key in a file that its owner alone reads. Raises FileExistsError: a key is never written over."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token_bytes(KEY_BYTES).hex() + "\n")


def read_keys(path: Path) -> Seal:
    """Raises InvalidInput where the file is missing or holds no key."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise InvalidInput(f"{path}: no keys file; `redvest migrate` makes one for a new database") from None
    except (ValueError, OSError):
        raise InvalidInput(f"{path}: this is no keys file") from None
    if len(key) != KEY_BYTES:
        raise InvalidInput(f"{path}: a key has {KEY_BYTES} bytes, not {len(key)}")
    return Seal(key)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)
