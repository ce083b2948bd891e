"""Who is asking."""

from dataclasses import dataclass

from api.access.tasks import BOUND, UNBOUND, Task, roles_for
from models.access import Bound, Role
from models.errors import RedvestError


class Unauthenticated(RedvestError):
    """Nobody has said who they are, or not in a way that is believed."""

    code = "unauthenticated"


class Forbidden(RedvestError):
    """The caller is known, and may not do this."""

    code = "forbidden"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of a caller, and what it is held for; `bound_id` is empty for the district."""

    role: Role
    bound: Bound
    bound_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a caller gets at while doing one thing: the whole district, or what these grants are bound to."""

    everything: bool
    grants: tuple[Grant, ...] = ()

    def ids(self, bound: Bound) -> frozenset[str]:
        return frozenset(grant.bound_id for grant in self.grants if grant.bound is bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A user who has signed in."""

    user_id: str
    token_id: str
    grants: tuple[Grant, ...]

    def is_volunteer(self, id: str) -> bool:
        """Whether that volunteer has signed in."""
        return any(grant.bound is Bound.VOLUNTEER and grant.bound_id == id for grant in self.grants)

    def reach(self, task: Task) -> Reach:
        """Raises Forbidden where no role of theirs does it."""
        able = [grant for grant in self.grants if grant.role in roles_for(task)]
        if not able:
            roles = "、".join(sorted(role.zh for role in roles_for(task)))
            raise Forbidden(f"{task.replace('_', ' ')} is for: {roles}")
        unbound = UNBOUND.get(task, frozenset())
        if any(grant.role in unbound or grant.bound is Bound.DISTRICT for grant in able):
            return Reach(everything=True)
        return Reach(everything=False, grants=tuple(one for one in able if one.role in BOUND[task]))
