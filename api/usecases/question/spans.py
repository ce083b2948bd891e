"""Spans of seconds, from the first to before the second: joined, cut, clipped."""

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """What lies in any of the spans. Those that only touch stay two, as the shifts of two days do."""
    found: list[Span] = []
    for opens_s, closes_s in sorted(spans):
        if found and opens_s < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], closes_s)
        elif opens_s < closes_s:
            found.append((opens_s, closes_s))
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of the spans outside of those taken."""
    left = joined(spans)
    for from_s, until_s in taken:
        left = [
            part
            for opens_s, closes_s in left
            for part in ((opens_s, min(closes_s, from_s)), (max(opens_s, until_s), closes_s))
            if part[0] < part[1]
        ]
    return joined(left)


def clipped(spans: Iterable[Span], *, before_s: int, until_s: int) -> list[Span]:
    """Those that open before `before_s` and are not over at 0, cut to begin at 0 and to end by `until_s`."""
    return [
        (max(opens_s, 0), min(closes_s, until_s))
        for opens_s, closes_s in joined(spans)
        if opens_s < before_s and closes_s > 0
    ]
