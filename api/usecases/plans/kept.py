"""A plan as it is kept: a row, and two documents of canonical JSON, the question and the answer.

A document is found by the digest of what it holds, and holds no names, phones or addresses.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from api.documents import day_from_json, day_to_json, plan_from_json, plan_to_json
from models.day import Day
from models.errors import NotFound
from models.plans import Plan
from models.store.journal import Row
from models.store.tables.plans import document


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The row of a plan, its question and its answer."""

    row: Row
    day: Day
    plan: Plan


def columns_of(tx: Connection, day: Day, plan: Plan, now: datetime) -> dict[str, Any]:
    """The columns of a plan's row that name question and answer, whose documents are kept."""
    return {
        "problem_digest": _keep(tx, day_to_json(day), now),
        "answer_digest": _keep(tx, plan_to_json(plan), now),
        "served": len(day.needs) - len(plan.unmet),
        "unmet": len(plan.unmet),
    }


def opened(tx: Connection, row: Row) -> Kept:
    """The row with what it names."""
    day = day_from_json(text_of(tx, row["problem_digest"]))
    return Kept(row=row, day=day, plan=plan_from_json(text_of(tx, row["answer_digest"])))


def text_of(tx: Connection, digest: str) -> str:
    """What the document holds. Raises NotFound."""
    held = tx.execute(select(document.c.held).where(document.c.digest == digest)).scalar()
    if held is None:
        raise NotFound("document", digest)
    return zlib.decompress(held).decode()


def _keep(tx: Connection, text: str, now: datetime) -> str:
    """The digest of the document, which is kept once however often it is made."""
    digest = sha256(text.encode()).hexdigest()
    known = select(document.c.digest).where(document.c.digest == digest)
    if tx.execute(known).first() is None:
        try:
            with tx.begin_nested():
                held = zlib.compress(text.encode())
                tx.execute(insert(document).values(digest=digest, held=held, at=now))
        except IntegrityError:  # somebody has kept the same just now
            assert tx.execute(known).first() is not None
    return digest
