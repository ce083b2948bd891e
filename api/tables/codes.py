"""How the canonical table spells each kind of value, and how that is read back.

Reading takes the exact spelling first and then what people write: somebody may have edited the file.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from api.tables.cells import CellProblem, Memo, number, whole
from api.tables.spans import Span, checked_span, clipped, read_breaks, read_spans
from api.tables.words import dated_words, one_word, some_goods
from models.catalogue import Labelled, Qualification, Speciality
from models.errors import InvalidInput
from models.geo import Place, Precision, Wgs84
from models.needs import Role, TimeWindow
from models.people import Break, Shift
from models.units import Seconds

T = TypeVar("T")
Word = TypeVar("Word", bound=Labelled)

MARKED = frozenset("=+-@\t\r\n'")
"""First characters that make a spreadsheet run a text, or lose its apostrophe."""

ANY = "any"
PLACE_HEADERS = ("lon_deg", "lat_deg", "label", "community", "precision")
NO_PLACE = ("", "", "", "", "")


def text_of(text: str) -> str:
    return f"'{text}" if text and text[0] in MARKED else text


def text_from(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" else cell


def ids_of(ids: Collection[str]) -> str:
    """Sorted; a semicolon or backslash within an id follows a backslash."""
    if not ids:
        return ""
    return text_of(";".join(one.replace("\\", "\\\\").replace(";", "\\;") for one in sorted(ids)))


def ids_from(cell: str) -> frozenset[str]:
    parts = re.findall(r"(?:[^;\\]|\\.)+", text_from(cell), re.DOTALL)
    return frozenset(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts)


def count_of(count: int | None) -> str:
    return "" if count is None else str(count)


def date_of(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def flag_of(flag: bool) -> str:
    return "yes" if flag else "no"


def optional(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """Reads an empty cell as None."""
    return lambda cell: read(cell) if cell else None


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Reads each different cell once."""
    return Memo(read).__getitem__


def id_from(cell: str) -> str:
    if not cell:
        raise CellProblem("is empty, an id is needed")
    return text_from(cell)


def word_from(kind: type[Word], *, needed: bool = True) -> Callable[[str], Any]:
    """Reads one word of the kind; an empty cell as None where none is needed."""

    def read(cell: str) -> Word | None:
        return one_word(cell, kind) if cell or needed else None

    return remembered(read)


def words_of(words: Iterable[str]) -> str:
    return ";".join(sorted(words))


def pairs_of(pairs: Mapping[Any, object]) -> str:
    """medicine:3;nursing:1 or driver:2027-06-30: each word with what belongs to it."""
    if not pairs:
        return ""
    return ";".join([f"{word}:{other}" for word, other in sorted(pairs.items())])


def parts_from(read_part: Callable[[str], dict[Word, T]]) -> Callable[[str], dict[Word, T]]:
    """Reads the parts between semicolons, each different one once: cells differ more than their parts."""
    part_from = remembered(read_part)

    def read(cell: str) -> dict[Word, T]:
        words: dict[Word, T] = {}
        for part in cell.split(";") if cell else ():
            words.update(part_from(part))
        return words

    return remembered(read)


def dates_from(cell: str) -> dict[Qualification, date]:
    """Each qualification with its last valid day. Raises CellProblem where one has none."""
    until = {}
    for word, last_day in dated_words(cell, Qualification).items():
        if last_day is None:
            raise CellProblem(f"{word.zh} has no expiry: write {word.zh}(2027-06-30) or {word.zh}(长期)")
        until[word] = last_day
    return until


def degrees_from(most: float) -> Callable[[str], float]:
    def read(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            value = number(cell)
        if not -most <= value <= most:
            raise CellProblem(f"is not between {-most:.0f} and {most:.0f} degrees")
        return value

    return read


def goods_of(goods: Mapping[str, int]) -> str:
    """药盒:3;口罩:10, by name; a semicolon, colon or backslash within a name follows a backslash."""
    if not goods:
        return ""
    return text_of(";".join(f"{_escaped(name)}:{amount}" for name, amount in sorted(goods.items())))


def goods_from(cell: str) -> dict[str, int]:
    """Reads what `goods_of` writes, else what people write. Raises CellProblem."""
    text = text_from(cell)
    if not re.fullmatch(rf"{GOOD}(?:;{GOOD})*", text, re.DOTALL):
        return some_goods(text)
    named = (re.findall(GOOD, text, re.DOTALL)) if text else []
    return {re.sub(r"\\(.)", r"\1", name, flags=re.DOTALL): whole(amount) for name, amount in named}


GOOD = r"((?:[^;:\\]|\\.)+):(\d+)"


def _escaped(name: str) -> str:
    return re.sub(r"([;:\\])", r"\\\1", name)


def moments_of(first_day: date) -> Callable[[Iterable[Shift | TimeWindow]], str]:
    """Writes shifts or windows as local intervals: 2026-11-24T09:00/2026-11-24T11:00;..."""
    moments = Memo(_moment_of(first_day))
    return lambda spans: ";".join(f"{moments[span.opens_s]}/{moments[span.closes_s]}" for span in spans)


def breaks_of(first_day: date) -> Callable[[Iterable[Break]], str]:
    """Writes when breaks may start, and the seconds they last: 2026-11-24T11:30/2026-11-24T13:00/1800;..."""
    moments = Memo(_moment_of(first_day))
    return lambda breaks: ";".join(
        f"{moments[one.opens_s]}/{moments[one.closes_s]}/{one.lasts_s}" for one in breaks
    )


def _moment_of(first_day: date) -> Callable[[int], str]:
    epoch = datetime.combine(first_day, time())

    def moment(second: int) -> str:
        at = epoch + timedelta(seconds=second)
        return at.isoformat(timespec="minutes" if at.second == 0 else "seconds")

    return moment


INTERVAL = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)/(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)")


def moments_from(
    first_day: date, days: int, make: Callable[..., T], *, point_allowed: bool
) -> Callable[[str], tuple[T, ...]]:
    """Reads what `moments_of` writes, else what people write; only what lies on the planned days is kept."""
    epoch = datetime.combine(first_day, time())

    def read(cell: str) -> tuple[T, ...]:
        if not cell:
            return ()
        intervals = [INTERVAL.fullmatch(part) for part in cell.split(";")]
        if all(intervals):
            exact = (_exact(one, epoch, point_allowed=point_allowed) for one in intervals if one)
            spans = clipped(exact, days=days)
        else:
            spans = read_spans(cell, first_day=first_day, days=days, point_allowed=point_allowed)
        return tuple(make(opens_s=Seconds(span.opens_s), closes_s=Seconds(span.closes_s)) for span in spans)

    return remembered(read)


def breaks_from(first_day: date, days: int) -> Callable[[str], tuple[Break, ...]]:
    """Reads what `breaks_of` writes, else what people write; only what lies on the planned days is kept."""
    epoch = datetime.combine(first_day, time())

    def read(cell: str) -> tuple[Break, ...]:
        if not cell:
            return ()
        written = [BREAK.fullmatch(part) for part in cell.split(";")]
        if all(written):
            found = [(_exact(one, epoch, point_allowed=True), int(one["lasts"])) for one in written if one]
        else:
            found = read_breaks(cell, first_day=first_day, days=days)
        return tuple(
            Break(opens_s=Seconds(span.opens_s), closes_s=Seconds(span.closes_s), lasts_s=Seconds(lasts_s))
            for unclipped, lasts_s in found
            for span in clipped([unclipped], days=days)
        )

    return remembered(read)


BREAK = re.compile(rf"{INTERVAL.pattern}/(?P<lasts>\d+)")


def _exact(interval: re.Match[str], epoch: datetime, *, point_allowed: bool) -> Span:
    try:
        opens_s, closes_s = (
            round((datetime.fromisoformat(at) - epoch).total_seconds()) for at in interval.groups()[:2]
        )
    except ValueError:
        raise CellProblem(f"{interval.group()} names no day or time") from None
    return checked_span(opens_s, closes_s, point_allowed=point_allowed)


def place_of(place: Place | None) -> tuple[str, str, str, str, str]:
    """Cells for PLACE_HEADERS; degrees with every digit."""
    if place is None:
        return NO_PLACE
    at = place.at
    return (
        repr(at.lon_deg),
        repr(at.lat_deg),
        text_of(place.label),
        text_of(place.community),
        place.precision.value,
    )


def place_from(lon_deg: float, lat_deg: float, label: str, community: str, precision: Precision) -> Place:
    return Place(at=Wgs84(lon_deg, lat_deg), label=label, community=community, precision=precision)


def place_or_none(
    lon_deg: float | None, lat_deg: float | None, label: str, community: str, precision: Precision
) -> Place | None:
    """None where neither degree is given. Raises InvalidInput where one is."""
    if lon_deg is None and lat_deg is None:
        return None
    if lon_deg is None or lat_deg is None:
        raise InvalidInput(f"a place has both degrees: lon_deg={lon_deg}, lat_deg={lat_deg}")
    return place_from(lon_deg, lat_deg, label, community, precision)


def precision_from(cell: str) -> Precision:
    try:
        return Precision(cell or Precision.GIVEN)
    except ValueError:
        raise CellProblem("is no precision", tuple(Precision)) from None


def crew_of(crew: Iterable[Role]) -> str:
    """One part for each seat: lifting:1, any:1, medicine:3:physician+nurse."""
    parts = []
    for role in crew:
        asked = "+".join(sorted(role.qualifications))
        parts.append(f"{role.speciality or ANY}:{role.level}" + (f":{asked}" if asked else ""))
    return ";".join(parts)


def crew_from(cell: str) -> tuple[Role, ...]:
    return tuple(_role(part) for part in cell.split(";"))


def _role(text: str) -> Role:
    speciality, _, rest = text.partition(":")
    level, _, asked = rest.partition(":")
    return Role(
        speciality=None if speciality == ANY else one_word(speciality, Speciality),
        level=whole(level or "1"),
        qualifications=frozenset(one_word(one, Qualification) for one in asked.split("+") if one),
    )
