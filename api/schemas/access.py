"""Signing in, users and roles, as they are sent and shown."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints

from api.access.passwords import LEAST_LENGTH, MOST_LENGTH
from api.schemas.base import Id, In, Name, Out, Words
from models.access import Bound, Role

Login = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_.@-]+$")]
Password = Annotated[SecretStr, Field(min_length=LEAST_LENGTH, max_length=MOST_LENGTH)]


class SignIn(In):
    """A login and its password."""

    login: Login
    password: Annotated[SecretStr, Field(max_length=MOST_LENGTH)]
    label: Annotated[str, StringConstraints(max_length=80)] = ""
    lasts_days: Annotated[int, Field(ge=1, le=365)] = 30

    @property
    def lasts(self) -> timedelta:
        return timedelta(days=self.lasts_days)


class TokenOut(Out):
    label: str
    expires_at: datetime
    revoked_at: datetime | None


class NewTokenOut(TokenOut):
    """The token itself is shown this once."""

    token: str


class UserIn(In):
    login: Login
    name: Annotated[str, StringConstraints(max_length=80)] = ""
    password: Password


class PasswordIn(In):
    password: Password


class UserOut(Out):
    login: str
    name: str
    closed_at: datetime | None


class GrantIn(In):
    """A role, and what it is held for; `bound_id` is empty for the whole district."""

    role: Role
    bound: Bound
    bound_id: Annotated[str, StringConstraints(max_length=32)] = ""
    why: Words = ""


class GrantOut(Out):
    user_id: Id
    role: Role
    bound: Bound
    bound_id: str
    ended_at: datetime | None


class MeOut(In):
    """Who the caller is."""

    user_id: str
    roles: list["HeldOut"]


class HeldOut(In):
    role: Role
    bound: Bound
    bound_id: str


__all__ = [
    "GrantIn",
    "GrantOut",
    "MeOut",
    "Name",
    "NewTokenOut",
    "PasswordIn",
    "SignIn",
    "TokenOut",
    "UserIn",
    "UserOut",
]
