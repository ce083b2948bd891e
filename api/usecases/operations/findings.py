"""What was looked at, how it stands, and what is to be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.errors import RedvestError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`found` in plain words; `todo` says what to do, and is empty where all is well."""

    name: str
    found: str
    todo: str = ""

    @property
    def is_well(self) -> bool:
        return not self.todo


Look = Callable[[], Finding]


def findings(looks: Iterable[tuple[str, Look]]) -> list[Finding]:
    """What each look finds, under its name; a look that fails is a finding too."""
    return [_found(name, look) for name, look in looks]


def _found(name: str, look: Look) -> Finding:
    try:
        return look()
    except (RedvestError, OSError) as error:
        return Finding(name=name, found=f"could not be looked at: {error}", todo="see to what is said above")
