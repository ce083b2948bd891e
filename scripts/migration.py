"""Writes the next migration, from what the tables are and what the newest migration makes of a database.

Usage: python scripts/migration.py WORDS.
It is a draft: read it, and write by hand what becomes of the rows that are there.
"""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command

import models.store.tables  # noqa: F401  # all tables, so that the metadata knows them
from models.store import migrating
from models.store.store import Store

FOLDER = Path(__file__).resolve().parents[1] / "models" / "store" / "migrations"
DOCUMENT = re.compile(r"sa\.JSON\([^)]*\)\.with_variant\(postgresql\.JSONB\(.*?\)\), 'postgresql'\)")


def main(words: str) -> None:
    versions = FOLDER / "versions"
    number = f"{len(list(versions.glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(f"sqlite:///{scratch}/scratch.db")
        if number != "0001":
            migrating.migrate(store)
        with migrating.over(store) as config:
            config.set_main_option("script_location", str(FOLDER))
            config.set_main_option("version_locations", str(versions))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.revision(config, words, autogenerate=True, rev_id=number)
        store.close()
    written = next(versions.glob(f"{number}_*.py"))
    text = DOCUMENT.sub("columns.Document", written.read_text(encoding="utf-8"))
    text = re.sub(r"\n    # ### .* ###", "", text).replace("from sqlalchemy.dialects import postgresql\n", "")
    written.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
