"""redvest work: the jobs in the queue, and what is due by the clock."""

import sys

from api.cli.failing import DONE
from api.cli.options import Json
from api.cli.showing import print_json, result_console

EXAMPLE = "redvest work"


def work(json: Json = False) -> int:
    """Work on the jobs of REDVEST_DATABASE, and on what is due by the clock, until Ctrl-C or SIGTERM.

    As many workers as there are processors to spare may run; a job that one of them leaves goes to the next.
    """
    # Its parts take half a second to import: no other command should wait for them.
    from api.house import open_house
    from api.log import start_log
    from api.settings import read_settings
    from api.usecases.clock.all import CLOCKS
    from api.usecases.job_kinds import JOB_KINDS
    from api.worker import Worker, close_on_signals

    settings = read_settings()
    start_log(plain=settings.plain_log)
    worker = Worker(open_house(settings), JOB_KINDS, CLOCKS)
    close_on_signals(worker)
    if json:
        print_json({"worker": worker.name})
    else:
        result_console().print(f"worker {worker.name} waits for jobs; Ctrl-C ends it", markup=False)
    sys.stdout.flush()
    worker.run()
    return DONE
