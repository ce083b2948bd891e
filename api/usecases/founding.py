"""A district founded: its tables, its key, its places, its first administrator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from api.access.passwords import password_hash
from api.house import utc_now
from api.ids import new_id
from api.sealing import make_keys
from api.settings import Settings
from api.usecases.users import first_administrator, keep_password
from models.civic import PlaceKind
from models.district.gazetteer import Gazetteer, hanyang
from models.errors import NotFound
from models.geo import Wgs84
from models.store import journal
from models.store.journal import NOBODY, Act, Row
from models.store.migrating import current, migrate
from models.store.store import Store
from models.store.tables.access import failed_sign_ins, role_grant, user_account
from models.store.tables.places import place

ASSUMED = "assumed"
"""The note of a place of which only what it lies in is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """What has come to be; `revision` is None where all tables were taken away."""

    database: str
    revision: str | None
    keys_made: bool
    places_added: int


def found(settings: Settings, *, to: str = "head", with_district: bool = False) -> Founded:
    """The database at that revision; for a new one also a key, and the reference district where it is wanted.

    A key is made for a database that had no tables: for another one it would be the wrong key.
    """
    store = Store(settings.database_url)
    try:
        is_new = current(store) is None
        keys_made = is_new and to != "base" and not settings.keys_file.exists()
        if keys_made:
            make_keys(settings.keys_file)
        migrate(store, to)
        added = add_district(store, hanyang(), utc_now()) if with_district else 0
        return Founded(
            database=store.url.render_as_string(hide_password=True),
            revision=current(store),
            keys_made=keys_made,
            places_added=added,
        )
    finally:
        store.close()


def add_administrator(store: Store, *, login: str, password: str, now: datetime) -> Row:
    """Raises Conflict where the login is taken, InvalidInput where the password will not do."""
    with store.writing() as tx:
        ids = {"id": new_id(now), "grant_id": new_id(now)}
        act = Act(by_id=NOBODY, at=now)
        return first_administrator(tx, **ids, login=login, password=password, act=act)


def reset_password(store: Store, *, login: str, password: str, now: datetime) -> Row:
    """The user, who may sign in at once, with the new password alone. Raises NotFound, InvalidInput."""
    hashed = password_hash(password)
    with store.writing() as tx:
        user = tx.execute(select(user_account).where(user_account.c.login == login)).mappings().one_or_none()
        if user is None:
            raise NotFound("user", login)
        keep_password(tx, user["id"], hashed, Act(by_id=NOBODY, at=now))
        tx.execute(delete(failed_sign_ins).where(failed_sign_ins.c.login == login))
        return dict(user)


def all_users(store: Store) -> list[tuple[Row, list[str]]]:
    """Each with the roles that they hold, the first of them first."""
    with store.reading() as tx:
        users = tx.execute(select(user_account).order_by(user_account.c.id)).mappings().all()
        grants = tx.execute(select(role_grant).where(role_grant.c.ended_at.is_(None))).mappings().all()
    return [
        (dict(user), sorted({one["role"] for one in grants if one["user_id"] == user["id"]}))
        for user in users
    ]


def add_district(store: Store, gazetteer: Gazetteer, now: datetime) -> int:
    """How many places were added: none where there are some already."""
    with store.writing() as tx:
        if tx.execute(select(func.count()).select_from(place)).scalar_one():
            return 0
        return len(journal.create_many(tx, place, _places_of(gazetteer, now), Act(by_id=NOBODY, at=now)))


def _places_of(gazetteer: Gazetteer, now: datetime) -> list[Row]:
    """Each after what it lies in."""
    rows: list[Row] = []

    def add(kind: PlaceKind, name: str, at: Wgs84, parent: Row | None = None, note: str = "") -> Row:
        id = new_id(now)
        row = {
            "id": id,
            "kind": kind,
            "name": name,
            "parent_id": parent and parent["id"],
            "subdistrict_id": parent["subdistrict_id"] if parent else id,
            "community_id": id if kind is PlaceKind.COMMUNITY else parent and parent["community_id"],
            "lon_deg": at.lon_deg,
            "lat_deg": at.lat_deg,
            "note": note,
        }
        rows.append(row)
        return row

    subdistricts = {one.code: add(PlaceKind.SUBDISTRICT, one.name, one.at) for one in gazetteer.subdistricts}
    communities = {
        one.name: add(
            PlaceKind.COMMUNITY,
            one.name,
            one.at,
            subdistricts[one.subdistrict_code],
            ASSUMED if one.assumed else "",
        )
        for one in gazetteer.communities
    }
    for estate in gazetteer.estates:
        lies_in = add(PlaceKind.ESTATE, estate.name, estate.at, communities[estate.community], ASSUMED)
        for number, at in estate.buildings.items():
            add(PlaceKind.BUILDING, f"{number}栋", at, lies_in, ASSUMED)
    for facility in gazetteer.facilities:
        kind = PlaceKind(facility.kind.value)
        add(kind, facility.name, facility.at, communities[facility.community], ASSUMED)
    return rows
