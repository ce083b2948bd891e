"""In which roles a caller reaches a visit: one is their own, another lies in a community of theirs."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, select

from api.access.scope import within
from api.access.tasks import roles_for
from api.context import Context
from models.access import Role
from models.store.journal import Row
from models.store.tables.visits import visit as visit_table


def reach_by_role(context: Context) -> dict[Role, ColumnElement[bool]]:
    """For each role of the caller that does this: the condition on the visits that it reaches."""
    found = {}
    for role in sorted(roles_for(context.task) & {grant.role for grant in context.caller.grants}):
        grants = tuple(grant for grant in context.caller.grants if grant.role is role)
        found[role] = within(visit_table, replace(context.caller, grants=grants).reach(context.task))
    return found


def columns(reaches: Mapping[Role, ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """A column for each role, which `roles` reads."""
    return [clause.label(_named(role)) for role, clause in reaches.items()]


def roles(row: Row) -> frozenset[Role]:
    """The roles in which the caller reaches the row."""
    return frozenset(role for role in Role if row.get(_named(role)))


def roles_on(context: Context, tx: Connection, visit_id: str) -> frozenset[Role]:
    query = select(*columns(reach_by_role(context))).where(visit_table.c.id == visit_id)
    found = tx.execute(query).mappings().one()
    return roles(dict(found))


def _named(role: Role) -> str:
    return f"reached_as_{role.value}"
