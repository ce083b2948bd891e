"""What there is to do, and the roles that do it."""

from collections.abc import Mapping
from enum import StrEnum

from models.access import Role

ADMINISTRATOR, DISPATCHER, LEADER, KEEPER, VOLUNTEER, AGENT, AUDITOR = Role

EVERYBODY = frozenset(Role)
OFFICE = frozenset({ADMINISTRATOR, DISPATCHER})


class Task(StrEnum):
    """One thing to do; each route asks for one."""

    MANAGE_USERS = "manage_users"
    OWN_ACCOUNT = "own_account"
    READ_PLACES = "read_places"
    KEEP_PLACES = "keep_places"
    READ_CIVIC = "read_civic"
    KEEP_CIVIC = "keep_civic"
    READ_HISTORY = "read_history"


UNBOUND: Mapping[Task, frozenset[Role]] = {
    Task.OWN_ACCOUNT: EVERYBODY,
    Task.READ_PLACES: EVERYBODY,
    Task.READ_CIVIC: EVERYBODY,
}
"""Who does it for the whole district, whatever the role is bound to: nothing personal is in it."""

BOUND: Mapping[Task, frozenset[Role]] = {
    Task.MANAGE_USERS: frozenset({ADMINISTRATOR}),
    Task.KEEP_PLACES: OFFICE,
    Task.KEEP_CIVIC: OFFICE | {LEADER},
    Task.READ_HISTORY: OFFICE | {AUDITOR},
}
"""Who does it within what the role is bound to."""


def roles_for(task: Task) -> frozenset[Role]:
    return UNBOUND.get(task, frozenset()) | BOUND.get(task, frozenset())
