"""Short codes that name a visit over the telephone: the same in every print of one problem."""

from hashlib import sha256

from models.day import Day

ALPHABET = "23456789CDFHJKMNPRTWXY"
"""No two that look or sound alike (0 O, 1 I L, 5 S, 8 B, U V), and no vowels, so no words."""

LENGTH = 4
ROOM = 8
"""Codes are lengthened until there are this many for each visit, so a mistyped one is mostly nobody's."""


def visit_codes(day: Day, digest: str) -> dict[tuple[str, int], str]:
    """A code for every need id and role, served or not: unique, and the same whatever the plan or the order.

    It names a visit, it does not prove one: whoever knows the problem can work it out.
    """
    visits = sorted((need.id, role) for need in day.needs for role in range(len(need.crew)))
    length = LENGTH
    while len(ALPHABET) ** length < ROOM * len(visits):
        length += 1
    codes: dict[tuple[str, int], str] = {}
    taken: set[str] = set()
    for need_id, role in visits:
        attempt = 0
        while (code := _code(f"{digest}\n{need_id}\n{role}\n{attempt}", length)) in taken:
            attempt += 1
        taken.add(code)
        codes[need_id, role] = code
    return codes


def _code(text: str, length: int) -> str:
    number = int.from_bytes(sha256(text.encode()).digest())
    letters = []
    for _ in range(length):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)
