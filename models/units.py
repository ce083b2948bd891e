"""Units that end the names of quantities, and the bounds within which they make sense."""

from typing import NewType

Seconds = NewType("Seconds", int)
"""Whole seconds. As a moment: since the plan's epoch, 00:00 local time of its first day."""

Metres = NewType("Metres", int)

MINUTE_S = 60
HOUR_S = 3600
DAY_S = 86_400

MAX_HORIZON_DAYS = 14
MAX_HORIZON_S = MAX_HORIZON_DAYS * DAY_S
"""Every moment of a plan lies in [0, MAX_HORIZON_S], so sums of a whole day's seconds stay far from 2**63."""

MAX_PRIORITY = 1_000
MAX_SEATS = 1_000
"""Most seats of a vehicle, and of those that a need asks for."""

MAX_LOAD = 10_000
"""Most load units that one pickup or one volunteer may have."""

MAX_SOLVE_S = 86_400.0
"""Longest time limit a solve accepts, seconds."""
