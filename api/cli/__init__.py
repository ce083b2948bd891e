"""The command line. Exit codes: 0 done, 1 nothing feasible or a rule broken, 2 bad input, 70 a fault."""

import sys
from signal import SIGINT


def main() -> None:
    """The program."""
    try:
        # Not before: this takes a second, and a Ctrl-C meanwhile is to end it as quietly as any later one.
        from api.cli.commands import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 128 + SIGINT
    sys.exit(code)
