"""Names that are nearly the same, found without comparing with every name there is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

MIN_LENGTH = 3
"""One wrong character in two may be any other name."""

ALIKE = 0.5


class NearNames:
    """A set of names that finds those one slip away from a text, and those that look like it.

    Source of the look-up by deletions: Mor and Fraenkel (1982), Communications of the ACM 25(12): 935-938.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        self._by_sign: dict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            for shortened in _with_deletions(name):
                self._by_deletion[shortened].append(name)
            for sign in set(name):
                self._by_sign[sign].append(name)

    def one_slip_from(self, text: str) -> list[str]:
        """The names with one character wrong, missing or too many, or two neighbours swapped."""
        # Two texts one slip apart share a form with at most one deletion; the reverse needs the comparison.
        sharing = (name for form in _with_deletions(text) for name in self._by_deletion.get(form, ()))
        return [name for name in dict.fromkeys(sharing) if one_slip_apart(text, name)]

    def look_alikes(self, text: str, *, at_most: int) -> list[str]:
        """The names that share most of their characters with the text, best first; empty if none does."""
        shared = Counter(name for sign in set(text) for name in self._by_sign.get(sign, ()))
        score = {name: 2 * count / (len(set(text)) + len(set(name))) for name, count in shared.items()}
        alike = sorted(
            (name for name in score if score[name] >= ALIKE), key=lambda name: (-score[name], name)
        )
        return alike[:at_most]


def one_slip_apart(a: str, b: str) -> bool:
    """True where the texts are equal or at distance 1.

    Source: Damerau (1964), Communications of the ACM 7(3): 171-176.
    """
    if len(a) > len(b):
        a, b = b, a
    if a == b:
        return True
    if len(b) - len(a) > 1:
        return False
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[start + 1 : start + 2] + a[start] + a[start + 2 :]
    return a[start + 1 :] == b[start + 1 :] or swapped == b[start:]


def _with_deletions(text: str) -> Iterator[str]:
    """The text, and the text without one of its characters."""
    yield text
    yield from (text[:at] + text[at + 1 :] for at in range(len(text)))
