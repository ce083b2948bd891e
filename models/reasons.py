"""Why a volunteer cannot serve a need: one code per rule, with the words people read."""

from models.catalogue import Labelled


class Reason(Labelled):
    """A rule that stands in the way. The pair rules are in matcher.rules, the route rules in the search."""

    NO_SPECIALITY = "no_speciality", "没有所需特长"
    LEVEL_TOO_LOW = "level_too_low", "特长等级不够"
    MISSING_QUALIFICATION = "missing_qualification", "没有有效的职业资格"
    NOT_INSURED = "not_insured", "没有意外保险"
    WRONG_SEX = "wrong_sex", "性别不符合要求"
    NO_SHARED_LANGUAGE = "no_shared_language", "语言不通"
    OUTSIDE_AGE_RANGE = "outside_age_range", "年龄不适合此项服务"
    MINOR_WITHOUT_ADULT = "minor_without_adult", "未成年人须由指定成人陪同，目前不自动安排"
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
    OTHERS_WORTH_MORE = "others_worth_more", "可以服务，但人手用于更优先的需求"
