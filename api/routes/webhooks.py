"""Webhooks: registered, changed, closed, replayed, and how their deliveries stand."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import PageOut, partly
from api.schemas.history import HistoryOut
from api.schemas.webhooks import (
    DeliveryOut,
    NewWebhookIn,
    NewWebhookOut,
    ReplayIn,
    ReplayOut,
    WebhookIn,
    WebhookOut,
)
from api.usecases import registers, webhooks
from api.usecases.webhooks import WEBHOOKS

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"], route_class=KeyedRoute)

Keeping = Annotated[Context, for_task(Task.KEEP_WEBHOOKS)]
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
WebhookPatch = partly(WebhookIn)


@router.get("", summary="List webhooks")
def list_(
    context: Keeping, limit: Limit = 50, after: After = None, closed: bool = False
) -> PageOut[WebhookOut]:
    found = registers.listed(WEBHOOKS, context, wanted={}, limit=limit, after=after, closed=closed)
    return WebhookOut.page(found, context.house.zone)


@router.post("", status_code=201, summary="Register a webhook")
def register(context: Keeping, response: Response, body: NewWebhookIn) -> NewWebhookOut:
    """It is sent what happens from now on, signed as Standard Webhooks are, with the secret shown this once.

    Headers: `webhook-id` (the same whenever a delivery is repeated), `webhook-timestamp` (Unix seconds),
    `webhook-signature` (`v1,` and base64 of HMAC-SHA256 over id.timestamp.body). Answer with 2xx within ten
    seconds; else it is sent again, after twice as long each time, for 24 hours.
    """
    row, secret = webhooks.register(context, body)
    etag(response, row)
    response.headers["location"] = f"/v1/webhooks/{row['id']}"
    response.headers["cache-control"] = "no-store"  # and so no Idempotency-Key keeps the secret
    shown = WebhookOut.of(row, context.house.zone)
    return NewWebhookOut(**shown.model_dump(), secret=secret)


@router.get("/{id}", summary="One webhook")
def read(id: str, context: Keeping, response: Response) -> WebhookOut:
    row = registers.read(WEBHOOKS, context, id)
    etag(response, row)
    return WebhookOut.of(row, context.house.zone)


@router.patch("/{id}", summary="Change a webhook")
def alter(
    id: str,
    context: Keeping,
    response: Response,
    seen: Seen,
    body: WebhookPatch,  # type: ignore[valid-type]
) -> WebhookOut:
    row = webhooks.alter(context, id, body, seen)
    etag(response, row)
    return WebhookOut.of(row, context.house.zone)


@router.delete("/{id}", summary="Close a webhook")
def close(id: str, context: Keeping, seen: Seen) -> WebhookOut:
    """Nothing is sent to it any more."""
    return WebhookOut.of(registers.close(WEBHOOKS, context, id, seen), context.house.zone)


@router.get("/{id}/history", summary="What was done to a webhook")
def history(id: str, context: Keeping) -> HistoryOut:
    lines = registers.history(WEBHOOKS, context, id)
    return HistoryOut.of(lines, context.house.zone)


@router.post("/{id}/replay", status_code=202, summary="Send everything after a number again")
def replay(id: str, context: Keeping, body: ReplayIn) -> ReplayOut:
    return ReplayOut(waiting=webhooks.replay(context, id, body.after))


@router.get("/{id}/deliveries", summary="How the deliveries of a webhook stand")
def deliveries(
    id: str,
    context: Keeping,
    state: Literal["waiting", "delivered", "given_up"] | None = None,
    limit: Limit = 50,
    after: After = None,
) -> PageOut[DeliveryOut]:
    """Newest first; those that are settled for 30 days."""
    found = webhooks.deliveries(context, id, state=state, limit=limit, after=after)
    return PageOut(items=[DeliveryOut.of(row, context.house.zone) for row in found.rows], next=found.next)


@router.post("/{id}/deliveries/{number}/redeliver", status_code=202, summary="Send one event again")
def redeliver(id: str, number: Number, context: Keeping) -> DeliveryOut:
    return DeliveryOut.of(webhooks.redeliver(context, id, number), context.house.zone)
