"""Trained, suspended, reinstated; on duty and off; absent. Visits that lose somebody by it are shown."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from api.context import Context
from api.usecases.civic import check_place
from api.usecases.credentials import holds
from api.usecases.to_come import visits_to_come
from models.credentials import CredentialKind
from models.errors import Conflict, InvalidInput, NotFound
from models.lifecycle import VOLUNTEER_STEPS, VolunteerState, after
from models.store import journal
from models.store.journal import Row
from models.store.tables.people import absence, volunteer
from models.store.tables.places import place

LONGEST_DUTY = timedelta(hours=24)
"""Who means to stay longer says so again: a duty that is forgotten ends by itself."""

OFF_DUTY = {"on_duty_until": None, "duty_lon_deg": None, "duty_lat_deg": None}


def train(context: Context, id: str, why: str, version: int | None) -> Row:
    """Raises Conflict where no training of theirs holds today; ForbiddenStep, NotFound.

    Source: Regulations on Volunteer Service, Art. 16.
    """
    with context.writing() as tx:
        row = _open(context, tx, id)
        if not _is_trained(context, tx, id):
            raise Conflict(f"volunteer {id} has no training that holds today: add it to the credentials")
        return _step(context, tx, row, "trained", why, version)


def suspend(context: Context, id: str, why: str, version: int | None) -> tuple[Row, list[Row]]:
    """The volunteer, and every visit to come that now lacks someone. Raises ForbiddenStep, NotFound."""
    with context.writing() as tx:
        row = _open(context, tx, id)
        row = _step(context, tx, row, "suspended", why, version, suspended_why=why, **OFF_DUTY)
        return row, visits_to_come(tx, id, context.now)


def reinstate(context: Context, id: str, why: str, version: int | None) -> Row:
    """Registered again, and trained where their training holds. Raises ForbiddenStep, NotFound."""
    with context.writing() as tx:
        row = _open(context, tx, id)
        row = _step(context, tx, row, "reinstated", why, version, suspended_why="")
        if _is_trained(context, tx, id):
            row = _step(context, tx, row, "trained", why, None)
        return row


def future_visits(context: Context, id: str) -> list[Row]:
    with context.reading() as tx:
        context.one(tx, volunteer, id)
        return visits_to_come(tx, id, context.now)


def go_on_duty(
    context: Context,
    id: str,
    *,
    until: datetime,
    place_id: str | None,
    at_deg: tuple[float | None, float | None],
    version: int | None,
) -> Row:
    """On duty until then, at the position, at the place, or at home.

    Raises InvalidInput, NotFound, Conflict where they may not be sent.
    """
    if not context.now < until <= context.now + LONGEST_DUTY:
        raise InvalidInput(f"until={until.isoformat()} is not within the next {LONGEST_DUTY}")
    with context.writing() as tx:
        row = _open(context, tx, id)
        if row["state"] != VolunteerState.TRAINED:
            raise Conflict(f"volunteer {id} is {row['state']}: only who is trained goes on duty")
        lon_deg, lat_deg = _where(tx, row, place_id, at_deg)
        duty = {"on_duty_until": until, "duty_lon_deg": lon_deg, "duty_lat_deg": lat_deg}
        for_id = _for(context, id)
        return context.change(tx, volunteer, id, duty, "on_duty", version=version, for_id=for_id)


def go_off_duty(context: Context, id: str, version: int | None) -> Row:
    with context.writing() as tx:
        _open(context, tx, id)
        for_id = _for(context, id)
        return context.change(tx, volunteer, id, OFF_DUTY, "off_duty", version=version, for_id=for_id)


def be_absent(
    context: Context, id: str, *, from_at: datetime, until_at: datetime, why: str
) -> tuple[Row, list[Row]]:
    """The absence, and the visits that fall into it. Who is absent now is off duty. Raises InvalidInput."""
    if not from_at < until_at:
        raise InvalidInput(f"until_at={until_at.isoformat()} is not after from_at")
    if until_at <= context.now:
        raise InvalidInput(f"until_at={until_at.isoformat()} has passed")
    with context.writing() as tx:
        row = _open(context, tx, id)
        journal.locked(tx, volunteer, id)  # who seats people locks them too: no visit slips in meanwhile
        values = {"volunteer_id": id, "from_at": from_at, "until_at": until_at, "why": why}
        for_id = _for(context, id)
        made = context.create(tx, absence, values, why=why, for_id=for_id)
        if from_at <= context.now and row["on_duty_until"] is not None:
            context.change(tx, volunteer, id, OFF_DUTY, "off_duty", why=why, for_id=for_id)
        return made, visits_to_come(tx, id, context.now, from_at=from_at, until_at=until_at)


def absences(context: Context, id: str) -> list[Row]:
    """Those that have not ended, the next first."""
    with context.reading() as tx:
        context.one(tx, volunteer, id)
        query = context.rows(absence).where(
            absence.c.volunteer_id == id, absence.c.ended_at.is_(None), absence.c.until_at > context.now
        )
        rows = tx.execute(query.order_by(absence.c.from_at, absence.c.id)).mappings()
        return [dict(row) for row in rows]


def end_absence(context: Context, id: str, absence_id: str) -> Row:
    """They can come again. Raises NotFound."""
    with context.writing() as tx:
        if context.one(tx, absence, absence_id)["volunteer_id"] != id:
            raise NotFound("absence", absence_id)
        ended = {"ended_at": context.now}
        return context.change(tx, absence, absence_id, ended, "ended", for_id=_for(context, id))


def _for(context: Context, id: str) -> str | None:
    """On whose behalf it is done: the volunteer's, unless they do it themselves."""
    return None if context.caller.is_volunteer(id) else id


def _open(context: Context, tx: Connection, id: str) -> Row:
    """Raises NotFound, Conflict where the entry is closed."""
    row = context.one(tx, volunteer, id)
    if row["closed_at"] is not None:
        merged = f", merged into {row['merged_into_id']}" if row["merged_into_id"] else ""
        raise Conflict(f"volunteer {id} is closed{merged}")
    return row


def _step(
    context: Context, tx: Connection, row: Row, step: str, why: str, version: int | None, **changes: object
) -> Row:
    state = after(VOLUNTEER_STEPS, "volunteer", row["id"], row["state"], step)
    values, seen = {"state": state, **changes}, row["version"] if version is None else version
    return context.change(tx, volunteer, row["id"], values, step, version=seen, why=why)


def _is_trained(context: Context, tx: Connection, id: str) -> bool:
    return holds(tx, id, CredentialKind.TRAINING, context.today)


def _where(
    tx: Connection, row: Row, place_id: str | None, at_deg: tuple[float | None, float | None]
) -> tuple[float | None, float | None]:
    lon_deg, lat_deg = at_deg
    if (lon_deg is None) != (lat_deg is None):
        raise InvalidInput("a position has both lon_deg and lat_deg")
    if lon_deg is not None:
        if place_id is not None:
            raise InvalidInput("place_id: give a place or a position, not both")
        return at_deg
    if place_id is None:
        return row["lon_deg"], row["lat_deg"]
    check_place(tx, "place_id", place_id)
    found = tx.execute(place.select().where(place.c.id == place_id)).mappings().one()
    return found["lon_deg"], found["lat_deg"]
