"""Users, the roles they hold and the tokens they carry."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from api.access.passwords import password_hash
from api.context import Context
from api.usecases.civic import check_open
from models.access import BOUNDS, Bound, Role
from models.civic import PlaceKind
from models.errors import Conflict, InvalidInput, NotFound
from models.store import journal
from models.store.journal import Act, Row
from models.store.paging import Page, page
from models.store.tables.access import access_token, role_grant, user_account
from models.store.tables.civic import organisation, team
from models.store.tables.people import recipient, volunteer
from models.store.tables.places import place

PLACES = frozenset({Bound.SUBDISTRICT, Bound.COMMUNITY, Bound.STATION})

KINDS_OF_PLACE = {Bound.STATION: (PlaceKind.STATION.value, PlaceKind.HUB_HOUSEHOLD.value)}
"""A hub household acts for its neighbours as a station's keeper does for the riders."""

TABLES = {
    Bound.ORGANISATION: organisation,
    Bound.TEAM: team,
    Bound.VOLUNTEER: volunteer,
    Bound.RECIPIENT: recipient,
}
"""Whose rows a role is held for, where it is not for a place."""


def listed(context: Context, *, limit: int, after: str | None) -> Page:
    with context.reading() as tx:
        return page(tx, context.rows(user_account), [user_account.c.id], limit=limit, after=after)


def add_user(context: Context, *, login: str, name: str, password: str) -> Row:
    """Raises Conflict where the login is taken."""
    hashed = password_hash(password)
    with context.writing() as tx:
        check_login_free(tx, login)
        return context.create(tx, user_account, {"login": login, "name": name, "password_hash": hashed})


def check_login_free(tx: Connection, login: str) -> None:
    if tx.execute(select(user_account.c.id).where(user_account.c.login == login)).first():
        raise Conflict(f"login={login!r} is taken")


def close_user(context: Context, id: str, version: int | None) -> Row:
    """Their tokens are refused from now on."""
    if id == context.caller.user_id:
        raise Conflict("nobody closes their own account: ask another administrator")
    with context.writing() as tx:
        return context.change(tx, user_account, id, {"closed_at": context.now}, "closed", version=version)


def set_password(context: Context, *, password: str) -> None:
    """The caller's own; all their tokens but this one are revoked."""
    hashed = password_hash(password)
    with context.writing() as tx:
        keep_password(tx, context.caller.user_id, hashed, context.act(), but_id=context.caller.token_id)


def keep_password(tx: Connection, user_id: str, hashed: str, act: Act, *, but_id: str = "") -> None:
    """The hash of a new password; all the user's tokens but that one are revoked."""
    journal.change(tx, user_account, user_id, {"password_hash": hashed}, act, "password_changed")
    for token in _tokens(tx, user_id):
        if token["id"] != but_id:
            journal.change(tx, access_token, token["id"], {"revoked_at": act.at}, act, "revoked")


def grant(context: Context, user_id: str, *, role: Role, bound: Bound, bound_id: str, why: str) -> Row:
    """Raises InvalidInput where the role is not held for that, Conflict where they have it already."""
    with context.writing() as tx:
        context.one(tx, user_account, user_id)
        check_grant(tx, role, bound, bound_id)
        held = select(role_grant.c.id).where(
            role_grant.c.user_id == user_id,
            role_grant.c.role == role,
            role_grant.c.bound == bound,
            role_grant.c.bound_id == bound_id,
            role_grant.c.ended_at.is_(None),
        )
        if tx.execute(held).first():
            raise Conflict(f"user {user_id} is {role} there already")
        values = {"user_id": user_id, "role": role, "bound": bound, "bound_id": bound_id}
        return context.create(tx, role_grant, values, why=why)


def check_grant(tx: Connection, role: Role, bound: Bound, bound_id: str) -> None:
    """Raises InvalidInput where nobody holds that role for that, or there is no such thing."""
    if bound not in BOUNDS[role]:
        wanted = " or ".join(sorted(BOUNDS[role]))
        raise InvalidInput(f"bound={bound}: {role} is held for a {wanted}")
    if (bound is Bound.DISTRICT) != (not bound_id):
        raise InvalidInput(f"bound_id={bound_id!r}: given for all but the whole district")
    kinds = KINDS_OF_PLACE.get(bound, (bound.value,))
    if (
        bound in PLACES
        and not tx.execute(select(place.c.id).where(place.c.id == bound_id, place.c.kind.in_(kinds))).first()
    ):
        raise InvalidInput(f"bound_id={bound_id!r}: there is no such {bound}")
    if bound in TABLES:
        check_open(tx, "bound_id", bound_id, TABLES[bound])


def end_grant(context: Context, user_id: str, grant_id: str) -> Row:
    with context.writing() as tx:
        held = context.one(tx, role_grant, grant_id)
        if held["user_id"] != user_id:
            raise NotFound("role_grant", grant_id)
        return context.change(tx, role_grant, grant_id, {"ended_at": context.now}, "ended")


def grants_of(context: Context, user_id: str) -> Sequence[Row]:
    with context.reading() as tx:
        query = context.rows(role_grant).where(role_grant.c.user_id == user_id)
        return [dict(row) for row in tx.execute(query.order_by(role_grant.c.id)).mappings()]


def own_tokens(context: Context) -> Sequence[Row]:
    with context.reading() as tx:
        return _tokens(tx, context.caller.user_id)


def revoke_token(context: Context, id: str) -> Row:
    """One of the caller's own. Raises NotFound."""
    with context.writing() as tx:
        token = journal.locked(tx, access_token, id)
        if token["user_id"] != context.caller.user_id:
            raise NotFound("access_token", id)
        return journal.change(tx, access_token, id, {"revoked_at": context.now}, context.act(), "revoked")


def first_administrator(
    tx: Connection, *, id: str, grant_id: str, login: str, password: str, act: Act
) -> Row:
    """The one who lets the others in. Raises Conflict where the login is taken."""
    hashed = password_hash(password)
    check_login_free(tx, login)
    user = journal.create(tx, user_account, {"id": id, "login": login, "password_hash": hashed}, act)
    held = {"id": grant_id, "user_id": id, "role": Role.ADMINISTRATOR, "bound": Bound.DISTRICT}
    journal.create(tx, role_grant, held, act)
    return user


def _tokens(tx: Connection, user_id: str) -> Sequence[Row]:
    query = select(access_token).where(access_token.c.user_id == user_id, access_token.c.revoked_at.is_(None))
    return [dict(row) for row in tx.execute(query.order_by(access_token.c.id)).mappings()]
