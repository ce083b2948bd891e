"""How the log is written, to stderr: one JSON object a line, or plain lines for people.

What goes into it is decided where it is said: facts and codes, never a path, a body or a name.
"""

import json
import logging
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any

FACTS = "facts"
"""Of a record: what its message says, by name."""


def start_log(*, plain: bool) -> None:
    """Ours, and what the web server and the libraries warn of."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(message)s") if plain else _Json())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("redvest").setLevel(logging.INFO)


def frames_of(traceback: TracebackType | None) -> str:
    """Where an error came from, innermost first; its message may hold what a caller sent, this does not."""
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in extract_tb(traceback)[::-1])


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": at, "level": record.levelname.lower(), "log": record.name}
        line |= getattr(record, FACTS, None) or {"message": record.getMessage()}
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "at": frames_of(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False)


class _Plain(logging.Formatter):
    def formatException(self, ei: Any) -> str:  # noqa: N802  # the library's name
        return f"{ei[0].__name__} at {frames_of(ei[2])}"
