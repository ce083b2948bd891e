"""What the entry that is kept takes over from the one that goes, when two are one person."""

from collections.abc import Collection, Mapping
from typing import Any

from models.lifecycle import VolunteerState

LISTS = ("languages", "refuses", "origins")
"""What one entry has and the other has not belongs to the person all the same."""

TOGETHER = (
    ("phone_sealed", "phone_print"),
    ("lon_deg", "lat_deg", "address", "home_id"),
    ("on_duty_until", "duty_lon_deg", "duty_lat_deg"),
)
"""Taken over as a whole or not at all: half of one position and half of another is none."""

ALONE = (
    "number",
    "identity_print",
    "born_on",
    "sex",
    "limits",
    "available",
    "community_id",
    "guardian_id",
    "note",
)

BOUND_TOGETHER = (*TOGETHER, ("state", "suspended_why"), ("merged_into_id", "closed_at"))
"""Set back as a whole or not at all, when a merge is taken back."""

GRAVER = (VolunteerState.REGISTERED, VolunteerState.TRAINED, VolunteerState.SUSPENDED)
"""Who is suspended under one name is suspended; who was trained under one name is trained."""


def taken_over(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the kept entry that change: what it lacks, and what both have of lists."""
    values: dict[str, Any] = {}
    for name in ALONE:
        if not kept[name] and gone[name] and gone[name] != kept["id"]:
            values[name] = gone[name]
    for names in TOGETHER:
        if not any(kept[name] for name in names):
            values.update({name: gone[name] for name in names})
    for name in LISTS:
        values[name] = list(dict.fromkeys([*kept[name], *gone[name]]))
    levels = {**gone["specialities"], **kept["specialities"]}
    values["specialities"] = {
        name: max(kept["specialities"].get(name, 0), gone["specialities"].get(name, 0)) for name in levels
    }
    values["state"] = max(kept["state"], gone["state"], key=GRAVER.index)
    if values["state"] == VolunteerState.SUSPENDED:
        values["suspended_why"] = kept["suspended_why"] or gone["suspended_why"]
        values.update(dict.fromkeys(TOGETHER[2]))
    return {name: value for name, value in values.items() if kept[name] != value}


def set_back(columns: Collection[str], changed: Collection[str]) -> set[str]:
    """Which of the columns are set as they were, where those in `changed` were changed again since."""
    stay = set(changed)
    for names in BOUND_TOGETHER:
        if not stay.isdisjoint(names):
            stay.update(names)
    return set(columns) - stay


def replaced(document: Any, gone_id: str, kept_id: str) -> Any:
    """The document with one id in the place of the other, in a list only once."""
    if isinstance(document, dict):
        return {name: replaced(value, gone_id, kept_id) for name, value in document.items()}
    if isinstance(document, list):
        changed = [replaced(value, gone_id, kept_id) for value in document]
        if kept_id in changed:
            return [v for n, v in enumerate(changed) if v != kept_id or kept_id not in changed[:n]]
        return changed
    return kept_id if document == gone_id else document
