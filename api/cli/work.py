"""redvest work: the jobs in the queue, and what is due by the clock."""

import sys
from typing import Annotated

import typer

from api.cli.failing import DONE
from api.cli.interrupt import asked_to_end, end_with_parent
from api.cli.options import Json
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest work"


def work(
    json: Json = False,
    beside: Annotated[
        bool, typer.Option("--beside", hidden=True, help="End when the standard input does.")
    ] = False,
) -> int:
    """Work on the jobs of REDVEST_DATABASE, and on what is due by the clock, until Ctrl-C or SIGTERM.

    As many workers as there are processors to spare may run; a job that one of them leaves goes to the next.
    """
    asked = asked_to_end()
    if beside:
        end_with_parent(asked)
    # Its parts take half a second to import: no other command should wait for them.
    from api.house import open_house
    from api.log import start_log
    from api.settings import read_settings
    from api.usecases.clock.all import CLOCKS
    from api.usecases.job_kinds import JOB_KINDS
    from api.worker import Worker

    settings = read_settings()
    start_log(plain=settings.plain_log)
    worker = Worker(open_house(settings), JOB_KINDS, CLOCKS, closing=asked)
    if json:
        print_json({"worker": worker.name})
    else:
        result_console().print(f"worker {worker.name} waits for jobs; Ctrl-C ends it", markup=False)
    sys.stdout.flush()
    worker.run()
    return DONE
