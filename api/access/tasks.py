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
    READ_VOLUNTEERS = "read_volunteers"
    KEEP_VOLUNTEERS = "keep_volunteers"
    GO_ON_DUTY = "go_on_duty"
    MERGE_VOLUNTEERS = "merge_volunteers"
    READ_RECIPIENTS = "read_recipients"
    KEEP_RECIPIENTS = "keep_recipients"
    READ_NEEDS = "read_needs"
    TAKE_NEEDS = "take_needs"
    DISPATCH = "dispatch"
    READ_OFFERS = "read_offers"
    ANSWER_OFFERS = "answer_offers"
    READ_VISITS = "read_visits"
    CARRY_OUT_VISITS = "carry_out_visits"
    RATE_VISITS = "rate_visits"
    WATCH_ALARMS = "watch_alarms"
    REPORT_INCIDENTS = "report_incidents"
    HANDLE_INCIDENTS = "handle_incidents"
    COMPLAIN = "complain"
    HANDLE_COMPLAINTS = "handle_complaints"
    READ_STOCK = "read_stock"
    KEEP_STOCK = "keep_stock"
    RELEASE_STOCK = "release_stock"
    READ_PLANS = "read_plans"
    PLAN = "plan"
    READ_FEED = "read_feed"
    KEEP_WEBHOOKS = "keep_webhooks"
    IMPORT = "import"
    EXPORT = "export"
    READ_CALENDARS = "read_calendars"


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
    Task.READ_VOLUNTEERS: OFFICE | {LEADER, KEEPER, VOLUNTEER, AUDITOR},
    Task.KEEP_VOLUNTEERS: OFFICE | {LEADER},
    Task.GO_ON_DUTY: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.MERGE_VOLUNTEERS: OFFICE,
    Task.READ_RECIPIENTS: OFFICE | {AGENT, AUDITOR},
    Task.KEEP_RECIPIENTS: OFFICE | {AGENT},
    Task.READ_NEEDS: OFFICE | {LEADER, KEEPER, AGENT, AUDITOR},
    Task.TAKE_NEEDS: OFFICE | {AGENT},
    Task.DISPATCH: OFFICE,
    Task.READ_OFFERS: OFFICE | {LEADER, KEEPER, VOLUNTEER, AUDITOR},
    Task.ANSWER_OFFERS: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.READ_VISITS: OFFICE | {LEADER, KEEPER, VOLUNTEER, AGENT, AUDITOR},
    Task.CARRY_OUT_VISITS: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.RATE_VISITS: OFFICE | {AGENT},
    Task.WATCH_ALARMS: OFFICE | {AUDITOR},
    Task.REPORT_INCIDENTS: OFFICE | {LEADER, KEEPER, VOLUNTEER, AGENT},
    Task.HANDLE_INCIDENTS: OFFICE,
    Task.COMPLAIN: OFFICE | {VOLUNTEER, AGENT},
    Task.HANDLE_COMPLAINTS: OFFICE,
    Task.READ_STOCK: OFFICE | {KEEPER, VOLUNTEER, AUDITOR},
    Task.KEEP_STOCK: OFFICE,
    Task.RELEASE_STOCK: OFFICE | {VOLUNTEER},
    Task.READ_PLANS: OFFICE | {LEADER, AUDITOR},
    Task.PLAN: OFFICE,
    Task.READ_FEED: OFFICE | {AUDITOR},
    Task.KEEP_WEBHOOKS: frozenset({ADMINISTRATOR}),
    Task.IMPORT: OFFICE,
    Task.EXPORT: OFFICE | {AUDITOR},
    Task.READ_CALENDARS: OFFICE | {LEADER, KEEPER, VOLUNTEER},
}
"""Who does it within what the role is bound to."""


def roles_for(task: Task) -> frozenset[Role]:
    return UNBOUND.get(task, frozenset()) | BOUND.get(task, frozenset())
