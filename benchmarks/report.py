"""The tables in README.md, between markers, from the results as they are. The prose around them stays."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import gaps, scale
from benchmarks.hhcrsp import hhcrsp_tables
from benchmarks.peers import side_by_side
from benchmarks.peers.comparison import comparison
from benchmarks.result_lines import RESULTS, Line, ResultFile
from benchmarks.scale import scale_tables
from benchmarks.solomon import solomon_tables
from benchmarks.tables import Table
from models.errors import BadFormat

README = Path(__file__).resolve().parent / "README.md"

TABLES: Mapping[str, Callable[[Sequence[Line]], list[Table]]] = {
    "peers": comparison,
    "solomon": solomon_tables,
    "hhcrsp": hhcrsp_tables,
    "scale": scale_tables,
}

KEYS = {"peers": side_by_side.KEY, "solomon": gaps.KEY, "hhcrsp": gaps.KEY, "scale": scale.KEY}

NOTHING_YET = "No results yet.\n"


def result_file(name: str, folder: Path = RESULTS) -> ResultFile:
    """The results of the benchmark of that name."""
    return ResultFile(folder / f"{name}.jsonl", key=KEYS[name])


def tables_of(name: str, folder: Path = RESULTS) -> list[Table]:
    """The tables of that benchmark; none where there are no results."""
    lines = result_file(name, folder).lines()
    return TABLES[name](lines) if lines else []


def filled(text: str, name: str, tables: Sequence[Table]) -> str:
    """The text with the tables between the markers of that name. Raises BadFormat where those are missing."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    block = "\n".join(table.markdown() for table in tables) or NOTHING_YET
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise BadFormat(f"wanted {begin} and {end} once")
    return pattern.sub(lambda _: f"{begin}\n\n{block}\n{end}", text)


def write_report(readme: Path = README, folder: Path = RESULTS) -> bool:
    """Fill in every table of the README; whether that changed it."""
    before = after = readme.read_text(encoding="utf-8")
    for name in TABLES:
        after = filled(after, name, tables_of(name, folder))
    if after != before:
        readme.write_text(after, encoding="utf-8")
    return after != before
