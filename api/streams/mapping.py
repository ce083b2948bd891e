"""What the requests of another system mean here: a TOML file from their categories to our kinds of need.

[columns]                # their names in the file of requests
id = "id"
created = "created"      # local time, ISO 8601
category = "problem_code"
lon = "lon"
lat = "lat"

[[rule]]                 # the first rule that fits a category holds
categories = ["Graffiti*", "Debris*"]
kind = "environment"
speciality = "environment"   # like all that follows: left out, it is what the kind usually asks for
minutes = 60
priority = 3
window = ["09:00-12:00", "14:00-18:00"]

[default]                # what no rule fits; without it such a category is a bad cell
kind = "environment"
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from models.catalogue import Labelled, NeedKind, Speciality
from models.errors import BadFormat
from models.kinds import USUAL, USUAL_PRIORITY
from models.needs import Role, TimeWindow
from models.units import DAY_S, HOUR_S, MAX_PRIORITY, MINUTE_S, Seconds

COLUMNS = ("id", "created", "category", "lon", "lat")
RULE = {"categories", "kind", "speciality", "minutes", "priority", "window"}
USUAL_WINDOW = "08:00-18:00"
"""Assumed: when somebody may come where a rule does not say."""

SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a request of some category asks for. `windows` count from 00:00 of the day it is planned for."""

    kind: NeedKind
    crew: tuple[Role, ...]
    service_s: Seconds
    priority: int
    windows: tuple[TimeWindow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`patterns` are a shell's, in lower case."""

    patterns: tuple[str, ...]
    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamMapping:
    """`columns` has the file's own name for each of COLUMNS."""

    columns: Mapping[str, str]
    rules: tuple[Rule, ...]
    default: Meaning | None

    def meaning_of(self, category: str) -> Meaning | None:
        """By the first rule that fits, upper or lower case; None where nothing does."""
        spelled = category.strip().casefold()
        for rule in self.rules:
            if any(fnmatchcase(spelled, pattern) for pattern in rule.patterns):
                return rule.meaning
        return self.default


def read_mapping(text: str) -> StreamMapping:
    """The mapping in a TOML text. Raises BadFormat naming the place in it and the value."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFormat(f"not TOML: {error}") from error
    _only(document, {"columns", "rule", "default"}, "the file")
    columns = _table(document.get("columns"), "columns")
    _only(columns, set(COLUMNS), "columns")
    for name in COLUMNS:
        if not isinstance(columns.get(name), str) or not columns[name]:
            raise BadFormat(f"columns.{name}: {columns.get(name)!r} is not the name of a column")
    rules = document.get("rule", [])
    if not isinstance(rules, list):
        raise BadFormat("rule: write [[rule]] with two brackets")
    default = document.get("default")
    if not rules and default is None:
        raise BadFormat("neither a [[rule]] nor a [default]")
    return StreamMapping(
        columns=columns,
        rules=tuple(_rule(rule, f"rule {number}") for number, rule in enumerate(rules, start=1)),
        default=None if default is None else _meaning(_table(default, "default"), "default"),
    )


def _rule(value: Any, place: str) -> Rule:
    rule = _table(value, place)
    categories = _texts(rule.get("categories"), f"{place}, categories")
    meaning = _meaning({key: rule[key] for key in rule if key != "categories"}, place)
    return Rule(patterns=tuple(category.strip().casefold() for category in categories), meaning=meaning)


def _meaning(rule: Mapping[str, Any], place: str) -> Meaning:
    _only(rule, RULE - {"categories"}, place)
    kind = _word(rule.get("kind"), NeedKind, f"{place}, kind")
    usual = USUAL[kind]
    speciality = usual.speciality
    if "speciality" in rule:
        speciality = _word(rule["speciality"], Speciality, f"{place}, speciality")
    minutes = _whole(rule.get("minutes", usual.minutes), DAY_S // MINUTE_S, f"{place}, minutes")
    role = Role(speciality=speciality, qualifications=usual.qualifications)
    return Meaning(
        kind=kind,
        crew=(role,) * usual.crew,
        service_s=Seconds(minutes * MINUTE_S),
        priority=_whole(rule.get("priority", USUAL_PRIORITY), MAX_PRIORITY, f"{place}, priority"),
        windows=_windows(rule.get("window", USUAL_WINDOW), f"{place}, window"),
    )


def _windows(value: Any, place: str) -> tuple[TimeWindow, ...]:
    windows: list[TimeWindow] = []
    for text in _texts([value] if isinstance(value, str) else value, place):
        span = SPAN.fullmatch(text)
        if not span:
            raise BadFormat(f"{place}: {text!r} is not like 08:00-18:00")
        hours = [int(part) for part in span.groups()]
        opens_s, closes_s = (hours[at] * HOUR_S + hours[at + 1] * MINUTE_S for at in (0, 2))
        if not opens_s <= closes_s <= DAY_S or (windows and opens_s <= windows[-1].closes_s):
            raise BadFormat(f"{place}: {text!r} closes before it opens, or overlaps the one before")
        windows.append(TimeWindow(opens_s=Seconds(opens_s), closes_s=Seconds(closes_s)))
    return tuple(windows)


def _table(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadFormat(f"[{place}] is missing, or no table")
    return value


def _texts(value: Any, place: str) -> Sequence[str]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        raise BadFormat(f"{place}: {value!r} is not a list of texts")
    return value


def _only(table: Mapping[str, Any], known: set[str], place: str) -> None:
    for key in table:
        if key not in known:
            raise BadFormat(f"{place}: {key!r} is none of {', '.join(sorted(known))}")


def _word(value: Any, words: type[Labelled], place: str) -> Any:
    if value not in set(words):
        raise BadFormat(f"{place}: {value!r} is none of {', '.join(words)}")
    return words(value)


def _whole(value: Any, most: int, place: str) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise BadFormat(f"{place}: {value!r} is not a whole number from 1 to {most}")
    return value
