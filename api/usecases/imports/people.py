"""A list of volunteers brought into the register."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError
from sqlalchemy import Connection, func, or_, select

from api.context import Context
from api.schemas.base import partly
from api.schemas.volunteers import VolunteerIn
from api.usecases.imports.asked import Asked, Tally
from api.usecases.imports.known import KnownPlaces
from api.usecases.imports.origins import Origins, subjects
from api.usecases.imports.people_list import Entry, credentials, weekly
from api.usecases.registers import altered, given
from api.usecases.volunteers import VOLUNTEERS
from models.errors import BadCell, Conflict, InvalidInput, RedvestError
from models.people import Volunteer
from models.store.journal import Row
from models.store.store import StoreBusy, StoreUnreachable
from models.store.tables.civic import team
from models.store.tables.people import credential, likeness, membership, recipient, volunteer

BESIDE_THE_ENTRY = frozenset({"credentials", "team"})
"""What a row says of other tables than the volunteers'."""

VolunteerPatch = partly(VolunteerIn)


class PeopleImport:
    """Writes entries, part by part; `ids` has what the rows so far have become."""

    def __init__(self, context: Context, asked: Asked, known: KnownPlaces, tally: Tally) -> None:
        self._context, self._asked, self._known, self._tally = context, asked, known, tally
        self._origins = Origins(context=context, list=asked.list, noun=volunteer.name)
        self._ids: dict[str, str] = {}

    def write(self, tx: Connection, part: Sequence[Entry]) -> None:
        before = self._origins.known(tx, [one.beside.key for one in part])
        recipients = subjects(tx, recipient.name, {id for entry in part for id in entry.one.refuses})
        written: list[Row] = []
        become: list[tuple[str, str, Row]] = []
        seen: set[str] = set()
        for entry in part:
            key = entry.beside.key
            if key in seen:
                self._tally.unchanged += 1
                continue
            seen.add(key)
            try:
                said = self._said(tx, entry, recipients)
                told = {name: said[name] for name in said if name not in entry.beside.silent}
                with tx.begin_nested():  # an entry without what belongs to it would be half of the row
                    if key not in before:
                        row = self._add(tx, entry, said)
                    elif fields := self._origins.changed(before[key], told):
                        row = self._change(tx, entry, before[key], {name: told[name] for name in fields})
                    else:
                        self._ids[entry.one.id] = before[key]["subject_id"]
                        self._tally.unchanged += 1
                        continue
            except ValidationError as error:
                first = error.errors()[0]
                self._refuse(entry, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
            except (StoreBusy, StoreUnreachable):
                raise
            except RedvestError as error:
                self._refuse(entry, str(error))
            else:
                self._ids[entry.one.id] = row["id"]
                written.append(row)
                if key in before:
                    self._origins.said_anew(tx, before[key], told)
                    self._tally.changed += 1
                else:
                    become.append((key, row["id"], told))
                    self._tally.added += 1
        self._origins.remember(tx, become)
        VOLUNTEERS.written(self._context, tx, written)
        self._tally.likenesses += self._proposed(tx, written)

    def _add(self, tx: Connection, entry: Entry, said: Row) -> Row:
        """The new entry, with what belongs to it."""
        context = self._context
        body = {name: value for name, value in said.items() if name not in BESIDE_THE_ENTRY}
        valid = VolunteerIn.model_validate(body | {"origins": [self._asked.list]})
        values = VOLUNTEERS.complete(context, tx, {"id": context.new_id(), **given(context, valid)})
        row = context.create(tx, volunteer, values, why=f"import: {self._asked.list}")
        self._add_beside(tx, entry, row["id"], said)
        return row

    def _change(self, tx: Connection, entry: Entry, before: Row, said: Row) -> Row:
        """The entry with what the list says anew."""
        context, id = self._context, _now(tx, before["subject_id"])
        patch = {name: value for name, value in said.items() if name not in BESIDE_THE_ENTRY}
        if patch:
            altered(VOLUNTEERS, context, tx, id, VolunteerPatch.model_validate(patch), None)
        self._add_beside(tx, entry, id, said)
        return context.one(tx, volunteer, id)

    def _said(self, tx: Connection, entry: Entry, recipients: Mapping[str, str]) -> Row:
        """All that the row says, by field."""
        more = {"credentials": credentials(entry.one), "team": entry.one.team}
        return self._body(tx, entry, recipients) | more

    def _body(self, tx: Connection, entry: Entry, recipients: Mapping[str, str]) -> Row:
        """As VolunteerIn has it. Raises InvalidInput where the row is not the caller's to write."""
        one, beside = entry.one, entry.beside
        community_id = self._known.communities.get(one.home.community)
        if community_id is None and (one.home.community or not self._context.reach.everything):
            told = one.home.community or "no community"
            raise InvalidInput(f"{told} is none of the communities that you are responsible for")
        unknown = one.refuses - recipients.keys()
        if unknown:
            self._note(
                entry, ", ".join(sorted(unknown)), "are ids of no recipients that were imported: not kept"
            )
        return {
            "number": beside.number,
            "name": one.name,
            "phone": beside.phone,
            "identity_number": beside.identity_number,
            "born_on": beside.born_on,
            "sex": one.sex,
            "languages": sorted(one.languages),
            "specialities": dict(sorted(one.specialities.items())),
            "mode": one.mode,
            "capacity": one.capacity,
            "seats": one.seats,
            "limits": {
                name: getattr(one.limits, name)
                for name in ("travel_s", "metres", "tasks", "service_s", "week_service_s")
            },
            "available": weekly(one.shifts),
            "community_id": community_id,
            "lon_deg": one.home.at.lon_deg,
            "lat_deg": one.home.at.lat_deg,
            "address": one.home.label,
            "guardian_id": self._guardian(tx, one),
            "refuses": sorted(recipients[id] for id in one.refuses & recipients.keys()),
        }

    def _guardian(self, tx: Connection, one: Volunteer) -> str | None:
        if not one.guardian_id:
            return None
        id = self._ids.get(one.guardian_id)
        if id is None:
            before = self._origins.known(tx, [one.guardian_id]).get(one.guardian_id)
            id = None if before is None else before["subject_id"]
        return id

    def _add_beside(self, tx: Connection, entry: Entry, id: str, said: Row) -> None:
        """Credentials that are not there yet, and the team, if there is one of that name."""
        context = self._context
        if said.get("credentials"):
            held = select(credential.c.kind, credential.c.name, credential.c.until_on).where(
                credential.c.volunteer_id == id, credential.c.ended_at.is_(None)
            )
            there = {tuple(row) for row in tx.execute(held)}
            new = [one for one in said["credentials"] if one not in there]
            values = [
                {"volunteer_id": id, "kind": kind, "name": name, "until_on": until}
                for kind, name, until in new
            ]
            context.create_many(tx, credential, values, why=f"import: {self._asked.list}")
        if not said.get("team"):
            return
        named = context.rows(team).where(team.c.name == said["team"], team.c.closed_at.is_(None))
        teams = tx.execute(named).mappings().all()
        if len(teams) != 1:
            self._note(entry, said["team"], f"names {len(teams) or 'no'} teams of the register: not kept")
            return
        joined = select(membership.c.id).where(
            membership.c.volunteer_id == id,
            membership.c.team_id == teams[0]["id"],
            membership.c.ended_at.is_(None),
        )
        if tx.execute(joined).first() is None:
            context.create(tx, membership, {"volunteer_id": id, "team_id": teams[0]["id"]})

    def _proposed(self, tx: Connection, rows: Sequence[Row]) -> int:
        ids = [row["id"] for row in rows]
        new = select(func.count()).where(
            or_(likeness.c.first_id.in_(ids), likeness.c.second_id.in_(ids)),
            likeness.c.created_at == self._context.now,
        )
        return tx.execute(new).scalar_one()

    def _refuse(self, entry: Entry, problem: str) -> None:
        self._tally.bad.append(BadCell(self._asked.file, entry.beside.row, "", entry.one.id, problem))

    def _note(self, entry: Entry, value: str, problem: str) -> None:
        self._tally.notices.append(BadCell(self._asked.file, entry.beside.row, "", value, problem))


def _now(tx: Connection, id: str) -> str:
    """The volunteer that the entry is by now: where it was merged, the other one. Raises Conflict."""
    for _ in range(10):
        row = tx.execute(select(volunteer).where(volunteer.c.id == id)).mappings().one()
        if row["merged_into_id"] is None:
            break
        id = row["merged_into_id"]
    if row["closed_at"] is not None:
        raise Conflict(f"volunteer {id} has been closed: what the list says is not entered")
    return id
