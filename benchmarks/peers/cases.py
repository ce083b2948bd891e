"""What is put to ours and to every peer: the district's files, days of the generator, Solomon's panel."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.peers.generated import SEEDS, generated_name, generated_text
from benchmarks.quality.best_known import Figures
from benchmarks.quality.families import families_named
from benchmarks.quality.panel import instances_of
from matcher.formats import district, solomon
from models.errors import InvalidInput

DISTRICT, GENERATED, SOLOMON = "district", "generated", "solomon"
FAMILIES = (DISTRICT, GENERATED, SOLOMON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One instance. `known`: the best known value of its figure, where the family has one."""

    family: str
    name: str
    format: str
    text: str
    known: Figures

    @property
    def digest(self) -> str:
        """Tells this text from another of the same name: a generator may change."""
        return sha256(self.text.encode()).hexdigest()[:12]


def cases_of(families: str, only: str, instances: Path) -> list[Case]:
    """The cases of the families, those named in `only` alone where it names any; both separated by commas.

    Raises InvalidInput where a name fits nothing.
    """
    asked = [name.strip() for name in families.split(",") if name.strip()]
    unknown = [name for name in asked if name not in FAMILIES]
    if unknown:
        raise InvalidInput(f"unknown family {unknown[0]!r}; there are: {', '.join(FAMILIES)}")
    cases = {case.name: case for family in asked for case in _family(family, instances)}
    names = [name.strip() for name in only.split(",") if name.strip()] or list(cases)
    missing = [name for name in names if name not in cases]
    if missing:
        raise InvalidInput(f"unknown instance {missing[0]!r}; there are: {', '.join(cases)}")
    return [cases[name] for name in names]


def _family(family: str, instances: Path) -> Iterator[Case]:
    if family == GENERATED:
        for seed in SEEDS:
            yield Case(
                family=family,
                name=generated_name(seed),
                format=district.FORMAT.name,
                text=generated_text(seed),
                known={},
            )
    elif family == DISTRICT:
        for path in sorted((instances / "district").glob("*.json")):
            yield Case(
                family=family,
                name=path.stem,
                format=district.FORMAT.name,
                text=path.read_text(encoding="utf-8"),
                known={},
            )
    else:
        (solomon_family,) = families_named(SOLOMON)
        for one in instances_of(solomon_family, instances, panel=True):
            yield Case(
                family=family,
                name=one.name,
                format=solomon.FORMAT.name,
                text=one.path.read_text(encoding="utf-8"),
                known=one.best_known,
            )
