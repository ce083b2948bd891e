"""Signing in and out: a password for a token, a token for the one who carries it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from api.access.caller import Caller, Grant, Unauthenticated
from api.access.passwords import is_right
from api.access.tokens import new_token, token_hash
from api.ids import new_id
from models.access import Bound, Role
from models.errors import InvalidInput, RedvestError
from models.store import journal
from models.store.journal import Act, Row
from models.store.store import Store
from models.store.tables.access import access_token, failed_sign_ins, role_grant, user_account

LONGEST = timedelta(days=365)
TRIES = 5
PAUSE = timedelta(minutes=5)


class TooManyTries(RedvestError):
    """So many wrong passwords that the login is closed for a while."""

    code = "too_many_tries"


def sign_in(
    store: Store, *, login: str, password: str, label: str, lasts: timedelta, now: datetime
) -> tuple[str, Row]:
    """A new token, which nobody will see again, and its row. Raises Unauthenticated, TooManyTries."""
    if not timedelta(0) < lasts <= LONGEST:
        raise InvalidInput(f"a token lasts up to {LONGEST.days} days, not {lasts}")
    with store.reading() as tx:
        _check_tries(tx, login, now)
        user = tx.execute(select(user_account).where(user_account.c.login == login)).mappings().one_or_none()
    # Outside of a transaction: a password is made to take its time.
    is_user = is_right(password, user["password_hash"] if user else None)
    with store.writing() as tx:
        if not is_user or user is None or user["closed_at"] is not None:
            _count_failure(tx, login, now)
        else:
            tx.execute(delete(failed_sign_ins).where(failed_sign_ins.c.login == login))
            return issue_token(tx, user["id"], label=label, expires_at=now + lasts, now=now)
    raise Unauthenticated("no such login with this password")


def issue_token(
    tx: Connection, user_id: str, *, label: str, expires_at: datetime, now: datetime
) -> tuple[str, Row]:
    """A token of that user and its row."""
    token = new_token()
    row = {
        "id": new_id(now),
        "user_id": user_id,
        "token_hash": token_hash(token),
        "label": label,
        "expires_at": expires_at,
    }
    return token, journal.create(tx, access_token, row, Act(by_id=user_id, at=now))


def caller_of(store: Store, token: str, now: datetime) -> Caller:
    """Who carries the token. Raises Unauthenticated where it is unknown, expired or revoked."""
    return _caller(store, access_token.c.token_hash == token_hash(token), now)


def caller_by_token_id(store: Store, token_id: str, now: datetime) -> Caller:
    """Who has come with that token, with the roles of now. Raises Unauthenticated."""
    return _caller(store, access_token.c.id == token_id, now)


def caller_by_user_id(store: Store, user_id: str) -> Caller:
    """Who has asked for something that is done later, with the roles of now. Raises Unauthenticated."""
    query = (
        select(user_account.c.id.label("user_id"), *_GRANT)
        .outerjoin_from(user_account, role_grant, _HELD)
        .where(user_account.c.id == user_id, user_account.c.closed_at.is_(None))
    )
    with store.reading() as tx:
        rows = tx.execute(query).mappings().all()
    if not rows:
        raise Unauthenticated("whoever has asked for this has no account any more")
    return Caller(user_id=user_id, token_id="", grants=_grants(rows))


def _caller(store: Store, which: ColumnElement[bool], now: datetime) -> Caller:
    query = (
        select(access_token.c.id, user_account.c.id.label("user_id"), *_GRANT)
        .join_from(access_token, user_account, access_token.c.user_id == user_account.c.id)
        .outerjoin(role_grant, _HELD)
        .where(
            which,
            access_token.c.revoked_at.is_(None),
            access_token.c.expires_at > now,
            user_account.c.closed_at.is_(None),
        )
    )
    with store.reading() as tx:
        rows = tx.execute(query).mappings().all()
    if not rows:
        raise Unauthenticated("the token is unknown, expired or revoked: sign in again")
    return Caller(user_id=rows[0]["user_id"], token_id=rows[0]["id"], grants=_grants(rows))


def _grants(rows: Sequence[RowMapping]) -> tuple[Grant, ...]:
    held = (row for row in rows if row["role"])
    return tuple(Grant(Role(row["role"]), Bound(row["bound"]), row["bound_id"]) for row in held)


_HELD = (role_grant.c.user_id == user_account.c.id) & role_grant.c.ended_at.is_(None)
_GRANT = role_grant.c.role, role_grant.c.bound, role_grant.c.bound_id


def _check_tries(tx: Connection, login: str, now: datetime) -> None:
    failed = (
        tx.execute(select(failed_sign_ins).where(failed_sign_ins.c.login == login)).mappings().one_or_none()
    )
    if failed is not None and failed["failures"] >= TRIES and failed["last_at"] > now - PAUSE:
        raise TooManyTries(f"{TRIES} wrong passwords: wait {PAUSE.seconds // 60} minutes")


def _count_failure(tx: Connection, login: str, now: datetime) -> None:
    table = failed_sign_ins
    tx.execute(delete(table).where(table.c.last_at <= now - PAUSE))
    counted = tx.execute(
        update(table).where(table.c.login == login).values(failures=table.c.failures + 1, last_at=now)
    )
    if not counted.rowcount:
        tx.execute(insert(table).values(login=login, failures=1, last_at=now))
