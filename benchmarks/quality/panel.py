"""Which instances are run: all of a family, or its panel."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.quality.best_known import Figures
from benchmarks.quality.families import Family
from models.errors import InvalidInput

PANEL_SIZE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicInstance:
    """One file of a family, and what is known of it."""

    family: Family
    name: str
    path: Path
    best_known: Figures


def panel_of(names: Collection[str]) -> list[str]:
    """Eight of the names, or all where they are fewer, in order of name.

    Chosen by a hash of the name alone: nobody has picked them, and a further instance changes one at most.
    """
    by_hash = sorted(names, key=lambda name: sha256(name.encode()).hexdigest())
    return sorted(by_hash[:PANEL_SIZE])


def instances_of(family: Family, folder: Path, *, panel: bool) -> list[PublicInstance]:
    """Those of which what is asked is known, in order of name. Raises InvalidInput where there is none."""
    paths = {path.stem: path for pattern in family.files for path in folder.glob(pattern)}
    known = family.known.figures(folder)
    names = sorted(paths.keys() & known.keys())
    if not names:
        raise InvalidInput(
            f"{family.name}: no instance of known value in {folder}: {', '.join(family.files)}"
        )
    return [
        PublicInstance(family=family, name=name, path=paths[name], best_known=known[name])
        for name in (panel_of(names) if panel else names)
    ]
