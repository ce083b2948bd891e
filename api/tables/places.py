"""Where a row is: coordinates in a declared datum, or an address looked up in the gazetteer."""

from typing import Any

from api.tables.cells import CellProblem, number, squeezed
from api.tables.rows import Cells
from models.datum import Datum, wgs84_of
from models.district.address import AddressBook, Resolved
from models.district.door import folded, split_door
from models.errors import InvalidInput
from models.geo import Place, Precision

DATUMS = {
    "wgs84": Datum.WGS84,
    "gps": Datum.WGS84,
    "gcj02": Datum.GCJ02,
    "火星": Datum.GCJ02,
    "火星坐标": Datum.GCJ02,
    "高德": Datum.GCJ02,
    "腾讯": Datum.GCJ02,
    "国测局": Datum.GCJ02,
    "bd09": Datum.BD09,
    "bd09ll": Datum.BD09,
    "百度": Datum.BD09,
}


def datum_named(text: str) -> Datum:
    """WGS-84, GCJ02, 高德, 百度坐标系 ..."""
    name = squeezed(text).replace("-", "").replace("_", "").removesuffix("坐标系").removesuffix("坐标")
    if name not in DATUMS:
        raise CellProblem("is no known datum", ("WGS-84", "GCJ-02", "BD-09"))
    return DATUMS[name]


PLACE_PARSERS: dict[str, Any] = {"lon": number, "lat": number, "datum": datum_named}


def read_place(cells: Cells, book: AddressBook, datum: Datum) -> Place | None:
    """The place of a row; None where the report says why there is none. Coordinates go before an address."""
    if cells.text("lon") or cells.text("lat"):
        return _by_coordinates(cells, datum)
    return look_up(cells, book, _address(cells), "address", community=cells.text("community"))


def look_up(
    cells: Cells, book: AddressBook, address: str, field: str, *, community: str = ""
) -> Place | None:
    """The place of an address in the column of `field`; None where the report says why there is none."""
    found = book.resolve(address, community=community)
    shown = field if cells.has(field) else next((one for one in NAMING if cells.has(one)), field)
    value = address or community
    if isinstance(found, Resolved):
        if found.mended:
            cells.notice(shown, value, f"was read as {found.mended}")
        return found.place
    cells.fault(shown, value, found.problem, found.candidates)
    return None


NAMING = ("address", "estate", "community")
"""The columns that can say where somebody lives, the most telling first."""


def _by_coordinates(cells: Cells, datum: Datum) -> Place | None:
    for field, other in (("lon", "lat"), ("lat", "lon")):
        if not cells.text(field):
            cells.fault(
                field if cells.has(field) else other, "", f"is empty, but {cells.column(other)} is not"
            )
            return None
    lon_deg: float | None = cells.get("lon", None)
    lat_deg: float | None = cells.get("lat", None)
    if lon_deg is None or lat_deg is None:
        return None
    for field, degrees, most in (("lon", lon_deg, 180), ("lat", lat_deg, 90)):
        if abs(degrees) > most:
            hint = "; are longitude and latitude swapped?" if field == "lat" and abs(lon_deg) <= 90 else ""
            cells.fault(field, cells.text(field), f"is not on the globe: at most {most} degrees{hint}")
            return None
    try:
        at = wgs84_of(cells.get("datum", datum), lon_deg, lat_deg)
    except InvalidInput as error:
        cells.fault("lon", cells.text("lon"), str(error))
        return None
    label = _address(cells) or cells.text("community")
    return Place(at=at, label=label, community=cells.text("community"), precision=Precision.GIVEN)


def _address(cells: Cells) -> str:
    """The address in one text, also where estate, building, unit and room have columns of their own."""
    address = cells.text("address")
    estate = cells.text("estate")
    if estate not in address:
        address = estate + address
    _, door = split_door(folded(address))
    for field, said in (("building", door.building), ("unit", door.unit), ("room", door.room)):
        part = cells.text(field)
        if part and not said:
            address += part if part.endswith(SUFFIXES[field]) else part + SUFFIXES[field][0]
    return address


SUFFIXES = {"building": ("栋", "幢", "座", "号楼", "#"), "unit": ("单元", "门"), "room": ("室", "号", "房")}
