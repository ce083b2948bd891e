"""What the soft terms of a plan cost: one integer cost, in seconds of travel."""

from dataclasses import dataclass

from models.bounds import within
from models.units import DAY_S

MAX_FACTOR = 1000
"""Highest price of a second; above, sums over a horizon would leave what JSON counts exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Prices of the soft terms. A second of travel costs one; 0 switches a term off.

    late, late_max   a second after the promised time: of every visit, and of the latest one
    wait             a second between leaving and returning that is neither way, service nor break
    change_s         a seat of a published plan goes to another volunteer
    moved_s          a seat of a published plan starts more than `moved_after_s` before or after; sooner only
                     where the need's windows leave nothing else
    continuity_s     a visit by somebody who is not among the need's usual carers, where it has any
    preference_s     a visit by somebody who is not among the need's preferred, where it has any
    balance_permille square of a volunteer's service, in eight-hour days: who serves 8 h costs 28,800 s, two
                     who serve 4 h cost 14,400; times this share
    scarce_s         a visit that takes a volunteer with a scarcer speciality than it asks for, times how
                     scarce that is (asked seats per volunteer who has it, at most 1)
    refusal_s        an offer that is surely refused; times the volunteer's refusal rate
    """

    late: int = 2
    late_max: int = 0
    wait: int = 0
    change_s: int = 1800
    moved_s: int = 900
    moved_after_s: int = 1800
    continuity_s: int = 900
    preference_s: int = 600
    balance_permille: int = 0
    scarce_s: int = 0
    refusal_s: int = 0

    def __post_init__(self) -> None:
        for name in ("late", "late_max", "wait", "balance_permille"):
            within(f"terms: {name}", getattr(self, name), 0, MAX_FACTOR)
        for name in (
            "change_s", "moved_s", "moved_after_s", "continuity_s", "preference_s", "scarce_s", "refusal_s",
        ):  # fmt: skip
            within(f"terms: {name}", getattr(self, name), 0, DAY_S)
