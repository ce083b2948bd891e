"""Where somebody or something is, as well as the rows know it."""

from collections.abc import Mapping

from models.geo import Place, Precision, Wgs84
from models.store.journal import Row

Places = Mapping[str, Row]
"""Rows of the table of places, by id."""


def place_of(
    places: Places, row: Row, *, label: str, at_id: str | None = None, community_id: str | None = None
) -> Place | None:
    """The row's own position, else that of the place `at_id` or of what it lies in; None where none is known.

    `row` may have lon_deg and lat_deg; `community_id` also names the community on what goes out.
    """
    community = places.get(community_id or "")
    name = community["name"] if community else ""
    if row.get("lon_deg") is not None:
        at, precision = Wgs84(row["lon_deg"], row["lat_deg"]), Precision.GIVEN
    else:
        found = _positioned(places, at_id) or _positioned(places, community_id)
        if found is None:
            return None
        at = Wgs84(found["lon_deg"], found["lat_deg"])
        precision = PRECISION.get(found["kind"], Precision.GIVEN)
    return Place(at=at, label=label, community=name, precision=precision)


PRECISION = {
    "building": Precision.BUILDING,
    "hub_household": Precision.BUILDING,
    "estate": Precision.ESTATE,
    "community": Precision.COMMUNITY,
    "subdistrict": Precision.COMMUNITY,
}


def _positioned(places: Places, id: str | None) -> Row | None:
    """The place, or the nearest that it lies in, whose position is known."""
    while id is not None and (row := places.get(id)) is not None:
        if row["lon_deg"] is not None:
            return row
        id = row["parent_id"]
    return None
