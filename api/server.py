"""The HTTP service listening on a socket, until a signal ends it."""

import socket
from contextlib import suppress
from types import FrameType

import uvicorn

from api.app import create_app
from api.house import House
from api.limits import Limits
from api.slots import Slots
from models.errors import InvalidInput

WAITING_CONNECTIONS = 32
GRACE_S = 10
"""How long an answer may take when the service ends; searches end at once, with the best plan so far."""


def listening_socket(host: str, port: int) -> socket.socket:
    """Raises InvalidInput where nobody may listen there."""
    if not 0 <= port <= 65535:
        raise InvalidInput(f"--port {port}: not between 0 and 65535")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidInput(f"--host {host} --port {port}: {error.strerror}") from error


def url_of(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve_on(listening: socket.socket, house: House, limits: Limits) -> None:
    """Serves until SIGINT or SIGTERM."""
    app = create_app(limits, house)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,  # api.log has seen to it
        server_header=False,
        limit_concurrency=WAITING_CONNECTIONS,
        timeout_graceful_shutdown=GRACE_S,
    )
    with suppress(KeyboardInterrupt):  # asked to end, it has ended in order
        _Server(config, app.state.slots).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends the searches that run when it is asked to end."""

    def __init__(self, config: uvicorn.Config, slots: Slots) -> None:
        super().__init__(config)
        self._slots = slots

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._slots.closing = True
        super().handle_exit(sig, frame)
