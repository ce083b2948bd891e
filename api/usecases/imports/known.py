"""The places of the district as the reader of addresses knows them, and their ids by what lists call them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from api.access.scope import within
from api.context import Context
from models.civic import PlaceKind
from models.district.gazetteer import Gazetteer
from models.district.places import Community, Estate, Facility, FacilityKind, Subdistrict
from models.errors import InvalidInput
from models.geo import Wgs84
from models.store.journal import Row
from models.store.tables.places import place

BUILDING = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlaces:
    """`communities`: ids by name, of those that the caller reaches; `facilities`: by community and name."""

    gazetteer: Gazetteer
    communities: Mapping[str, str]
    facilities: Mapping[tuple[str, str], str]


def known_places(context: Context, tx: Connection) -> KnownPlaces:
    """The open places. Of communities with one name the one that the caller reaches, if it is one."""
    query = select(place, within(place, context.reach).label("reached")).where(place.c.closed_at.is_(None))
    rows = [dict(row) for row in tx.execute(query.order_by(place.c.id)).mappings()]
    of = {kind: [row for row in rows if row["kind"] == kind] for kind in PlaceKind}
    communities = _told_apart(of[PlaceKind.COMMUNITY], {row["id"] for row in of[PlaceKind.SUBDISTRICT]})
    named = {row["id"]: row["name"] for row in communities}
    facilities = [
        row for kind in FacilityKind for row in of[PlaceKind(kind.value)] if row["community_id"] in named
    ]
    try:
        gazetteer = Gazetteer(
            tuple(Subdistrict(row["id"], row["name"], _at(row)) for row in of[PlaceKind.SUBDISTRICT]),
            tuple(Community(row["name"], row["subdistrict_id"], _at(row)) for row in communities),
            tuple(_estates(of[PlaceKind.ESTATE], of[PlaceKind.BUILDING], named)),
            tuple(
                Facility(
                    row["id"], FacilityKind(row["kind"]), row["name"], named[row["community_id"]], _at(row)
                )
                for row in facilities
            ),
        )
    except InvalidInput as error:
        raise InvalidInput(f"the register of places: {error}") from error
    return KnownPlaces(
        gazetteer=gazetteer,
        communities={row["name"]: row["id"] for row in communities if row["reached"]},
        facilities={(named[row["community_id"]], row["name"]): row["id"] for row in facilities},
    )


def _told_apart(rows: Iterable[Row], subdistricts: set[str]) -> list[Row]:
    """Each name once: lists know communities by their names alone, and no row is put into the wrong one."""
    sharing: dict[str, list[Row]] = {}
    for row in rows:
        if row["subdistrict_id"] in subdistricts:
            sharing.setdefault(row["name"], []).append(row)
    meant = ([row for row in rows if row["reached"]] or rows for rows in sharing.values())
    return [rows[0] for rows in meant if len(rows) == 1]


def _estates(estates: Iterable[Row], buildings: Iterable[Row], named: Mapping[str, str]) -> Iterable[Estate]:
    """Each name of a community once, with the buildings of all that have it."""
    numbered: dict[str, dict[int, Wgs84]] = {}
    for row in buildings:
        number = BUILDING.match(row["name"])
        if number:
            numbered.setdefault(row["parent_id"], {}).setdefault(int(number[0]), _at(row))
    found: dict[tuple[str, str], Estate] = {}
    for row in estates:
        community = named.get(row["community_id"])
        if community is None:
            continue
        before = found.get((community, row["name"]))
        inside = {**numbered.get(row["id"], {}), **(before.buildings if before else {})}
        at = before.at if before else _at(row)
        found[community, row["name"]] = Estate(row["name"], community, at, inside)
    return found.values()


def _at(row: Row) -> Wgs84:
    return Wgs84(row["lon_deg"], row["lat_deg"])
