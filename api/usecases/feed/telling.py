"""What outsiders are told of a line of the history: what was done to which thing, and nothing personal.

Names, phones, addresses and notes never leave with an event; whoever may know them reads the thing itself.
"""

from collections.abc import Mapping
from typing import Any

from api.access.caller import Caller
from models.access import Role
from models.store.journal import Row

OPEN_FIELDS = frozenset(
    {
        "active",
        "answer_by_at",
        "base_id",
        "bound",
        "checked_in_at",
        "checked_out_at",
        "closed_at",
        "code_matched",
        "community_id",
        "days",
        "due_at",
        "ended_at",
        "ends_at",
        "expires_at",
        "expires_on",
        "first_day",
        "from_at",
        "group_id",
        "kind",
        "late_minutes",
        "level",
        "name_by_at",
        "need_id",
        "occurs_on",
        "organisation_id",
        "outcome",
        "parent_id",
        "party",
        "pinned",
        "place_id",
        "plan_id",
        "priority",
        "published_at",
        "resource",
        "revoked_at",
        "risky",
        "role",
        "served",
        "service_minutes",
        "speciality",
        "standing_id",
        "starts_at",
        "starts_on",
        "state",
        "station_id",
        "subdistrict_id",
        "team_id",
        "unmet",
        "until_at",
        "verified_at",
        "visit_id",
        "volunteer_id",
    }
)
"""The fields, of whatever noun, whose values are told: states, times, kinds, ids but those of recipients."""

CONFIDENTIAL: Mapping[str, frozenset[Role]] = {
    "user_account": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    "role_grant": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    "access_token": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    "webhook": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
}
"""Nouns that only these roles are told of."""


def told(line: Row) -> dict[str, Any]:
    """A numbered line as an event; moments of its values in UTC, as the history keeps them."""
    changes = line["changes"]
    return {
        "number": line["number"],
        "noun": line["noun"],
        "id": line["subject_id"],
        "version": line["version"],
        "step": line["step"],
        "at": line["at"],
        "by_id": line["by_id"],
        "community_id": line["community_id"],
        "fields": sorted(changes),
        "values": {name: changes[name] for name in sorted(OPEN_FIELDS & changes.keys())},
    }


def untold(caller: Caller) -> frozenset[str]:
    """The nouns that the caller is not told of."""
    roles = {grant.role for grant in caller.grants}
    return frozenset(noun for noun, told_to in CONFIDENTIAL.items() if not roles & told_to)
