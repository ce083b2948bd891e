"""Places as they are sent and shown."""

from datetime import datetime

from pydantic import ConfigDict

from api.schemas.base import Id, In, Latitude, Longitude, Name, Out, Words
from models.civic import PlaceKind


class PlaceIn(In):
    """A place; a position is asked of all but what is found by its building."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "station",
                "name": "琴台阳小驿",
                "parent_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                "lon_deg": 114.2586,
                "lat_deg": 30.5571,
            }
        }
    )

    kind: PlaceKind
    name: Name
    parent_id: Id | None = None
    lon_deg: Longitude | None = None
    lat_deg: Latitude | None = None
    address: Words = ""
    note: Words = ""


class PlaceOut(Out):
    kind: PlaceKind
    name: str
    parent_id: str | None
    subdistrict_id: str | None
    community_id: str | None
    lon_deg: float | None
    lat_deg: float | None
    address: str
    note: str
    closed_at: datetime | None
