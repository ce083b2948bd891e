"""Broken rules as people are told of them."""

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from matcher.check.violation import Fault, Violation
from models.reasons import Reason

WORDS: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.UNKNOWN_SHIFT: "不在可服务时间内",
        Fault.BEFORE_ARRIVAL: "赶不到",
        Fault.OUTSIDE_WINDOWS: "不在要求的时间内",
        Fault.NO_PICKUP_BEFORE: "未先取货",
        Fault.BEFORE_NOW: "时间已过",
        Fault.STARTED_MISSING: "已开始的服务不在计划中",
        Fault.STARTED_MISPLACED: "已开始的服务与计划不符",
        Fault.SERVED_IN_PART: "人手不齐",
        Fault.CREW_NOT_TOGETHER: "同组人员未同时开始",
        Fault.CREW_NOT_DIFFERENT: "同一人占了两个位置",
        Fault.PIN_ORDER: "与指定的先后不符",
        Fault.PIN_START: "与指定的时间不符",
        Fault.LINK_GAP: "与关联需求的间隔不符",
        Fault.LINK_VOLUNTEER: "须与关联需求由同一人服务",
        Fault.LINK_ALL_OR_NONE: "须与关联需求一并完成",
        Fault.SERIES_TOO_CLOSE: "与同系列的其他上门间隔太近",
    }
)
"""What a person can bring about; the other faults are of figures that nobody enters."""

IDS = re.compile(r"[A-Za-z0-9_:-]+")


def broken_rules(violations: Sequence[Violation]) -> list[dict[str, Any]]:
    """Each with its code, its Chinese label where it has one, where it is, and what is wrong in numbers."""
    return [
        {
            "code": one.code.value,
            "zh": one.code.zh if isinstance(one.code, Reason) else WORDS.get(one.code),
            "where": one.where,
            "message": one.message,
        }
        for one in violations
    ]


def rows_of(
    violation: Violation, *, need_ids: Collection[str], volunteer_ids: Collection[str]
) -> dict[str, Any]:
    """The need and the volunteer that it concerns, as far as it names them."""
    named = IDS.findall(violation.where)
    need_id = next((id for id in named if id in need_ids), None)
    volunteer_id = next((id for id in named if id in volunteer_ids), None)
    return {
        "noun": "volunteer" if need_id is None else "need",
        "id": volunteer_id if need_id is None else need_id,
        "need_id": need_id,
        "volunteer_id": volunteer_id,
    }
