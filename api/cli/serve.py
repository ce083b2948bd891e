"""redvest serve: the same over HTTP."""

import sys
from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.options import Json, Port
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest serve --port 8000"


def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    json: Json = False,
) -> int:
    """Serve the district of REDVEST_DATABASE, documented at /docs, until Ctrl-C.

    Behind anything but the loopback address put a proxy that speaks TLS.
    """
    # The web framework takes half a second to import: no other command should wait for it.
    from api.house import open_house
    from api.server import listening_socket, serve_on, url_of
    from api.settings import read_settings

    with listening_socket(host, port) as listening:
        house = open_house(read_settings())
        url = url_of(listening)
        if json:
            print_json({"url": url, "docs": f"{url}/docs", "openapi": f"{url}/openapi.json"})
        else:
            result_console().print(f"Redvest listens on {url}, documented at {url}/docs; Ctrl-C ends it")
        sys.stdout.flush()
        serve_on(listening, house)
    return DONE
