"""Signing in, the caller's own account, users and their roles."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task, house_of
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.access import (
    GrantIn,
    GrantOut,
    HeldOut,
    MeOut,
    NewTokenOut,
    PasswordIn,
    SignIn,
    TokenOut,
    UserIn,
    UserOut,
)
from api.schemas.base import PageOut, local
from api.usecases import users
from api.usecases.signing_in import sign_in

router = APIRouter(prefix="/v1", tags=["accounts"], route_class=KeyedRoute)

Own = Annotated[Context, for_task(Task.OWN_ACCOUNT)]
Managing = Annotated[Context, for_task(Task.MANAGE_USERS)]


@router.post("/tokens", status_code=201, summary="Sign in")
def create_token(request: Request, body: SignIn) -> NewTokenOut:
    """A token, shown this once; send it as `Authorization: Bearer TOKEN`."""
    house = house_of(request)
    token, row = sign_in(
        house.store,
        login=body.login,
        password=body.password.get_secret_value(),
        label=body.label,
        lasts=body.lasts,
        now=house.clock(),
    )
    shown = {name: local(value, house.zone) for name, value in row.items()}
    return NewTokenOut.model_validate(shown | {"token": token})


@router.get("/me", summary="Who the caller is")
def me(context: Own) -> MeOut:
    held = [HeldOut(role=one.role, bound=one.bound, bound_id=one.bound_id) for one in context.caller.grants]
    return MeOut(user_id=context.caller.user_id, roles=held)


@router.put("/me/password", status_code=204, summary="Set the caller's own password")
def set_password(context: Own, body: PasswordIn) -> None:
    """All their other tokens are revoked."""
    users.set_password(context, password=body.password.get_secret_value())


@router.get("/me/tokens", summary="The caller's own tokens")
def list_tokens(context: Own) -> PageOut[TokenOut]:
    rows = users.own_tokens(context)
    return PageOut(items=[TokenOut.of(row, context.house.zone) for row in rows])


@router.delete("/me/tokens/{id}", summary="Revoke a token")
def revoke_token(id: str, context: Own) -> TokenOut:
    return TokenOut.of(users.revoke_token(context, id), context.house.zone)


@router.get("/users", summary="List users")
def list_users(context: Managing, limit: Limit = 50, after: After = None) -> PageOut[UserOut]:
    return UserOut.page(users.listed(context, limit=limit, after=after), context.house.zone)


@router.post("/users", status_code=201, summary="Add a user")
def add_user(context: Managing, response: Response, body: UserIn) -> UserOut:
    password = body.password.get_secret_value()
    row = users.add_user(context, login=body.login, name=body.name, password=password)
    etag(response, row)
    return UserOut.of(row, context.house.zone)


@router.delete("/users/{id}", summary="Close a user's account")
def close_user(id: str, context: Managing, seen: Seen) -> UserOut:
    """Their tokens are refused from now on."""
    return UserOut.of(users.close_user(context, id, seen), context.house.zone)


@router.get("/users/{id}/grants", summary="The roles of a user")
def list_grants(id: str, context: Managing) -> PageOut[GrantOut]:
    return PageOut(items=[GrantOut.of(row, context.house.zone) for row in users.grants_of(context, id)])


@router.post("/users/{id}/grants", status_code=201, summary="Give a user a role")
def add_grant(id: str, context: Managing, body: GrantIn) -> GrantOut:
    row = users.grant(context, id, role=body.role, bound=body.bound, bound_id=body.bound_id, why=body.why)
    return GrantOut.of(row, context.house.zone)


@router.delete("/users/{id}/grants/{grant_id}", summary="End a role of a user")
def end_grant(id: str, grant_id: str, context: Managing) -> GrantOut:
    return GrantOut.of(users.end_grant(context, id, grant_id), context.house.zone)
