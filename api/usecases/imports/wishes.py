"""A list of needs: read, and taken in with the recipients that they are for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from api.context import Context
from api.schemas.needs import NeedIn
from api.schemas.recipients import RecipientIn
from api.tables.need_columns import NEED_COLUMNS
from api.tables.reading import read_needs
from api.tables.renamed import renamed
from api.tables.rows import Cells
from api.tables.table import Table
from api.usecases.imports.asked import Asked, Tally
from api.usecases.imports.known import KnownPlaces
from api.usecases.imports.names import check_name
from api.usecases.imports.origins import Origins, subjects
from api.usecases.imports.telephones import first_phone
from api.usecases.needs.asked import needed, spans_of
from api.usecases.needs.opening import NotReady, check_ready
from api.usecases.people import spelled
from api.usecases.recipients import RECIPIENTS
from api.usecases.registers import given
from models.errors import BadCell, InvalidInput, RedvestError
from models.lifecycle import NeedState
from models.needs import Need
from models.store.journal import Row
from models.store.store import StoreBusy, StoreUnreachable
from models.store.tables.needs import need
from models.store.tables.people import recipient, volunteer
from models.units import MAX_HORIZON_DAYS, MINUTE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One row of the list; `key` knows it when the list comes again."""

    one: Need
    row: int
    key: str


def read_wishes(
    path: Path, asked: Asked, known: KnownPlaces, context: Context
) -> tuple[list[Wish], Table[Any]]:
    """The needs of the next days. Raises BadTable."""
    beside: dict[str, tuple[int, str]] = {}
    mark = context.house.seal.fingerprint

    def hear(one: Need, cells: Cells) -> None:
        check_name(cells, "recipient_name")
        if one.phone and first_phone(one.phone) is None:
            cells.fault("phone", cells.text("phone"), "is no telephone number that exists")
        beside[one.id] = cells.row_number, one.id if cells.has("id") else mark(cells.whole())

    table = read_needs(
        path,
        gazetteer=known.gazetteer,
        first_day=context.today,
        days=MAX_HORIZON_DAYS,
        datum=asked.datum,
        keep_good=True,
        columns=renamed(NEED_COLUMNS, asked.columns),
        beside=hear,
    )
    wishes = []
    for one in table.rows:
        row, key = beside.get(one.id, (0, one.id))
        wishes.append(Wish(one=one, row=row, key=key if len(key) <= 64 else mark(key)))
    return wishes, table


def parts(wishes: Sequence[Wish], size: int) -> Iterable[Sequence[Wish]]:
    return (wishes[first : first + size] for first in range(0, len(wishes), size))


class WishImport:
    """Writes needs, part by part. One that was taken in before is left as the office has it by now."""

    def __init__(self, context: Context, asked: Asked, known: KnownPlaces, tally: Tally) -> None:
        self._context, self._asked, self._known, self._tally = context, asked, known, tally
        self._needs = Origins(context=context, list=asked.list, noun=need.name)
        self._recipients = Origins(context=context, list=asked.list, noun=recipient.name)
        self._why = f"import: {asked.list}"

    def write(self, tx: Connection, part: Sequence[Wish]) -> None:
        there = set(self._needs.known(tx, [wish.key for wish in part]))
        named = {
            id for wish in part for id in (*wish.one.preferred, *wish.one.usual_carers, *wish.one.refused)
        }
        volunteers = subjects(tx, volunteer.name, named)
        become: list[tuple[str, str, Row]] = []
        for wish in part:
            if wish.key in there:
                self._tally.unchanged += 1
                continue
            there.add(wish.key)
            try:
                with tx.begin_nested():  # a recipient without the need would be half of the row
                    row = self._take(tx, wish, volunteers)
            except ValidationError as error:
                first = error.errors()[0]
                self._refuse(wish, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
            except (StoreBusy, StoreUnreachable):
                raise
            except RedvestError as error:
                self._refuse(wish, str(error))
            else:
                become.append((wish.key, row["id"], {}))
                self._tally.added += 1
        self._needs.remember(tx, become)

    def _take(self, tx: Connection, wish: Wish, volunteers: dict[str, str]) -> Row:
        context = self._context
        body = NeedIn.model_validate(self._body(wish, self._recipient(tx, wish), volunteers))
        asked = body.model_dump()
        values = {
            "id": context.new_id(),
            **needed(context, tx, asked),
            **spans_of(context, asked["windows"]),
            "state": NeedState.DRAFT.value,
            "ticket": body.ticket,
        }
        if self._asked.verified:
            values |= {"verified_by_id": context.caller.user_id, "verified_at": context.now}
            try:
                check_ready(tx, values | {"risk_told": None})
                values["state"] = NeedState.OPEN.value
            except NotReady as error:
                self._note(wish, "", f"is taken in as a draft: {error}")
        return context.create(tx, need, values, why=self._why)

    def _body(self, wish: Wish, recipient_id: str, volunteers: dict[str, str]) -> Row:
        """As NeedIn has it. Raises InvalidInput where a volunteer who must not come is not known."""
        one = wish.one
        strangers = sorted(one.refused - volunteers.keys())
        if strangers:
            raise InvalidInput(
                f"{', '.join(strangers)} must not come, and is the id of no imported volunteer"
            )
        wanted = one.preferred | one.usual_carers
        unknown = sorted(wanted - volunteers.keys())
        if unknown:
            self._note(wish, ", ".join(unknown), "are ids of no imported volunteers: not kept")
        midnight = datetime.combine(self._context.today, time(), self._context.house.zone)
        return {
            "kind": one.kind,
            "recipient_id": recipient_id,
            "lon_deg": one.place.at.lon_deg,
            "lat_deg": one.place.at.lat_deg,
            "label": one.place.label,
            "windows": [
                {"from_at": _at(midnight, window.opens_s), "until_at": _at(midnight, window.closes_s)}
                for window in one.windows
            ],
            "service_minutes": max(1, round(one.service_s / MINUTE_S)),
            "late_minutes": min(round(one.late_s / MINUTE_S), 24 * 60),
            "priority": one.priority,
            "crew": [
                {
                    "speciality": role.speciality,
                    "level": role.level,
                    "qualifications": sorted(role.qualifications),
                }
                for role in one.crew
            ],
            "pickup": self._pickup(one),
            "asks": {
                "sex": one.carer_sex,
                "language": one.language,
                "min_age": one.min_age,
                "max_age": one.max_age,
                "seats": one.seats,
                "supplies": one.supplies,
            },
            "risky": one.risky,
            "with_minor": one.with_minor,
            "wanted": sorted({volunteers[id] for id in wanted & volunteers.keys()}),
            "refused": sorted({volunteers[id] for id in one.refused}),
            "bring": one.bring,
            "note": one.note,
            "ticket": one.id[:80] if one.id == wish.key else "",
        }

    def _pickup(self, one: Need) -> Row | None:
        """Raises InvalidInput where it is no pharmacy, clinic, hospital or station of the register."""
        if one.pickup is None:
            return None
        there = one.pickup.place
        id = self._known.facilities.get((there.community, there.label))
        if id is None:
            raise InvalidInput(f"{there.label} is no pharmacy, clinic, hospital or station of the register")
        return {"place_id": id, "minutes": round(one.pickup.service_s / MINUTE_S), "load": one.pickup.load}

    def _recipient(self, tx: Connection, wish: Wish) -> str:
        """By the list's own id, else by name, community, and telephone or door; else a new one."""
        context, one = self._context, wish.one
        community_id = self._known.communities.get(one.place.community)
        if community_id is None:
            told = one.place.community or "no community"
            raise InvalidInput(f"{told} is none of the communities that you are responsible for")
        key = (
            one.recipient_id
            if len(one.recipient_id) <= 64
            else context.house.seal.fingerprint(one.recipient_id)
        )
        if key:
            known = self._recipients.known(tx, [key]).get(key)
            if known is not None:
                return str(known["subject_id"])
        phone = first_phone(one.phone)
        alike = context.rows(recipient).where(
            recipient.c.name == spelled(one.recipient_name),
            recipient.c.community_id == community_id,
            recipient.c.closed_at.is_(None),
            recipient.c.door == one.place.label
            if phone is None
            else recipient.c.phone_print == context.house.seal.fingerprint(phone),
        )
        found_id = tx.execute(
            alike.with_only_columns(recipient.c.id).order_by(recipient.c.id).limit(1)
        ).scalar()
        if found_id is None:
            body = RecipientIn.model_validate(
                {
                    "name": one.recipient_name,
                    "phone": phone,
                    "community_id": community_id,
                    "lon_deg": one.place.at.lon_deg,
                    "lat_deg": one.place.at.lat_deg,
                    "door": one.place.label,
                    "first_visit_by_two": one.first_visit_flagged,
                    "access_note": one.access,
                }
            )
            values = RECIPIENTS.complete(context, tx, {"id": context.new_id(), **given(context, body)})
            found_id = context.create(tx, recipient, values, why=self._why)["id"]
        if key:
            self._recipients.remember(tx, [(key, found_id, {})])
        return str(found_id)

    def _refuse(self, wish: Wish, problem: str) -> None:
        self._tally.bad.append(BadCell(self._asked.file, wish.row, "", wish.one.id, problem))

    def _note(self, wish: Wish, value: str, problem: str) -> None:
        self._tally.notices.append(BadCell(self._asked.file, wish.row, "", value, problem))


def _at(midnight: datetime, seconds: int) -> datetime:
    """The second of a day whose midnight that was; no clock is put forward here within a plan's days."""
    return midnight + timedelta(seconds=seconds)
