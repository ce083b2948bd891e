"""How an unmet need could be served all the same, in a sentence for whoever has to decide."""

from collections.abc import Mapping
from types import MappingProxyType

from api.printouts.wording import clock, masked_name
from models.day import Day
from models.needs import Need
from models.people import Volunteer
from models.plans import VISITS, Unmet, WayIn
from models.reasons import Reason

MOST_NAMED = 3
"""Needs or people that are named; of more only the number is told."""

BY_THE_VOLUNTEER: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NO_SPECIALITY: "具备所需特长",
        Reason.LEVEL_TOO_LOW: "特长达到所需等级",
        Reason.MISSING_QUALIFICATION: "取得所需职业资格",
        Reason.NOT_INSURED: "办理意外保险",
        Reason.NO_SHARED_LANGUAGE: "会说所需语言",
        Reason.NOT_VETTED: "完成背景审查",
        Reason.REFUSED_BY_VOLUNTEER: "愿意为此服务对象服务",
        Reason.TOO_FEW_SEATS: "备足座位",
        Reason.OVER_CAPACITY: "能带上所需物品",
        Reason.OUT_OF_SHIFT: "在要求的时间有空",
        Reason.TOO_FAR: "住得近些或愿意多走",
        Reason.OVER_TASKS: "愿意多接一项任务",
        Reason.OVER_SERVICE: "愿意延长服务时长",
        Reason.NO_SUPPLIES: "带齐所需物资",
        Reason.BREAK_IN_THE_WAY: "改动休息时间",
    }
)
"""What a volunteer would have to bring, do or grant."""

BY_OTHERS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.WRONG_SEX: "服务对象不限性别",
        Reason.OUTSIDE_AGE_RANGE: "放宽年龄要求",
        Reason.REFUSED_BY_RECIPIENT: "服务对象愿意接受",
        Reason.PINNED_ELSEWHERE: "不再指定由谁去",
        Reason.CREW_TOO_SMALL: "首次上门不要求两人",
    }
)
"""What the recipient or the dispatcher would have to grant."""


def way_in_words(day: Day, need: Need, unmet: Unmet) -> str:
    """One sentence; empty where nothing was found."""
    chained = f"须与需求 {unmet.stopped_by} 一并完成，而该需求无法安排" if unmet.stopped_by else ""
    found = _found(day, need, unmet.way_in) if unmet.way_in is not None else ""
    return "；".join(part for part in (chained, found) if part)


def _found(day: Day, need: Need, way_in: WayIn) -> str:
    who = _listed([one.name or one.id for one in _comers(day, need, way_in)], "人")
    start_s = next(
        (stop.start_s for route in way_in.routes for stop in route.stops if stop.need_id == need.id), None
    )
    asked = "、".join(BY_OTHERS[rule] for rule in way_in.rules if rule in BY_OTHERS)
    brought = "、".join(BY_THE_VOLUNTEER[rule] for rule in way_in.rules if rule in BY_THE_VOLUNTEER)
    such_as = f"（如{who}）" if who else ""
    if not way_in.rules:
        words = f"可由 {who or '他人'} " + (f"于 {clock(start_s)} " if start_s is not None else "") + "服务"
    elif not brought:
        words = f"若{asked}，{way_in.volunteers} 人可去{such_as}"
    else:
        whether = f"{asked}，且" if asked else ""
        people = f" {way_in.volunteers} 人中有人" if way_in.volunteers > 1 else "有人"
        words = f"若{whether}{people}{brought}，即可安排{such_as}"
    if way_in.displaces:
        needs = {one.id: one for one in day.needs}
        return f"{words}，但会挤掉：{_listed([_need_words(needs[one]) for one in way_in.displaces], '项')}"
    return words if way_in.rules else f"{words}，不影响其他需求"


def _comers(day: Day, need: Need, way_in: WayIn) -> list[Volunteer]:
    """Who would visit, in the order of the volunteers' ids."""
    come = {
        route.volunteer_id
        for route in way_in.routes
        for stop in route.stops
        if stop.need_id == need.id and stop.part in VISITS
    }
    return sorted((one for one in day.volunteers if one.id in come), key=lambda one: one.id)


def _need_words(need: Need) -> str:
    """刘* 法律咨询（N12，优先级 5）"""
    name = masked_name(need.recipient_name)
    return f"{name} {need.kind.zh}（{need.id}，优先级 {need.priority}）".strip()


def _listed(words: list[str], unit: str) -> str:
    more = f"等 {len(words)} {unit}" if len(words) > MOST_NAMED else ""
    return "、".join(words[:MOST_NAMED]) + more
