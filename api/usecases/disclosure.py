"""What of a visit may be seen: the one place that decides who learns somebody's name, door and phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.access import Role
from models.lifecycle import VisitState

SEEN_AFTER = timedelta(hours=2)
"""How long after a visit those who went still see the door and the phone: time to go back for what was left
behind and to ring once more, and no longer than the day's work (Personal Information Protection Law, Art. 19:
kept for the shortest time that the purpose asks for)."""

_V = VisitState
GOING = frozenset({_V.ACCEPTED, _V.CHECKED_IN, _V.CHECKED_OUT, _V.LEFT, _V.FAILED})
"""States of a visit whose volunteer has said yes, or has come."""

GOERS = frozenset({Role.VOLUNTEER, Role.LEADER, Role.KEEPER})
"""Who goes, and who speaks for somebody without a phone."""

KNOWING = frozenset({Role.ADMINISTRATOR, Role.DISPATCHER, Role.AGENT})
"""Who knows the recipient anyway, as the office or as the one who speaks for them."""

PLANNING = frozenset({Role.ADMINISTRATOR, Role.DISPATCHER, Role.AUDITOR})
"""Who sees what is only proposed."""


@dataclass(frozen=True, slots=True)
class Sight:
    """`door`: name, door, what to know of access and risks. `phone`: in full; else masked with the door."""

    door: bool = False
    phone: bool = False


def sight(roles: Iterable[Role], state: VisitState, *, ends_at: datetime, now: datetime) -> Sight:
    """What somebody sees of a visit that they reach in these roles; `ends_at`: when it ended, or should.

    An offer or a visit that nobody has said yes to shows kind, time and community only.
    """
    held = frozenset(roles)
    going = bool(held & GOERS) and state in GOING and now <= ends_at + SEEN_AFTER
    return Sight(door=going or bool(held & KNOWING), phone=going)


def is_seen(roles: Iterable[Role], state: VisitState) -> bool:
    """Whether the visit is there at all for them: what is only proposed is for those who plan."""
    return state is not VisitState.PROPOSED or bool(frozenset(roles) & PLANNING)
