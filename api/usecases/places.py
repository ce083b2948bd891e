"""Places and what they lie in."""

from sqlalchemy import Connection, select

from api.access.tasks import Task
from api.context import Context
from api.schemas.places import PlaceIn, PlaceOut
from api.usecases.registers import Register
from models.civic import PARENTS, PlaceKind
from models.errors import InvalidInput
from models.store.journal import Row
from models.store.tables.places import place

NEEDS_NO_POSITION = frozenset({PlaceKind.HUB_HOUSEHOLD})


def _complete(context: Context, tx: Connection, values: Row) -> Row:
    """With the subdistrict and the community that it lies in. Raises InvalidInput."""
    kind = PlaceKind(values["kind"])
    if (values["lon_deg"] is None) != (values["lat_deg"] is None):
        raise InvalidInput("a position has both lon_deg and lat_deg")
    if values["lon_deg"] is None and kind not in NEEDS_NO_POSITION:
        raise InvalidInput(f"lon_deg, lat_deg: a {kind} has a position")
    parent = _parent(tx, kind, values["parent_id"])
    own = values["id"]
    return {
        **values,
        "subdistrict_id": own if kind is PlaceKind.SUBDISTRICT else parent and parent["subdistrict_id"],
        "community_id": own if kind is PlaceKind.COMMUNITY else parent and parent["community_id"],
    }


def _parent(tx: Connection, kind: PlaceKind, parent_id: str | None) -> Row | None:
    kinds = PARENTS[kind]
    if not kinds:
        if parent_id is not None:
            raise InvalidInput(f"parent_id={parent_id!r}: a {kind} is a part of the district itself")
        return None
    found = tx.execute(select(place).where(place.c.id == (parent_id or ""))).mappings().one_or_none()
    if found is None or found["kind"] not in kinds:
        wanted = " or a ".join(sorted(kinds))
        raise InvalidInput(f"parent_id={parent_id!r}: a {kind} lies in a {wanted}")
    return dict(found)


PLACES = Register(
    path="places",
    noun="place",
    table=place,
    new=PlaceIn,
    shown=PlaceOut,
    read=Task.READ_PLACES,
    keep=Task.KEEP_PLACES,
    filters=(place.c.kind, place.c.community_id, place.c.subdistrict_id, place.c.parent_id, place.c.name),
    complete=_complete,
)
