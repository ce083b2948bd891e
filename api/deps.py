"""What a route asks for: the caller's context, the version they have seen."""

import re
from typing import Annotated, Any

from fastapi import Depends, Header, Request

from api.access.caller import Caller, Unauthenticated
from api.access.tasks import Task
from api.context import Context
from api.house import House
from api.keyed import Answer, KeyedRequest
from api.request_log import REQUEST_ID, USER_ID
from api.usecases.signing_in import caller_of
from models.errors import InvalidInput

BEARER = re.compile(r"(?i)bearer +(\S+)")
ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


class Replayed(Exception):
    """The request was carried out before; this is what it was answered."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("answered before")
        self.answer = answer


def house_of(request: Request) -> House:
    house: House = request.app.state.house
    return house


def signed_in(
    request: Request, authorization: Annotated[str, Header(description="Bearer and a token")] = ""
) -> Caller:
    """Raises Unauthenticated."""
    found = BEARER.fullmatch(authorization.strip())
    if found is None:
        raise Unauthenticated(
            "this asks for the header Authorization: Bearer TOKEN; POST /v1/tokens gives one"
        )
    house = house_of(request)
    caller = caller_of(house.store, found[1], house.clock())
    request.scope[USER_ID] = caller.user_id
    return caller


def for_task(task: Task) -> Any:
    """The dependency that gives the context of one who does this. Raises Forbidden, Replayed."""

    def context(
        request: Request,
        caller: Annotated[Caller, Depends(signed_in)],
    ) -> Context:
        house, keyed = house_of(request), None
        now = house.clock()
        caller.reach(task)
        key = request.headers.get("idempotency-key")
        if key is not None and request.method == "POST":
            keyed = KeyedRequest(
                store=house.store, user_id=caller.user_id, key=key, asked=request.state.asked, at=now
            )
            answer = keyed.taken()
            if answer is not None:
                raise Replayed(answer)
            request.state.keyed = keyed
        return Context(
            house=house,
            caller=caller,
            task=task,
            now=now,
            request_id=request.scope.get(REQUEST_ID, ""),
            keyed=keyed,
        )

    return Depends(context)


def seen_version(
    if_match: Annotated[
        str | None, Header(description="The ETag of what is to be changed; without it the last change wins")
    ] = None,
) -> int | None:
    """The version that the caller has seen. Raises InvalidInput where it is no ETag of ours."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = ETAG.fullmatch(if_match.strip())
    if found is None:
        raise InvalidInput(f'If-Match: {if_match!r} is no ETag of ours, which look like "3"')
    return int(found[1])


Seen = Annotated[int | None, Depends(seen_version)]
