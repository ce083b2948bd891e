"""The end of an address: which building, which unit, which room."""

import re
import unicodedata
from dataclasses import dataclass

NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百]{1,5})"
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100}

# 3栋, 三幢, 3号楼, A座, 3#; a bare 号 is a building only before a unit, since houses on a road have one too.
BUILDING = rf"(?:{NUMBER}|[A-Z]\d{{0,2}})(?:号楼|栋|幢|座|#楼?|号(?={NUMBER}单元))"
UNIT = rf"(?P<unit>{NUMBER}|[A-Z])(?:单元|门|-)"
FLOOR = rf"{NUMBER}[楼层]"
ROOM = r"(?P<room>\d{2,5}[A-Z]?)[室号房户]?"
SPELLED = re.compile(rf"第?(?P<building>{BUILDING})-?(?:{UNIT})?(?:{FLOOR})?(?:{ROOM})?")
# 3-2-501 and 3-501: two numbers are a building and a room only where the second can be no building.
DASHED = re.compile(r"(?P<building>\d{1,4})-(?:(?P<unit>\d{1,2})-)?(?P<room>\d{3,5}[A-Z]?)(?!\d)[室号]?")
ANOTHER = re.compile(BUILDING)

DASHES = str.maketrans(dict.fromkeys("—–―‐‑−~", "-"))
SKIPPED = re.compile(r"[\s，,。.、·:;；|/]+")


@dataclass(frozen=True, slots=True)
class Door:
    """What stands behind the name of the estate; empty where it is not said.

    `building` is a number as written, in Arabic digits, or a letter; `rest` is what follows and means nothing
    to the gazetteer.
    """

    building: str = ""
    unit: str = ""
    room: str = ""
    rest: str = ""

    @property
    def names_another_building(self) -> bool:
        return ANOTHER.search(self.rest) is not None

    def __str__(self) -> str:
        building = f"{self.building}栋" if self.building else ""
        unit = f"{self.unit}单元" if self.unit else ""
        room = f"{self.room}室" if self.room else ""
        return building + unit + room + self.rest


def folded(text: str) -> str:
    """Full-width as half-width, upper case, without spaces and commas, one kind of dash."""
    return SKIPPED.sub("", unicodedata.normalize("NFKC", text)).upper().translate(DASHES)


def split_door(text: str) -> tuple[str, Door]:
    """What precedes the door, and the door, of a folded address."""
    found = SPELLED.search(text) or DASHED.search(text)
    if found is None:
        return text, Door()
    building = re.sub(r"(?:号楼|栋|幢|座|#楼?|号)$", "", found["building"])
    return text[: found.start()], Door(
        building=_arabic(building),
        unit=_arabic(found["unit"] or ""),
        room=found["room"] or "",
        rest=text[found.end() :],
    )


def _arabic(number: str) -> str:
    """十二 as 12, 012 as 12; letters stay."""
    if number.isdecimal():
        return str(int(number))
    if not number or any(sign not in DIGITS and sign not in TENS for sign in number):
        return number
    if not any(sign in TENS for sign in number):
        return str(int("".join(str(DIGITS[sign]) for sign in number)))
    total = digit = 0
    for sign in number:
        if sign in TENS:
            total += (digit or 1) * TENS[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return str(total + digit)
