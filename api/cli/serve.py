"""redvest serve: the same over HTTP."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.options import Json, Port
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest serve --port 8000"
EXAMPLE_ALL = "redvest serve --with-worker"


def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    with_worker: Annotated[
        bool, typer.Option("--with-worker", help="Run redvest work beside it, and end it with it.")
    ] = False,
    json: Json = False,
) -> int:
    """Serve the district of REDVEST_DATABASE, documented at /docs, until Ctrl-C.

    Behind anything but the loopback address put a proxy that speaks TLS.
    """
    # The web server ends by the signal once more, when it is done: as an exception it lets us end the worker.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # The web framework takes half a second to import: no other command should wait for it.
    from api.house import open_house
    from api.limits import Limits
    from api.log import start_log
    from api.server import listening_socket, serve_on, url_of
    from api.settings import read_settings

    with listening_socket(host, port) as listening:
        settings = read_settings()
        start_log(plain=settings.plain_log)
        house = open_house(settings)
        limits = Limits(solves=len(os.sched_getaffinity(0)), open_solve=settings.open_solve)
        url = url_of(listening)
        if json:
            print_json({"url": url, "docs": f"{url}/docs", "openapi": f"{url}/openapi.json"})
        else:
            result_console().print(f"Redvest listens on {url}, documented at {url}/docs; Ctrl-C ends it")
        sys.stdout.flush()
        with _worker() if with_worker else nullcontext():
            serve_on(listening, house, limits)
    return DONE


@contextmanager
def _worker() -> Iterator[None]:
    """A process of its own, of this one's group: a search takes a core that requests need.

    It ends with this one whatever ends it: what its standard input is read from is then closed.
    """
    words = [sys.executable, "-c", "from api.cli import main; main()", "work", "--beside"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as worker:
        try:
            yield
        finally:
            worker.terminate()
