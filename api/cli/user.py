"""redvest user: the first administrator, who lets the others in."""

import sys
from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.options import Json
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest user wang.min"


def user(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Name to sign in with.")],
    json: Json = False,
) -> int:
    """Add an administrator. The password is asked for, or read from a pipe as one line.

    Everybody else is let in over the API, by an administrator.
    """
    from api.house import open_house
    from api.settings import read_settings
    from api.usecases.founding import add_administrator

    house = open_house(read_settings())
    password = _password()
    row = add_administrator(house.store, login=login, password=password, now=house.clock())
    if json:
        print_json({"id": row["id"], "login": login, "role": "administrator"})
    else:
        result_console().print(f"{login} is an administrator; sign in with POST /v1/tokens", markup=False)
    return DONE


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
