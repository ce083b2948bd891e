"""The routes of a register: list, add, add many, read, change, close, history."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, Field

from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.schemas.base import In, Out, PageOut, partly
from api.schemas.history import HistoryOut
from api.usecases import registers
from api.usecases.registers import Register
from models.errors import InvalidInput
from models.store.journal import Row
from models.store.paging import MOST_ROWS

MOST_AT_ONCE = 10_000

Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows of a page")]
After = Annotated[str | None, Query(max_length=400, description="`next` of the page before")]


class ManyOut(BaseModel):
    """The ids of what was added, in the order in which it was sent."""

    ids: list[str]


def etag(response: Response, row: Row) -> None:
    response.headers["etag"] = f'"{row["version"]}"'


def register_routes(register: Register) -> APIRouter:
    """All routes of the register, under /v1 and its path."""
    routes = APIRouter(prefix=f"/v1/{register.path}", tags=[register.path], route_class=KeyedRoute)
    new: Any = register.new
    patch: Any = partly(register.new)
    shown: Any = register.shown
    noun = register.noun
    reading, keeping = for_task(register.read), for_task(register.keep)
    closing = for_task(register.close or register.keep)
    names = {column.name for column in register.filters} | set(register.narrowed)

    def out(row: Row, context: Context) -> Out:
        shown = register.seen(context, row) | dict.fromkeys(register.hidden(context))
        return register.shown.of(shown, context.house.zone)

    @routes.get("", summary=f"List {register.path}", openapi_extra=_parameters(register))
    def list_(
        request: Request,
        context: Annotated[Context, reading],
        limit: Limit = 50,
        after: After = None,
        closed: bool = False,
    ) -> PageOut[shown]:
        """A page in the order in which they were added."""
        wanted = {name: value for name, value in request.query_params.items() if name in names}
        unknown = set(request.query_params) - names - {"limit", "after", "closed"}
        if unknown:
            raise InvalidInput(f"{', '.join(sorted(unknown))}: this list cannot be narrowed by that")
        found = registers.listed(register, context, wanted=wanted, limit=limit, after=after, closed=closed)
        return PageOut(items=[out(row, context) for row in found.rows], next=found.next)

    @routes.post("", status_code=201, summary=f"Add a {noun}")
    def add(context: Annotated[Context, keeping], response: Response, body: new) -> shown:
        row = registers.add(register, context, body)
        etag(response, row)
        response.headers["location"] = f"/v1/{register.path}/{row['id']}"
        return out(row, context)

    @routes.post("/bulk", status_code=201, summary=f"Add up to {MOST_AT_ONCE:,} at once, all or none")
    def add_many(
        context: Annotated[Context, keeping],
        items: Annotated[list[new], Body(embed=True), Field(min_length=1, max_length=MOST_AT_ONCE)],
    ) -> ManyOut:
        return ManyOut(ids=[row["id"] for row in registers.add_many(register, context, items)])

    @routes.get("/{id}", summary=f"One {noun}")
    def read(id: str, context: Annotated[Context, reading], response: Response) -> shown:
        row = registers.read(register, context, id)
        etag(response, row)
        return out(row, context)

    @routes.patch("/{id}", summary=f"Change a {noun}")
    def alter(
        id: str, context: Annotated[Context, keeping], response: Response, seen: Seen, body: patch
    ) -> shown:
        row = registers.alter(register, context, id, _sent(body), seen)
        etag(response, row)
        return out(row, context)

    if "closed_at" in register.table.c:

        @routes.delete("/{id}", summary=f"Close a {noun}")
        def close(id: str, context: Annotated[Context, closing], response: Response, seen: Seen) -> shown:
            """It stays in the history, and is no longer offered."""
            row = registers.close(register, context, id, seen)
            etag(response, row)
            return out(row, context)

    @routes.get("/{id}/history", summary=f"What was done to a {noun}")
    def history(id: str, context: Annotated[Context, reading]) -> HistoryOut:
        lines, hidden = registers.history(register, context, id), register.hidden(context)
        return HistoryOut.of(lines, context.house.zone, hidden)

    return routes


def _sent(body: In) -> In:
    if not body.model_fields_set:
        raise InvalidInput("the body names nothing to change")
    return body


def _parameters(register: Register) -> dict[str, Any]:
    """The filters as the documentation shows them."""
    names = [*(column.name for column in register.filters), *register.narrowed]
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in names
        ]
    }
