"""A route that takes a file: no more of it is read than the service takes."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.types import Message

from api.routes.keyed_route import KeyedRoute

MOST_BYTES = 20 * 2**20
OF_THE_FORM = 2**16
"""What the fields beside the file may take."""


class UploadRoute(KeyedRoute):
    """Refuses a body as soon as it is too long, whether its length was told or not."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_bounded(request: Request) -> Response:
            taken = 0

            async def receive() -> Message:
                nonlocal taken
                message = await request.receive()
                taken += len(message.get("body", b""))
                if taken > MOST_BYTES + OF_THE_FORM:
                    raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                return message

            return await handle(Request(request.scope, receive))

        return handle_bounded
