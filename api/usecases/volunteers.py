"""The register of volunteers: who they are, what they can do, where and when."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from api.access.belonging import members
from api.access.tasks import Task
from api.context import Context
from api.schemas.volunteers import VolunteerIn, VolunteerOut
from api.usecases.likenesses import propose
from api.usecases.people import (
    by_name,
    by_phone,
    check_known,
    placed,
    sealed_phone,
    spelled,
    unplaced,
    with_masked_phone,
)
from api.usecases.registers import Register
from api.usecases.to_come import visits_to_come
from models.availability import WeeklySpan, check_week
from models.errors import Conflict, InvalidInput
from models.identity import read_identity
from models.people import ADULT_AGE
from models.store.journal import Row
from models.store.tables.civic import team
from models.store.tables.people import recipient, volunteer


def is_minor(born_on: date | None, today: date) -> bool:
    """Known to be under age. Who gives no birth date is taken for an adult, as registration asks for it."""
    if born_on is None:
        return False
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (not had_birthday) < ADULT_AGE


def _complete(context: Context, tx: Connection, values: Row) -> Row:
    """What is kept of what was sent. Raises InvalidInput."""
    kept = placed(context, tx, sealed_phone(context, _identified(context, values)))
    kept["name"] = spelled(kept["name"])
    today = context.today
    if kept["born_on"] is not None and not date(1900, 1, 1) <= kept["born_on"] <= today:
        raise InvalidInput(f"born_on={kept['born_on']} is not between 1900-01-01 and today")
    _check_guardian(tx, kept, today)
    check_known(tx, "refuses", recipient, kept["refuses"])
    spans = [WeeklySpan(weekday=s["weekday"], from_=s["from"], until=s["until"]) for s in kept["available"]]
    check_week(spans)
    kept["limits"] = {name: value for name, value in kept["limits"].items() if value is not None}
    return kept


def _identified(context: Context, values: Row) -> Row:
    """The values with the fingerprint of the identity number in its place, and what the number tells.

    Raises InvalidInput where birth date or sex are given and say something else.
    """
    kept = {name: value for name, value in values.items() if name != "identity_number"}
    if "identity_number" not in values:
        return kept
    if values["identity_number"] is None:
        return kept | {"identity_print": None}
    identity = read_identity(values["identity_number"])
    for name, told in (("born_on", identity.born_on), ("sex", identity.sex)):
        if kept[name] is None:
            kept[name] = told
        elif kept[name] != told:
            raise InvalidInput(f"{name}={kept[name]}: the identity number says otherwise")
    return kept | {"identity_print": context.house.seal.fingerprint(identity.number)}


def _check_guardian(tx: Connection, values: Row, today: date) -> None:
    """Raises InvalidInput where a minor has no adult guardian, or the one named cannot be it."""
    id = values["guardian_id"]
    if id is None:
        if is_minor(values["born_on"], today):
            raise InvalidInput(f"guardian_id: born on {values['born_on']}, a minor needs an adult guardian")
        return
    query = select(volunteer.c.born_on).where(volunteer.c.id == id, volunteer.c.closed_at.is_(None))
    found = tx.execute(query).first()
    if id == values["id"] or found is None or is_minor(found.born_on, today):
        raise InvalidInput(f"guardian_id={id!r}: there is no such adult among the volunteers")


def _patched(context: Context, row: Row, sent: Row) -> Row:
    if row["merged_into_id"] is not None:
        raise Conflict(f"volunteer {row['id']} was merged into {row['merged_into_id']}: change that one")
    return unplaced(row, sent)


def _closing(context: Context, tx: Connection, row: Row) -> None:
    """Raises Conflict where visits still count on them."""
    visits = visits_to_come(tx, row["id"], context.now)
    if visits:
        ids = ", ".join(visit["id"] for visit in visits[:5])
        raise Conflict(f"volunteer {row['id']} has {len(visits)} visits to come: {ids}; settle them first")


def _seen(context: Context, row: Row) -> Row:
    is_on_duty = row["on_duty_until"] is not None and row["on_duty_until"] > context.now
    off_duty = {} if is_on_duty else dict.fromkeys(("on_duty_until", "duty_lon_deg", "duty_lat_deg"))
    return (
        with_masked_phone(context, row)
        | {"on_duty": is_on_duty, "identity_known": row["identity_print"] is not None}
        | off_duty
    )


def _of_team(context: Context, team_id: str) -> ColumnElement[bool]:
    return volunteer.c.id.in_(members(team.c.id == team_id))


def _on_duty(context: Context, asked: str) -> ColumnElement[bool]:
    if asked not in ("true", "false"):
        raise InvalidInput(f"on_duty={asked!r} is neither true nor false")
    until = volunteer.c.on_duty_until
    if asked == "true":
        return and_(until.is_not(None), until > context.now)
    return or_(until.is_(None), until <= context.now)


VOLUNTEERS = Register(
    path="volunteers",
    noun="volunteer",
    table=volunteer,
    new=VolunteerIn,
    shown=VolunteerOut,
    read=Task.READ_VOLUNTEERS,
    keep=Task.KEEP_VOLUNTEERS,
    close=Task.CLOSE_PEOPLE,
    filters=(volunteer.c.state, volunteer.c.community_id, volunteer.c.number),
    narrowed={
        "team": _of_team,
        "on_duty": _on_duty,
        "name": lambda context, beginning: by_name(volunteer, beginning),
        "phone": lambda context, number: by_phone(context, volunteer, number),
    },
    complete=_complete,
    patched=_patched,
    closing=_closing,
    written=lambda context, tx, rows: propose(tx, context.act(), rows, context.new_id),
    seen=_seen,
)
