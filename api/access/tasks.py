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
    CERTIFY_VOLUNTEERS = "certify_volunteers"
    GO_ON_DUTY = "go_on_duty"
    SIGN_UP = "sign_up"
    CLOSE_PEOPLE = "close_people"
    REVEAL_PHONES = "reveal_phones"
    MERGE_VOLUNTEERS = "merge_volunteers"
    READ_RECIPIENTS = "read_recipients"
    KEEP_RECIPIENTS = "keep_recipients"
    READ_NEEDS = "read_needs"
    TAKE_NEEDS = "take_needs"
    DISPATCH = "dispatch"
    READ_OFFERS = "read_offers"
    ANSWER_OFFERS = "answer_offers"
    NAME_CREWS = "name_crews"
    READ_VISITS = "read_visits"
    CARRY_OUT_VISITS = "carry_out_visits"
    TELL_VISIT_CODES = "tell_visit_codes"
    RATE_VISITS = "rate_visits"
    WATCH_ALARMS = "watch_alarms"
    HANDLE_ALARMS = "handle_alarms"
    REPORT_INCIDENTS = "report_incidents"
    HANDLE_INCIDENTS = "handle_incidents"
    COMPLAIN = "complain"
    HANDLE_COMPLAINTS = "handle_complaints"
    READ_STOCK = "read_stock"
    KEEP_STOCK = "keep_stock"
    RELEASE_STOCK = "release_stock"
    READ_PLANS = "read_plans"
    PRINT_PLANS = "print_plans"
    PLAN = "plan"
    FOLLOW_JOBS = "follow_jobs"
    CANCEL_JOBS = "cancel_jobs"
    READ_FEED = "read_feed"
    KEEP_WEBHOOKS = "keep_webhooks"
    IMPORT = "import"
    EXPORT = "export"
    READ_CALENDARS = "read_calendars"
    READ_METRICS = "read_metrics"


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
    Task.CERTIFY_VOLUNTEERS: OFFICE,
    Task.GO_ON_DUTY: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.SIGN_UP: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.CLOSE_PEOPLE: OFFICE,
    Task.REVEAL_PHONES: OFFICE,
    Task.MERGE_VOLUNTEERS: OFFICE,
    Task.READ_RECIPIENTS: OFFICE | {AGENT, AUDITOR},
    Task.KEEP_RECIPIENTS: OFFICE | {AGENT},
    Task.READ_NEEDS: OFFICE | {LEADER, KEEPER, AGENT, AUDITOR},
    Task.TAKE_NEEDS: OFFICE | {AGENT},
    Task.DISPATCH: OFFICE,
    Task.READ_OFFERS: OFFICE | {LEADER, KEEPER, VOLUNTEER, AUDITOR},
    Task.ANSWER_OFFERS: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.NAME_CREWS: OFFICE | {LEADER, KEEPER},
    Task.READ_VISITS: OFFICE | {LEADER, KEEPER, VOLUNTEER, AGENT, AUDITOR},
    Task.CARRY_OUT_VISITS: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.TELL_VISIT_CODES: OFFICE | {AGENT},
    Task.RATE_VISITS: OFFICE | {AGENT},
    Task.WATCH_ALARMS: OFFICE | {AUDITOR},
    Task.HANDLE_ALARMS: OFFICE,
    Task.REPORT_INCIDENTS: OFFICE | {LEADER, KEEPER, VOLUNTEER, AGENT},
    Task.HANDLE_INCIDENTS: OFFICE,
    Task.COMPLAIN: OFFICE | {VOLUNTEER, AGENT},
    Task.HANDLE_COMPLAINTS: OFFICE,
    Task.READ_STOCK: OFFICE | {KEEPER, VOLUNTEER, AUDITOR},
    Task.KEEP_STOCK: OFFICE,
    Task.RELEASE_STOCK: OFFICE | {VOLUNTEER},
    Task.READ_PLANS: OFFICE | {LEADER, AUDITOR},
    Task.PRINT_PLANS: OFFICE | {LEADER},
    Task.PLAN: OFFICE,
    Task.FOLLOW_JOBS: OFFICE | {AUDITOR},
    Task.CANCEL_JOBS: OFFICE,
    Task.READ_FEED: OFFICE | {AUDITOR},
    Task.KEEP_WEBHOOKS: frozenset({ADMINISTRATOR}),
    Task.IMPORT: OFFICE,
    Task.EXPORT: OFFICE | {AUDITOR},
    Task.READ_CALENDARS: OFFICE | {LEADER, KEEPER, VOLUNTEER},
    Task.READ_METRICS: frozenset({ADMINISTRATOR, AUDITOR}),
}
"""Who does it within what the role is bound to."""


def roles_for(task: Task) -> frozenset[Role]:
    return UNBOUND.get(task, frozenset()) | BOUND.get(task, frozenset())
