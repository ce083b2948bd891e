"""What volunteers, recipients and relatives have in common: telephones kept sealed, and where they live."""

import re
import unicodedata

from sqlalchemy import ColumnElement, Connection, Table, select

from api.context import Context
from api.usecases.civic import check_place
from models.civic import PlaceKind
from models.errors import InvalidInput, NotFound
from models.phones import e164, masked
from models.store.journal import Row
from models.store.tables.places import place

BETWEEN_LETTERS = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")

LAST_LETTER = "\U0010ffff"


def spelled(name: str) -> str:
    """The name as it is kept: in one width, 张 三 as 张三."""
    return BETWEEN_LETTERS.sub("", unicodedata.normalize("NFKC", name))


def sealed_phone(context: Context, values: Row) -> Row:
    """The values with what is kept of a telephone number in the place of the number, if it is given.

    Raises InvalidInput.
    """
    if "phone" not in values:
        return values
    kept = {name: value for name, value in values.items() if name != "phone"}
    if values["phone"] is None:
        return {**kept, "phone_sealed": None, "phone_print": None}
    number, seal = e164("phone", values["phone"]), context.house.seal
    return {**kept, "phone_sealed": seal.sealed(number), "phone_print": seal.fingerprint(number)}


def with_masked_phone(context: Context, row: Row) -> Row:
    """The row with its telephone number as everybody may see it; null where there is none."""
    sealed = row["phone_sealed"]
    return {**row, "phone": None if sealed is None else masked(context.house.seal.opened(sealed))}


def by_phone(context: Context, table: Table, text: str) -> ColumnElement[bool]:
    """The rows with that number, however it is written. Raises InvalidInput."""
    printed: ColumnElement[bool] = table.c.phone_print == context.house.seal.fingerprint(e164("phone", text))
    return printed


def by_name(table: Table, beginning: str) -> ColumnElement[bool]:
    """The rows whose name begins so; an index finds them."""
    from_ = spelled(beginning.strip())
    if not from_:
        raise InvalidInput("name: give how it begins")
    begins: ColumnElement[bool] = (table.c.name >= from_) & (table.c.name < from_ + LAST_LETTER)
    return begins


def revealed_phone(context: Context, table: Table, id: str, why: str) -> tuple[str, Row]:
    """The number in full, and the row; who looked, when and why is in its history. Raises NotFound."""
    with context.writing() as tx:
        row = context.one(tx, table, id)
        if row["phone_sealed"] is None:
            raise NotFound("phone of " + table.name, id)
        return context.house.seal.opened(row["phone_sealed"]), context.note(
            tx, table, id, "phone_seen", why=why
        )


def unplaced(row: Row, sent: Row) -> Row:
    """The row without what followed from its home, where a patch sends another home and no position."""
    if "home_id" not in sent:
        return row
    moved = dict(row)
    if "lon_deg" not in sent and "lat_deg" not in sent:
        moved.update(lon_deg=None, lat_deg=None)
    if "community_id" not in sent:
        moved["community_id"] = None
    return moved


def placed(context: Context, tx: Connection, values: Row) -> Row:
    """The values, with position and community of the home where they are not given. Raises InvalidInput."""
    community_id, home_id = values["community_id"], values["home_id"]
    if community_id is not None:
        context.once(
            ("community_id", community_id),
            lambda: check_place(tx, "community_id", community_id, PlaceKind.COMMUNITY),
        )
    if home_id is not None:
        context.once(("home_id", home_id), lambda: check_place(tx, "home_id", home_id))
    if (values["lon_deg"] is None) != (values["lat_deg"] is None):
        raise InvalidInput("a position has both lon_deg and lat_deg")
    if home_id is None:
        return values
    home = context.once(("home", home_id), lambda: _home(tx, home_id))
    found = dict(values)
    if found["lon_deg"] is None:
        found.update(lon_deg=home["lon_deg"], lat_deg=home["lat_deg"])
    if found["community_id"] is None:
        found["community_id"] = home["community_id"]
    elif home["community_id"] not in (None, found["community_id"]):
        raise InvalidInput(
            f"community_id={found['community_id']!r}: home_id lies in community {home['community_id']}"
        )
    return found


def _home(tx: Connection, id: str) -> Row:
    return dict(tx.execute(select(place).where(place.c.id == id)).mappings().one())


def check_known(tx: Connection, name: str, table: Table, ids: list[str]) -> None:
    """Raises InvalidInput where one of them is no open row of the table, or is named twice."""
    if not ids:
        return
    if len(set(ids)) < len(ids):
        raise InvalidInput(f"{name}: {next(id for id in ids if ids.count(id) > 1)!r} is named twice")
    query = select(table.c.id).where(table.c.id.in_(ids), table.c.closed_at.is_(None))
    missing = set(ids) - set(tx.execute(query).scalars())
    if missing:
        raise InvalidInput(f"{name}: there is no {table.name} {min(missing)}")
