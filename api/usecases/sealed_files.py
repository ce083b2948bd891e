"""Files that somebody has sent or will fetch: kept sealed, as people are named, while they are needed."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from api.house import House
from models.errors import NotFound
from models.store.tables.plans import document


def keep(house: House, tx: Connection, content: bytes, now: datetime) -> str:
    """The name under which the content is found again; sealed anew, the same content has another name."""
    held = house.seal.sealed_bytes(zlib.compress(content))
    digest = sha256(held).hexdigest()
    tx.execute(insert(document).values(digest=digest, held=held, at=now))
    return digest


def kept(house: House, digest: str) -> bytes:
    """Raises NotFound where it is not kept any more."""
    with house.store.reading() as tx:
        held = tx.execute(select(document.c.held).where(document.c.digest == digest)).scalar_one_or_none()
    if held is None:
        raise NotFound("file", digest)
    return zlib.decompress(house.seal.opened_bytes(held))


def forget(house: House, digests: Sequence[str]) -> int:
    """How many of them were there still."""
    there = document.c.digest.in_(sorted(digests))
    with house.store.reading() as tx:  # most of the time there is nothing, and nobody need wait for a lock
        if not digests or tx.execute(select(document.c.digest).where(there).limit(1)).first() is None:
            return 0
    with house.store.writing() as tx:
        return tx.execute(delete(document).where(there)).rowcount
