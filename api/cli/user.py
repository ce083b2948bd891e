"""redvest user: the first administrator, who lets the others in, and a way back in."""

import sys
from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.options import Json
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest user wang.min"
EXAMPLE_RESET = "redvest user wang.min --reset-password"
EXAMPLE_LIST = "redvest user --list"


def user(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Name to sign in with.")] = "",
    reset_password: Annotated[
        bool, typer.Option("--reset-password", help="Set a password anew; their tokens are revoked.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="Show all users and their roles.")] = False,
    json: Json = False,
) -> int:
    """Add an administrator. The password is asked for, or read from a pipe as one line.

    Everybody else is let in over the API, by an administrator.
    """
    from api.house import open_house
    from api.settings import read_settings
    from api.usecases.founding import add_administrator, all_users
    from api.usecases.founding import reset_password as reset

    if list_ == bool(login) or (list_ and reset_password):
        raise typer.BadParameter("give a LOGIN, or --list alone")
    house = open_house(read_settings())
    console = result_console()
    if list_:
        users = [
            {
                "login": row["login"],
                "roles": roles,
                "closed": row["closed_at"] is not None,
            }
            for row, roles in all_users(house.store)
        ]
        if json:
            print_json({"users": users})
        for one in [] if json else users:
            closed = ", closed" if one["closed"] else ""
            console.print(f"{one['login']}: {', '.join(one['roles']) or 'no role'}{closed}", markup=False)
        return DONE
    action = reset if reset_password else add_administrator
    row = action(house.store, login=login, password=_password(), now=house.clock())
    if json:
        told = {"password": "reset"} if reset_password else {"role": "administrator"}
        print_json({"id": row["id"], "login": login, **told})
    elif reset_password:
        console.print(f"{login} has a new password, and no tokens", markup=False)
    else:
        console.print(f"{login} is an administrator; sign in with POST /v1/tokens", markup=False)
    return DONE


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
