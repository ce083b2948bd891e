"""The tables in README.md, between markers, and the picture, from the results. The prose stays as it is."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import scale
from benchmarks.peers import side_by_side
from benchmarks.peers.comparison import comparison
from benchmarks.quality import running as quality
from benchmarks.quality.chains import chain_tables
from benchmarks.quality.editions import edition_tables
from benchmarks.quality.goal_tables import goal_tables
from benchmarks.quality.picture import draw_gaps
from benchmarks.result_lines import RESULTS, ResultFile
from benchmarks.scale import scale_tables
from benchmarks.service import running as service
from benchmarks.service.running import service_tables
from benchmarks.speed import running as speed
from benchmarks.speed.speed_tables import speed_tables
from benchmarks.tables import Table
from models.errors import BadFormat

README = Path(__file__).resolve().parent / "README.md"
PICTURE = "quality.svg"

KEYS = {
    "quality": quality.KEY,
    "peers": side_by_side.KEY,
    "speed": speed.KEY,
    "scale": scale.KEY,
    "service": service.KEY,
}
"""By name of the file of results."""

TABLES: Mapping[str, tuple[str, Callable[[ResultFile], list[Table]]]] = {
    "quality": ("quality", lambda results: goal_tables(results.lines())),
    "chains": ("quality", lambda results: chain_tables(results.lines())),
    "versions": ("quality", lambda results: edition_tables(results.history())),
    "peers": ("peers", lambda results: comparison(results.lines())),
    "speed": ("speed", lambda results: speed_tables(results.history())),
    "scale": ("scale", lambda results: scale_tables(results.lines())),
    "service": ("service", lambda results: service_tables(results.lines())),
}
"""By marker in the README: the file of results, and what is shown of it."""

NOTHING_YET = "No results yet.\n"


def result_file(name: str, folder: Path = RESULTS) -> ResultFile:
    """The results of the benchmark of that name."""
    return ResultFile(folder / f"{name}.jsonl", key=KEYS[name])


def tables_of(name: str, folder: Path = RESULTS) -> list[Table]:
    """The tables of that marker; none where there are no results."""
    file, tables = TABLES[name]
    return tables(result_file(file, folder))


def filled(text: str, name: str, tables: Sequence[Table]) -> str:
    """The text with the tables between the markers of that name. Raises BadFormat where those are missing."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    block = "\n".join(table.markdown() for table in tables) or NOTHING_YET
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise BadFormat(f"wanted {begin} and {end} once")
    return pattern.sub(lambda _: f"{begin}\n\n{block}\n{end}", text)


def write_report(readme: Path = README, folder: Path = RESULTS) -> bool:
    """Fill in every table of the README and draw the picture; whether the README changed."""
    if lines := result_file("quality", folder).lines():
        draw_gaps(lines, folder / PICTURE)
    before = after = readme.read_text(encoding="utf-8")
    for name in TABLES:
        after = filled(after, name, tables_of(name, folder))
    if after != before:
        readme.write_text(after, encoding="utf-8")
    return after != before
