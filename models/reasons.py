"""Why a volunteer cannot serve a need: one code per rule, with the words people read."""

from models.catalogue import Labelled


class Reason(Labelled):
    """A rule that stands in the way. The pair rules are in matcher.rules, the route rules in the search.

    The last ones say of who could serve the need alone, on an empty day, why they do not in this plan.
    """

    NO_SPECIALITY = "no_speciality", "没有所需特长"
    LEVEL_TOO_LOW = "level_too_low", "特长等级不够"
    MISSING_QUALIFICATION = "missing_qualification", "没有有效的职业资格"
    NOT_INSURED = "not_insured", "没有意外保险"
    WRONG_SEX = "wrong_sex", "性别不符合要求"
    NO_SHARED_LANGUAGE = "no_shared_language", "语言不通"
    OUTSIDE_AGE_RANGE = "outside_age_range", "年龄不适合此项服务"
    MINOR_WITHOUT_ADULT = "minor_without_adult", "未成年人须由指定成人一同前往"
    MINOR_AT_NIGHT_OR_RISK = "minor_at_night_or_risk", "未成年人不得夜间或从事有风险的服务"
    NOT_VETTED = "not_vetted", "没有接触未成年人所需的背景审查"
    REFUSED_BY_RECIPIENT = "refused_by_recipient", "服务对象不接受此人"
    REFUSED_BY_VOLUNTEER = "refused_by_volunteer", "志愿者不接受此服务对象"
    TOO_FEW_SEATS = "too_few_seats", "座位不够"
    OVER_CAPACITY = "over_capacity", "载量不够"
    PINNED_ELSEWHERE = "pinned_elsewhere", "已指定给他人"
    OUT_OF_SHIFT = "out_of_shift", "不在可服务时间内"
    TOO_FAR = "too_far", "路程超过上限"
    OVER_TASKS = "over_tasks", "任务数超过上限"
    OVER_SERVICE = "over_service", "服务时长超过上限"
    CREW_TOO_SMALL = "crew_too_small", "凑不齐所需人数"
    NO_SUPPLIES = "no_supplies", "没有所需物资，途中也领不到"
    BREAK_IN_THE_WAY = "break_in_the_way", "与休息时间冲突"
    OTHERS_WORTH_MORE = "others_worth_more", "可以服务，但人手用于更优先的需求"
    SERIES_TOO_CLOSE = "series_too_close", "与同系列的其他上门间隔太近"
    LINKED_GAP = "linked_gap", "与关联需求的间隔无法满足"
    LINKED_VOLUNTEER = "linked_volunteer", "须与关联需求由同一人服务"
    TOO_LATE = "too_late", "要求的时间已过"
    CHAIN_INCOMPLETE = "chain_incomplete", "须一并完成的其他需求无法安排"
    NOT_WORTH_THE_WAY = "not_worth_the_way", "可以服务，但代价超过其价值"
    OVERLOOKED = "overlooked", "可以服务，本次求解未排入，延长求解时间可望排入"
    ALREADY_DECIDED = "already_decided", "可以服务，但能去的人已有指定或已开始的任务"


SERVABLE = frozenset(
    {Reason.OTHERS_WORTH_MORE, Reason.NOT_WORTH_THE_WAY, Reason.OVERLOOKED, Reason.ALREADY_DECIDED}
)
"""Heads the reasons of a need that could be served: what the plan does with its people is another matter."""

OWN_LIMITS = frozenset(
    {
        Reason.OUT_OF_SHIFT,
        Reason.TOO_FAR,
        Reason.OVER_TASKS,
        Reason.OVER_SERVICE,
        Reason.NO_SUPPLIES,
        Reason.BREAK_IN_THE_WAY,
        Reason.OVER_CAPACITY,
    }
)
"""What depends on the time, the ways and the means of a volunteer, and not on who they are."""
