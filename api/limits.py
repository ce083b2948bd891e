"""What the service lets one request ask for, and all of them together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`solves`: searches at the same time, each on one core; further callers are told to come again.

    `open_solve`: whether searches that keep nothing are for everybody who reaches the service.
    """

    solves: int
    body_bytes: int = 16 * 2**20
    volunteers: int = 5000
    needs: int = 2000
    seconds: float = 60.0
    open_solve: bool = True
