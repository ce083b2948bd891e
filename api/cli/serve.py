"""redvest serve: the same over HTTP."""

import logging
import os
import socket
import sys
from types import FrameType
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.cli.failing import DONE
from api.cli.options import Json, Port
from api.cli.showing import print_json, result_console
from api.limits import Limits
from api.slots import Slots
from models.errors import InvalidInput

EXAMPLE = "redvest serve --port 8000"

WAITING_CONNECTIONS = 32
GRACE_S = 10
"""How long an answer may take when the service ends; searches end at once, with the best plan so far."""


def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    json: Json = False,
) -> int:
    """Serve POST /v1/solve, GET /healthz and the OpenAPI documentation at /docs, until Ctrl-C.

    There is no sign-in: behind anything but the loopback address put a proxy that has one.
    """
    app = create_app(Limits(solves=os.cpu_count() or 1))
    listening = _socket(host, port)
    name, number = listening.getsockname()[:2]
    url = f"http://[{name}]:{number}" if ":" in name else f"http://{name}:{number}"
    if json:
        print_json({"url": url, "docs": f"{url}/docs", "openapi": f"{url}/openapi.json"})
        sys.stdout.flush()
    else:
        result_console().print(f"Redvest listens on {url}, documented at {url}/docs; Ctrl-C ends it")
    _log_to_stderr()
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        limit_concurrency=WAITING_CONNECTIONS,
        timeout_graceful_shutdown=GRACE_S,
    )
    try:
        _Server(config, app.state.slots).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # asked to end, and ended in order
    return DONE


class _Server(uvicorn.Server):
    """Ends the searches that run when it is asked to end."""

    def __init__(self, config: uvicorn.Config, slots: Slots) -> None:
        super().__init__(config)
        self._slots = slots

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._slots.closing = True
        super().handle_exit(sig, frame)


def _socket(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises InvalidInput where it cannot."""
    if not 0 <= port <= 65535:
        raise InvalidInput(f"--port {port}: not between 0 and 65535")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidInput(f"--host {host} --port {port}: {error.strerror}") from error


def _log_to_stderr() -> None:
    """One line a request."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("redvest")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
