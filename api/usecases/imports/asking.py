"""Imports asked for and looked at."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from api.context import Context
from api.tables.renamed import renamed
from api.tables.template import COLUMNS, What, write_template
from api.usecases.imports.asked import Asked
from api.usecases.jobs import asking
from api.usecases.sealed_files import keep
from models.datum import Datum
from models.errors import InvalidInput, NotFound
from models.store.journal import Row
from models.store.paging import Page

IMPORT = "import"
MOST_LIST = 40
"""Letters of a list's name."""


def ask(
    context: Context,
    content: bytes,
    *,
    of: What,
    list: str,
    file: str,
    dry_run: bool,
    columns: str,
    datum: Datum,
    verified: bool,
) -> Row:
    """The job that imports the list. Raises InvalidInput."""
    if not content:
        raise InvalidInput(f"file: {file[:80]!r} is empty")
    name = list.strip() or Path(file).stem.strip()
    if not 0 < len(name) <= MOST_LIST:
        raise InvalidInput(f"list: give the list a name of up to {MOST_LIST} letters, not {name[:60]!r}")
    mapping = _mapping(columns)
    renamed(COLUMNS[of], mapping)
    with context.writing() as tx:
        asked = Asked(
            of=of,
            list=name,
            file=Path(file).name[-100:] or name,
            digest=keep(context.house, tx, content, context.now),
            dry_run=dry_run,
            columns=mapping,
            datum=datum,
            verified=verified,
        )
        return asking.queue(context, tx, IMPORT, asked.as_json())


def listed(context: Context, *, limit: int, after: str | None) -> Page:
    """The newest first."""
    return asking.listed(context, kind=IMPORT, state=None, limit=limit, after=after)


def read(context: Context, id: str) -> Row:
    """Raises NotFound."""
    row = asking.read(context, id)
    if row["kind"] != IMPORT:
        raise NotFound(IMPORT, id)
    return row


def template(of: What) -> bytes:
    """A workbook to fill in."""
    with TemporaryDirectory(prefix="redvest-") as folder:
        path = Path(folder) / f"{of}.xlsx"
        write_template(path, of)
        return path.read_bytes()


def _mapping(text: str) -> dict[str, str | None]:
    """From a JSON object. Raises InvalidInput."""
    if not text.strip():
        return {}
    try:
        mapping = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidInput(f"columns={text[:80]!r} is no JSON object") from None
    if not isinstance(mapping, dict) or not all(
        one is None or isinstance(one, str) for one in mapping.values()
    ):
        raise InvalidInput(f"columns={text[:80]!r} is no JSON object from their headers to ours, or to null")
    return mapping
