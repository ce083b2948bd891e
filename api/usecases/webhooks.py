"""Webhooks kept: registered with a secret that is shown once, replayed after a number of the feed."""

from sqlalchemy import Connection, insert, select, update

from api.access.tasks import Task
from api.context import Context
from api.outgoing import Unreachable, destination
from api.schemas.base import In
from api.schemas.webhooks import NewWebhookIn, WebhookIn, WebhookOut
from api.signing import check_secret, new_secret
from api.usecases import registers
from api.usecases.civic import check_place
from api.usecases.feed.numbering import newest_number, number_lines
from api.usecases.registers import Register, given
from models.civic import PlaceKind
from models.errors import Conflict, InvalidInput, NotFound
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.feed import delivery, webhook, webhook_position

WAITING, DELIVERED, GIVEN_UP = "waiting", "delivered", "given_up"


def _complete(context: Context, tx: Connection, values: Row) -> Row:
    check_place(tx, "community_id", values["community_id"], PlaceKind.COMMUNITY)
    return {**values, "nouns": sorted(set(values["nouns"]))}


WEBHOOKS = Register(
    path="webhooks",
    noun="webhook",
    table=webhook,
    new=WebhookIn,
    shown=WebhookOut,
    read=Task.KEEP_WEBHOOKS,
    keep=Task.KEEP_WEBHOOKS,
    complete=_complete,
)


def register(context: Context, body: NewWebhookIn) -> tuple[Row, str]:
    """The webhook and its secret, which nobody will see again. It is told what happens from now on."""
    _check_url(body.url)  # before the transaction: it asks the resolver
    secret = body.secret.get_secret_value() if body.secret else new_secret()
    check_secret(secret)
    number_lines(context.house, context.now)
    with context.writing() as tx:
        values = given(context, WebhookIn.model_validate(body.model_dump(exclude={"secret"})))
        sealed = {"secret_sealed": context.house.seal.sealed(secret)}
        row = context.create(tx, webhook, _complete(context, tx, values) | sealed)
        tx.execute(insert(webhook_position).values(webhook_id=row["id"], number=newest_number(tx)))
        return row, secret


def alter(context: Context, id: str, patch: In, version: int | None) -> Row:
    """The webhook with what the patch gives."""
    changes = patch.model_dump(exclude_unset=True)
    if not changes:
        raise InvalidInput("the body names nothing to change")
    if isinstance(changes.get("url"), str):
        _check_url(changes["url"])
    return registers.alter(WEBHOOKS, context, id, patch, version)


def replay(context: Context, id: str, after: int) -> int:
    """How many deliveries wait again: of lines after that number; lines never sent follow by themselves.

    Raises Conflict where the webhook is closed.
    """
    with context.writing() as tx:
        _check_open(context, tx, id)
        here = select(webhook_position.c.number).where(webhook_position.c.webhook_id == id).with_for_update()
        position = tx.execute(here).scalar_one()
        again = tx.execute(
            update(delivery)
            .where(delivery.c.webhook_id == id, delivery.c.number > after)
            .values(state=WAITING, tries=0, at=context.now, next_at=context.now)
        )
        tx.execute(
            update(webhook_position)
            .where(webhook_position.c.webhook_id == id)
            .values(number=min(position, after))
        )
        return again.rowcount


def redeliver(context: Context, id: str, number: int) -> Row:
    """The delivery of that line, waiting again. Raises NotFound, Conflict where the webhook is closed."""
    with context.writing() as tx:
        _check_open(context, tx, id)
        one = (delivery.c.webhook_id == id) & (delivery.c.number == number)
        again = {"state": WAITING, "tries": 0, "at": context.now, "next_at": context.now}
        if not tx.execute(update(delivery).where(one).values(again)).rowcount:
            raise NotFound("delivery", str(number))
        return dict(tx.execute(select(delivery).where(one)).mappings().one())


def deliveries(context: Context, id: str, *, state: str | None, limit: int, after: str | None) -> Page:
    """Newest first."""
    query = select(delivery).where(delivery.c.webhook_id == id)
    if state is not None:
        query = query.where(delivery.c.state == state)
    with context.reading() as tx:
        context.one(tx, webhook, id)
        return page(tx, query, [delivery.c.number], limit=limit, after=after, newest_first=True)


def _check_url(url: str) -> None:
    """Raises InvalidInput where events are not sent there."""
    try:
        destination(url)
    except Unreachable as error:
        raise InvalidInput(f"url={url[:80]!r}: {error}") from error


def _check_open(context: Context, tx: Connection, id: str) -> None:
    if context.one(tx, webhook, id)["closed_at"] is not None:
        raise Conflict(f"webhook {id} is closed")
