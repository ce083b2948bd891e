"""The plan as GeoJSON: routes as lines, stops and unmet needs as points; no names, telephones or rooms.

Source: RFC 7946 (WGS-84, longitude first). Five decimals are about a metre: the house, not the room.
"""

import json
from datetime import datetime, time, timedelta, timezone
from typing import Any

from api.printouts.itinerary import Call, Itinerary, Tour
from models.day import Day
from models.geo import Place
from models.needs import Need
from models.plans import Unmet
from models.units import Seconds

DECIMALS = 5


def plan_geojson(itinerary: Itinerary) -> str:
    """The FeatureCollection as text, one feature a line; moments are ISO 8601 with the day's offset."""
    features = [_route(itinerary.day, tour) for tour in itinerary.tours]
    features += [_stop(itinerary.day, tour, call) for tour in itinerary.tours for call in tour.calls]
    features += [_unmet(need, unmet) for need, unmet in itinerary.unmet]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    digest = json.dumps(itinerary.plan.problem_digest)
    return f'{{"type": "FeatureCollection", "problem_digest": {digest}, "features": [\n{lines}\n]}}\n'


def _route(day: Day, tour: Tour) -> dict[str, Any]:
    line = {"type": "LineString", "coordinates": [_position(place) for place in tour.places]}
    return _feature(
        line,
        what="route",
        volunteer=tour.volunteer.id,
        shift=tour.route.shift,
        mode=tour.volunteer.mode,
        leaves=_moment(day, tour.leaves_s),
        returns=_moment(day, tour.returns_s),
        travel_s=tour.route.travel_s,
    )


def _stop(day: Day, tour: Tour, call: Call) -> dict[str, Any]:
    concerned: dict[str, object] = {}
    if call.need:
        concerned = {"need": call.need.id, "kind": call.need.kind, "role": call.stop.role}
    elif call.stop.depot_id:
        concerned = {"depot": call.stop.depot_id}
    return _feature(
        _point(call.place),
        what="stop",
        volunteer=tour.volunteer.id,
        part=call.stop.part,
        **concerned,
        start=_moment(day, call.stop.start_s),
        end=_moment(day, call.stop.end_s),
        precision=call.place.precision,
    )


def _unmet(need: Need, unmet: Unmet) -> dict[str, Any]:
    reasons = [
        {"code": reason, "zh": reason.zh, "volunteers": volunteers} for reason, volunteers in unmet.reasons
    ]
    return _feature(
        _point(need.place),
        what="unmet",
        need=need.id,
        kind=need.kind,
        priority=need.priority,
        reasons=reasons,
        precision=need.place.precision,
    )


def _feature(geometry: dict[str, Any], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(place: Place) -> dict[str, Any]:
    return {"type": "Point", "coordinates": _position(place)}


def _position(place: Place) -> list[float]:
    return [round(place.at.lon_deg, DECIMALS), round(place.at.lat_deg, DECIMALS)]


def _moment(day: Day, moment_s: Seconds) -> str:
    zone = timezone(timedelta(minutes=day.utc_offset_minutes))
    return (datetime.combine(day.first_day, time(), zone) + timedelta(seconds=moment_s)).isoformat()
