"""An example of every body that is sent and has none of its own, made from its schema."""

from typing import Any

Json = dict[str, Any]

BY_NAME: Json = {
    "login": "wang.min",
    "password": "correct horse battery",
    "name": "王敏",
    "phone": "13800001234",
    "lon_deg": 114.2186,
    "lat_deg": 30.5494,
    "why": "家属来电",
    "note": "门铃坏了，请敲门",
    "url": "https://dispatch.example.org/hook",
    "weekday": 1,
    "from": "09:00",
    "until": "11:30",
    "speciality": "companionship",
    "rule": "FREQ=WEEKLY;BYDAY=MO,TH",
    "stars": 5,
    "told": "走廊没有灯，老人差点摔倒",
}
"""What stands under these names, where the schema takes it."""

AN_ID = "01kb1x5q2v8m3n4p5r6s7t8w9y"

BY_FORMAT = {
    "date-time": "2026-11-24T09:00:00+08:00",
    "date": "2026-11-24",
    "time": "09:00:00",
    "uri": "https://dispatch.example.org/hook",
    "password": "correct horse battery",
    "binary": "",
}

DEEPEST = 8


def example_of(schema: Json, schemas: Json, name: str = "", depth: int = 0) -> Any:
    """A value of the schema; of an object what is required, or where nothing is its first field."""
    schema = _resolved(schema, schemas)
    for given in ("example", "const", "default"):
        if schema.get(given) is not None:
            return schema[given]
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            kinds = [one for one in schema[choice] if one.get("type") != "null"]
            return example_of(kinds[0], schemas, name, depth) if kinds else None
    return _of_type(schema, schemas, name, depth)


def _of_type(schema: Json, schemas: Json, name: str, depth: int) -> Any:
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        return _object(schema, schemas, depth)
    if kind == "array":
        least = max(1, schema.get("minItems", 0))
        items = schema.get("items", {})
        return [example_of(items, schemas, name.rstrip("s"), depth + 1)] * least if depth < DEEPEST else []
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return _number(schema, name)
    return _text(schema, name)


def _object(schema: Json, schemas: Json, depth: int) -> Json:
    fields: Json = schema.get("properties", {})
    wanted = schema.get("required") or list(fields)[:1]
    return {
        name: example_of(fields[name], schemas, name, depth + 1)
        for name in wanted
        if name in fields and depth < DEEPEST
    }


def _number(schema: Json, name: str) -> float | int:
    number: float | int = BY_NAME[name] if isinstance(BY_NAME.get(name), int | float) else 1
    low, high = schema.get("minimum", number), schema.get("maximum", number)
    return number if low <= number <= high else low


def _text(schema: Json, name: str) -> str:
    if schema.get("format") in BY_FORMAT:
        return BY_FORMAT[schema["format"]]
    if isinstance(BY_NAME.get(name), str):
        return str(BY_NAME[name])
    if name.endswith("_id") or name == "id":
        return AN_ID
    return name.replace("_", " ")[: schema.get("maxLength", 80)] or "…"


def _resolved(schema: Json, schemas: Json) -> Json:
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return schema
