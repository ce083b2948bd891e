"""What the judge says about a plan: which rule is broken, where, and with which numbers."""

from dataclasses import dataclass
from enum import StrEnum

from models.reasons import Reason
from models.units import DAY_S, HOUR_S, MINUTE_S, Seconds


class Fault(StrEnum):
    """What only a finished plan can get wrong. Where a Reason names the broken rule, that is the code."""

    UNKNOWN_VOLUNTEER = "unknown_volunteer"
    UNKNOWN_SHIFT = "unknown_shift"
    UNKNOWN_NEED = "unknown_need"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_DEPOT = "unknown_depot"
    WRONG_PART = "wrong_part"
    OUTSIDE_HORIZON = "outside_horizon"
    SHIFT_TWICE = "shift_twice"
    STOP_TWICE = "stop_twice"
    EMPTY_ROUTE = "empty_route"

    BEFORE_ARRIVAL = "before_arrival"
    WRONG_SERVICE = "wrong_service"
    OUTSIDE_WINDOWS = "outside_windows"
    NO_PICKUP_BEFORE = "no_pickup_before"
    BREAK_MISSED = "break_missed"
    BREAK_NOT_OWED = "break_not_owed"

    BEFORE_NOW = "before_now"
    STARTED_MISSING = "started_missing"
    STARTED_MISPLACED = "started_misplaced"
    PICKED_UP_AGAIN = "picked_up_again"

    SERVED_IN_PART = "served_in_part"
    CREW_NOT_TOGETHER = "crew_not_together"
    CREW_NOT_DIFFERENT = "crew_not_different"

    PIN_ORDER = "pin_order"
    PIN_START = "pin_start"
    LINK_GAP = "link_gap"
    LINK_VOLUNTEER = "link_volunteer"
    LINK_ALL_OR_NONE = "link_all_or_none"
    SERIES_TOO_CLOSE = "series_too_close"

    TRAVEL_MISSTATED = "travel_misstated"
    RETURN_MISSTATED = "return_misstated"
    UNMET_UNKNOWN = "unmet_unknown"
    UNMET_TWICE = "unmet_twice"
    UNMET_BUT_SERVED = "unmet_but_served"
    UNMET_NOT_LISTED = "unmet_not_listed"
    REASON_MISCOUNTED = "reason_miscounted"
    REASON_UNTRUE = "reason_untrue"
    COST_MISSTATED = "cost_misstated"
    STATUS_MISSTATED = "status_misstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken rule: its code, the volunteer, need or stop it concerns, and what is wrong in numbers."""

    code: Reason | Fault
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} [{self.code}]"


def clock(moment_s: Seconds) -> str:
    """A moment as people read it, to the second: "09:30:00", "day 2 09:30:00" after the first midnight."""
    day, of_day_s = divmod(moment_s, DAY_S)
    shown = f"{of_day_s // HOUR_S:02}:{of_day_s % HOUR_S // MINUTE_S:02}:{of_day_s % MINUTE_S:02}"
    return f"day {day + 1} {shown}" if day else shown
