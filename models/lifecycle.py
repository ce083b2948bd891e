"""The steps of needs and visits, from request to rating (点单 -> 派单 -> 接单 -> 评单).

A step that is not in these tables is not taken, whoever asks for it.
"""

from collections.abc import Mapping

from models.catalogue import Labelled
from models.civic import ProjectState
from models.errors import ForbiddenStep


class NeedState(Labelled):
    """Where a need stands."""

    DRAFT = "draft", "草稿"
    OPEN = "open", "待派单"
    OFFERED = "offered", "待接单"
    ASSIGNED = "assigned", "已接单"
    UNDER_WAY = "under_way", "服务中"
    DONE = "done", "已完成"
    RATED = "rated", "已评价"
    CANCELLED = "cancelled", "已取消"
    EXPIRED = "expired", "已过期"
    UNMET = "unmet", "未能满足"


class VisitState(Labelled):
    """Where one volunteer's part in serving a need stands."""

    PROPOSED = "proposed", "拟派"
    PUBLISHED = "published", "已派单"
    ACCEPTED = "accepted", "已接单"
    DECLINED = "declined", "已谢绝"
    CHECKED_IN = "checked_in", "已签到"
    CHECKED_OUT = "checked_out", "已签退"
    WITHDRAWN = "withdrawn", "已撤回"
    FAILED = "failed", "未成"
    LEFT = "left", "已离开"  # who was there has left, and the need has come back: the seat is free


class VolunteerState(Labelled):
    """Whether a volunteer may be sent."""

    REGISTERED = "registered", "已注册"
    TRAINED = "trained", "已培训"
    SUSPENDED = "suspended", "已暂停"


class PlanState(Labelled):
    """Where a plan stands. People are told of none but the published one."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    SUPERSEDED = "superseded", "已被取代"
    DISCARDED = "discarded", "已作废"


class Outcome(Labelled):
    """How a visit ended."""

    DONE = "done", "已完成"
    PARTLY = "partly", "部分完成"
    NOBODY_HOME = "nobody_home", "无人在家"
    WRONG_ADDRESS = "wrong_address", "地址有误"
    REFUSED_AT_DOOR = "refused_at_door", "当面谢绝"
    UNSAFE = "unsafe", "现场不安全"
    HANDED_OVER = "handed_over", "已转交他人"
    GOODS_RETURNED = "goods_returned", "物品已退回"


Steps = Mapping[Labelled, Mapping[str, Labelled]]
"""By state: the steps that may be taken, and the state that each leads to."""

_N = NeedState
NEED_STEPS: Steps = {
    _N.DRAFT: {"opened": _N.OPEN, "cancelled": _N.CANCELLED, "expired": _N.EXPIRED},
    _N.OPEN: {
        "offered": _N.OFFERED,
        "assigned": _N.ASSIGNED,
        "cancelled": _N.CANCELLED,
        "expired": _N.EXPIRED,
        "given_up": _N.UNMET,
    },
    _N.OFFERED: {
        "returned": _N.OPEN,  # no answer, or a no from everybody
        "assigned": _N.ASSIGNED,
        "cancelled": _N.CANCELLED,
        "expired": _N.EXPIRED,
        "given_up": _N.UNMET,
    },
    _N.ASSIGNED: {
        "returned": _N.OPEN,  # somebody of the crew cannot come
        "begun": _N.UNDER_WAY,
        "cancelled": _N.CANCELLED,
        "expired": _N.EXPIRED,
    },
    _N.UNDER_WAY: {
        "done": _N.DONE,
        "returned": _N.OPEN,
        "unverified": _N.DRAFT,  # the address was wrong: found out and verified anew before it is opened
        "cancelled": _N.CANCELLED,
        "given_up": _N.UNMET,
    },
    _N.DONE: {"rated": _N.RATED},
    _N.EXPIRED: {"reopened": _N.OPEN},
    _N.UNMET: {"reopened": _N.OPEN},
    _N.CANCELLED: {},
    _N.RATED: {},
}

_V = VisitState
VISIT_STEPS: Steps = {
    _V.PROPOSED: {"published": _V.PUBLISHED, "accepted": _V.ACCEPTED, "withdrawn": _V.WITHDRAWN},
    _V.PUBLISHED: {
        "accepted": _V.ACCEPTED,
        "declined": _V.DECLINED,
        "withdrawn": _V.WITHDRAWN,
        "checked_in": _V.CHECKED_IN,  # who comes without having answered has come all the same
    },
    _V.ACCEPTED: {"declined": _V.DECLINED, "withdrawn": _V.WITHDRAWN, "checked_in": _V.CHECKED_IN},
    _V.CHECKED_IN: {"checked_out": _V.CHECKED_OUT, "left": _V.LEFT, "failed": _V.FAILED},
    _V.CHECKED_OUT: {"left": _V.LEFT},
    _V.DECLINED: {},
    _V.WITHDRAWN: {},
    _V.FAILED: {},
    _V.LEFT: {},
}

_P = VolunteerState
VOLUNTEER_STEPS: Steps = {
    _P.REGISTERED: {"trained": _P.TRAINED, "suspended": _P.SUSPENDED},
    _P.TRAINED: {"suspended": _P.SUSPENDED},
    _P.SUSPENDED: {"reinstated": _P.REGISTERED},  # and trained at once, where the training still holds
}

_J = ProjectState
PROJECT_STEPS: Steps = {
    _J.DRAFT: {"published": _J.PUBLISHED, "closed": _J.CLOSED},
    _J.PUBLISHED: {"recruiting": _J.RECRUITING, "closed": _J.CLOSED},
    _J.RECRUITING: {"closed": _J.CLOSED},
    _J.CLOSED: {},
}

PLAN_STEPS: Steps = {
    PlanState.DRAFT: {
        "edited": PlanState.DRAFT,
        "published": PlanState.PUBLISHED,
        "discarded": PlanState.DISCARDED,
    },
    PlanState.PUBLISHED: {"superseded": PlanState.SUPERSEDED},
    PlanState.SUPERSEDED: {},
    PlanState.DISCARDED: {},
}

UNSERVED = frozenset({_N.DRAFT, _N.OPEN, _N.OFFERED})
"""States of a need that nobody is coming for yet."""

NOT_BEGUN = UNSERVED | {_N.ASSIGNED}
"""States of a need that nobody has come for yet: it may still be changed, verified, or run out of time."""

TO_SERVE = frozenset({_N.OPEN, _N.OFFERED, _N.ASSIGNED, _N.UNDER_WAY})
"""States of a need that somebody is to come for."""

SERVED = frozenset({_N.DONE, _N.RATED})

FELL_THROUGH = frozenset({_N.CANCELLED, _N.EXPIRED, _N.UNMET})
"""States of a need that has ended without having been served."""

LIVE = frozenset(_N) - SERVED - FELL_THROUGH
"""States of a need that has not ended."""

HOLDS_SEAT = frozenset({_V.PROPOSED, _V.PUBLISHED, _V.ACCEPTED, _V.CHECKED_IN, _V.CHECKED_OUT})
"""States of a visit in which the seat of the crew is taken."""

KNOWN = HOLDS_SEAT - {_V.PROPOSED}
"""States of a visit that people know of and that holds its seat: nobody knows of a mere proposal."""

TO_COME = frozenset({_V.PROPOSED, _V.PUBLISHED, _V.ACCEPTED})
"""States of a visit that has not begun."""

COMING = TO_COME & KNOWN
"""States of a visit that people know of and that has not begun."""

TAKES_TIME = frozenset({_V.PUBLISHED, _V.ACCEPTED, _V.CHECKED_IN})
"""States of a visit in which its volunteer cannot be at another one."""


def after(steps: Steps, noun: str, id: str, state: str, step: str) -> str:
    """The state that the step leads to. Raises ForbiddenStep."""
    here = next(one for one in steps if one == state)
    if step not in steps[here]:
        raise ForbiddenStep(noun, id, state=state, step=step)
    return steps[here][step].value
