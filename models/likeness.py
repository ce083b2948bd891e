"""Whether two entries of the register may be one person who came with two lists.

A person decides; this proposes, and says what agrees and what does not. Lists hold what people wrote: one
telephone for a whole family, a name that many share. So a telephone alone proposes nobody, and neither does
a name; and what an identity card tells apart is told apart.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

from models.catalogue import Labelled


class LikenessState(Labelled):
    """Where a pair stands."""

    PROPOSED = "proposed", "待确认"
    MERGED = "merged", "已合并"
    REJECTED = "rejected", "不是同一人"
    UNMERGED = "unmerged", "已拆分"
    OUTDATED = "outdated", "已失效"


class Trait(StrEnum):
    """What two entries are compared by."""

    IDENTITY = "identity"
    NUMBER = "number"
    PHONE = "phone"
    NAME = "name"
    BORN_ON = "born_on"
    SEX = "sex"


AGREES = {Trait.IDENTITY: 100, Trait.NUMBER: 60, Trait.PHONE: 30, Trait.NAME: 25, Trait.BORN_ON: 25}
CONTRADICTS = {Trait.NUMBER: 20, Trait.PHONE: 5, Trait.NAME: 25, Trait.BORN_ON: 30, Trait.SEX: 20}
"""Points of a hundred. Assumed: the order matters, for the surest pairs are looked at first."""

SURE = frozenset({Trait.IDENTITY, Trait.NUMBER})
"""Given to one person alone: a pair that shares one is proposed whatever else differs, or is mistyped."""

TELLS_APART = frozenset({Trait.NAME, Trait.BORN_ON, Trait.SEX, Trait.NUMBER})
"""What no person has two of; without a sure trait, one of these that differs rules the pair out."""


MOST_SHARERS = 50
"""What more entries than this have in common was typed to fill a column, and says nothing about a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What of a volunteer's entry is compared. Empty or None is not known."""

    name: str
    number: str | None = None
    phone_print: str | None = None
    identity_print: str | None = None
    born_on: date | None = None
    sex: str | None = None

    def traits(self) -> dict[Trait, Any]:
        """What is known of them."""
        known = {
            Trait.IDENTITY: self.identity_print,
            Trait.NUMBER: self.number,
            Trait.PHONE: self.phone_print,
            Trait.NAME: plain_name(self.name),
            Trait.BORN_ON: self.born_on,
            Trait.SEX: self.sex,
        }
        return {trait: value for trait, value in known.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two entries that may be one person: `score` from 1 to 100, what agrees and what contradicts."""

    score: int
    agrees: tuple[Trait, ...]
    contradicts: tuple[Trait, ...]


def plain_name(name: str) -> str:
    """The name without spaces, in one width and case: how two lists spell one person."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def likeness(one: Entry, other: Entry) -> Likeness | None:
    """None where they are not to be proposed as one person."""
    mine, theirs = one.traits(), other.traits()
    shared = [trait for trait in Trait if trait in mine and trait in theirs]
    agrees = tuple(trait for trait in shared if mine[trait] == theirs[trait])
    contradicts = tuple(trait for trait in shared if mine[trait] != theirs[trait])
    if Trait.IDENTITY in contradicts:
        return None
    if SURE.isdisjoint(agrees):
        if not TELLS_APART.isdisjoint(contradicts):
            return None
        if Trait.NAME not in agrees or not {Trait.PHONE, Trait.BORN_ON} & set(agrees):
            return None
    points = sum(AGREES.get(trait, 0) for trait in agrees) - sum(CONTRADICTS[trait] for trait in contradicts)
    return Likeness(score=max(1, min(points, 100)), agrees=agrees, contradicts=contradicts)


def keys(entry: Entry) -> Iterator[tuple[object, ...]]:
    """What two entries that are proposed have at least one of in common: candidates are found by these."""
    traits = entry.traits()
    for wanted in (
        (Trait.IDENTITY,),
        (Trait.NUMBER,),
        (Trait.PHONE, Trait.NAME),
        (Trait.NAME, Trait.BORN_ON),
    ):
        if all(trait in traits for trait in wanted):
            yield (wanted[0], wanted, *(traits[trait] for trait in wanted))


def alike(entries: Mapping[str, Entry], about: Collection[str]) -> dict[tuple[str, str], Likeness]:
    """The pairs of ids, the smaller first, that are proposed among these entries and have one of `about`."""
    by_key: dict[tuple[object, ...], list[str]] = {}
    for id in sorted(entries):
        for key in keys(entries[id]):
            by_key.setdefault(key, []).append(id)
    groups = [ids for ids in by_key.values() if len(ids) <= MOST_SHARERS]
    pairs = {pair for ids in groups for pair in combinations(ids, 2) if not set(pair).isdisjoint(about)}
    found = {pair: likeness(entries[pair[0]], entries[pair[1]]) for pair in sorted(pairs)}
    return {pair: one for pair, one in found.items() if one is not None}
