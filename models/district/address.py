"""Addresses as people write them, resolved against a gazetteer: to one place, or to the candidates.

Nothing is guessed. One slip (a wrong, missing, extra or swapped character) is mended where only one name is
that near; everything else that does not match is returned with what may have been meant.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from models.district.door import Door, folded, split_door
from models.district.gazetteer import Gazetteer
from models.district.names import SHOWN, SUFFIX, Hit, NameIndex, Spot, full_names, inside
from models.district.spelling import MIN_LENGTH, NearNames
from models.geo import Place, Precision

ABOVE = re.compile(r"^(?:湖北省?)?(?:武汉市?(?:汉阳(?!大道|路))?)?(?:汉阳区)?区?")
STREET = "街道"
MAX_LENGTH = 100

NOTHING = {"", "小区", "院内", "内"}
"""What may follow an estate's name and say nothing."""

PART = re.compile(r"[一二三四五六七八九十\dA-Z东南西北中新老]+(?:期|区|院|组团|地块)")
"""What makes another estate of it: 芳草苑二期."""

COMMITTEE = re.compile(r"^(?:居民委员会|居委会)")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place, and the full name that was read where a slip was mended (else empty)."""

    place: Place
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why there is no one place, and which ones may be meant."""

    problem: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    hit: Hit
    mended: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """The communities a text may mean: exactly one, or those one slip away; `text` is as written."""

    text: str
    communities: tuple[Spot, ...]
    exact: bool

    @property
    def sure(self) -> bool:
        """Exact, or one slip in a name long enough to bear it."""
        return self.exact or (len(self.communities) == 1 and len(self.text) >= MIN_LENGTH)


class AddressBook:
    """Looks addresses up in one gazetteer; names once looked up are remembered."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._street_of = {
            one.name: gazetteer.subdistrict[one.subdistrict_code].name for one in gazetteer.communities
        }
        self._streets = [one.name for one in gazetteer.subdistricts]
        self._near_streets = NearNames(self._streets)
        self._known: dict[tuple[str, str], _Found | Unresolved] = {}

    @cached_property
    def _index(self) -> NameIndex:
        """Made when the first address is looked up: a table of coordinates needs none."""
        return NameIndex(self._gazetteer)

    def resolve(self, address: str, *, community: str = "") -> Resolved | Unresolved:
        """The place of an address; `community` is what another column says of it, or empty."""
        if max(len(address), len(community)) > MAX_LENGTH:
            return Unresolved(f"is longer than {MAX_LENGTH} characters, no address")
        head, door = split_door(folded(address))
        key = head, folded(community)
        if key not in self._known:
            self._known[key] = self._find(*key)
        found = self._known[key]
        return found if isinstance(found, Unresolved) else self._enter(found, door)

    def _enter(self, found: _Found, door: Door) -> Resolved | Unresolved:
        """The door within what was found."""
        spot, after = found.hit.spot, found.hit.after
        if door.names_another_building:
            return Unresolved("names more than one building")
        if after not in NOTHING and (door.building or PART.match(after)):
            return Unresolved(f"{spot.name}{after} is not known", (spot.full_name,))
        if door.building and spot.precision is Precision.COMMUNITY:
            estates = self._index.estates_in[spot.name]
            if len(estates) != 1:
                having = [one for one in estates if _number(door) in one.buildings]
                return Unresolved("names a building but no estate", full_names(having or estates))
            spot = estates[0]
        at, precision = spot.at, spot.precision
        if door.building and spot.buildings:
            if _number(door) not in spot.buildings:
                return Unresolved(f"{spot.full_name} has no building {door.building}", _buildings(spot, door))
            at = spot.buildings[_number(door)]
            precision = Precision.ROOM if door.room else Precision.BUILDING
        label = spot.name + ("" if after in NOTHING else after) + str(door)
        place = Place(at=at, label=label, community=spot.community.name, precision=precision)
        return Resolved(place, spot.full_name if found.mended else "")

    def _find(self, head: str, hint: str) -> _Found | Unresolved:
        """What the names before the door stand for."""
        head, street = self._strip_above(head)
        hint, hint_street = self._strip_above(hint)
        if street and hint_street and street != hint_street:
            return Unresolved(f"names {street}, the community column says {hint_street}")
        if not head and not hint:
            return Unresolved("names no community and no estate")
        token, rest = "", head
        if not self._index.spots(head):
            token, after, rest = head.partition(SUFFIX)
            rest = COMMITTEE.sub("", rest)
            if not after:
                token, rest = self._index.split_community(head)
        street = street or hint_street
        named = self._named(token, hint.removesuffix(SUFFIX))
        if isinstance(named, Unresolved):
            return named
        found = self._within(named, rest) if named else self._anywhere(rest, street)
        return self._check_street(found, street)

    def _within(self, named: _Named, rest: str) -> _Found | Unresolved:
        """What `rest` stands for in the communities named."""
        hits = self._index.hits(rest)
        here = [hit for hit in hits if inside([hit.spot], named.communities)]
        if len(here) == 1:
            return _Found(here[0], mended=not named.exact)
        if not named.sure:
            among = [*named.communities, *(hit.spot for hit in here or hits)]
            like = among or self._index.communities_like(named.text)
            return Unresolved(f"{named.text}{SUFFIX} is not known", full_names(like))
        community = named.communities[0]
        if not rest:
            return _Found(Hit(community), mended=not named.exact)
        near = inside(self._index.near(rest), named.communities)
        if hits:
            elsewhere = [hit.spot for hit in hits]
            return Unresolved(f"{community.name} has no {hits[0].spot.name}", full_names([*near, *elsewhere]))
        if len(near) == 1:
            return _Found(Hit(near[0]), mended=True)
        among = near or inside(self._index.like(rest), named.communities)
        return Unresolved(f"{rest} is not known in {community.name}", full_names(among))

    def _anywhere(self, rest: str, street: str) -> _Found | Unresolved:
        """What `rest` stands for where no community is named."""
        if not rest:
            return Unresolved("names no community and no estate")
        hits = self._index.hits(rest)
        here = [hit for hit in hits if self._street_of[hit.spot.community.name] == street] or hits
        if len(here) == 1:
            return _Found(here[0], mended=False)
        if hits:
            spots = [hit.spot for hit in here]
            return Unresolved(f"{spots[0].name} is in several communities", full_names(spots))
        near = self._index.near(rest)
        if len(near) == 1:
            return _Found(Hit(near[0]), mended=True)
        return Unresolved(f"{rest} is not known", full_names(near or self._index.like(rest)))

    def _named(self, token: str, hint: str) -> _Named | Unresolved | None:
        """The communities that the address and the column beside it agree on; None if neither names one."""
        named, told = [self._community(name) for name in (token, hint)]
        if named is None or told is None:
            return named or told
        both = tuple(spot for spot in named.communities if spot in told.communities)
        if both:
            return _Named(token, both, exact=named.exact or told.exact)
        return Unresolved(
            f"names {token}{SUFFIX}, the community column says {hint}{SUFFIX}",
            full_names([*named.communities, *told.communities]),
        )

    def _community(self, name: str) -> _Named | None:
        if not name:
            return None
        spot = self._index.community(name)
        if spot is not None:
            return _Named(name, (spot,), exact=True)
        return _Named(name, self._index.communities_near(name), exact=False)

    def _strip_above(self, text: str) -> tuple[str, str]:
        """The text without province, city, district and subdistrict, and the subdistrict's name."""
        text = ABOVE.sub("", text)
        for street in self._streets:
            for spelled in (street, street.removesuffix("道")):
                if text.startswith(spelled):
                    return text[len(spelled) :].removeprefix("办事处"), street
        before, found, after = text.partition(STREET)
        alike = self._near_streets.one_slip_from(before + STREET)
        if found and len(before) >= MIN_LENGTH and len(alike) == 1:
            return after.removeprefix("办事处"), alike[0]
        return text, ""

    def _check_street(self, found: _Found | Unresolved, street: str) -> _Found | Unresolved:
        if isinstance(found, Unresolved) or not street:
            return found
        spot = found.hit.spot
        own = self._street_of[spot.community.name]
        if own == street:
            return found
        return Unresolved(f"{spot.community.name} is not in {street}", (own + spot.full_name,))


def _number(door: Door) -> int:
    """The building's number; -1, which no building has, for one with a letter."""
    return int(door.building) if door.building.isdecimal() else -1


def _buildings(spot: Spot, door: Door) -> tuple[str, ...]:
    """The buildings nearest in number."""
    numbers = sorted(spot.buildings, key=lambda number: (abs(number - _number(door)), number))
    return tuple(f"{spot.name}{number}栋" for number in numbers[:SHOWN])
