"""Sheet 概览: what the plan achieves and costs, and what it was made from."""

from collections import Counter
from collections.abc import Set

from api.printouts.itinerary import Itinerary
from api.printouts.lettering import MISSING
from api.printouts.wording import STATUSES, days_words, hours
from api.printouts.workbook.table import Column, Table, Value
from models.catalogue import NeedKind

SHEET = "概览"
COST_TERMS = {
    "unmet_priority": ("未满足需求的优先级之和", "分"),
    "travel_s": ("路上时间", "秒"),
    "late_s": ("晚于约定时间", "折合秒"),
    "wait_s": ("空等时间", "折合秒"),
    "change_s": ("与已公布方案不同的志愿者", "折合秒"),
    "moved_s": ("与已公布方案不同的时间", "折合秒"),
    "continuity_s": ("不是常来的志愿者", "折合秒"),
    "preference_s": ("不是首选志愿者", "折合秒"),
    "balance_s": ("忙闲不均", "折合秒"),
    "scarce_s": ("占用稀缺特长", "折合秒"),
    "refusal_s": ("可能被拒绝", "折合秒"),
}
"""The terms of models.plans.Cost, with the unit of each; those that are zero are not shown."""

ALWAYS = ("unmet_priority", "travel_s")

COLUMNS = (Column("项目", 30), Column("数值", 72), Column("单位", 12))


def overview(itinerary: Itinerary, *, missing: Set[str]) -> Table:
    """`missing`: characters that the route sheets and the picture could not show."""
    day, plan = itinerary.day, itinerary.plan
    served = itinerary.served
    total_priority = sum(need.priority for need in day.needs)
    rows: list[tuple[Value, ...]] = [
        ("状态", STATUSES[plan.status], ""),
        ("满足的需求", f"{len(served)} / {len(day.needs)}", "项"),
        ("满足的优先级", f"{total_priority - plan.cost.unmet_priority} / {total_priority}", "分"),
        ("出行的志愿者", f"{len(itinerary.by_volunteer)} / {len(day.volunteers)}", "人"),
        ("服务人次", len(itinerary.visits), "次"),
        ("服务时间", hours(plan.help_s), "小时"),
        ("路上时间", hours(sum(tour.route.travel_s for tour in itinerary.tours)), "小时"),
    ]
    rows += [
        (f"代价：{label}", cost, unit)
        for term, (label, unit) in COST_TERMS.items()
        if (cost := getattr(plan.cost, term)) or term in ALWAYS
    ]
    asked = Counter(need.kind for need in day.needs)
    done = Counter(need.kind for need in served)
    rows += [(f"类别：{kind.zh}", f"{done[kind]} / {asked[kind]}", "项") for kind in NeedKind if asked[kind]]
    rows += [
        ("求解用时", round(plan.seconds, 1), "秒"),
        ("处理器用时", round(plan.cpu_seconds, 1), "秒"),
        ("迭代", plan.iterations, "次"),
        ("随机种子", plan.seed, ""),
        ("问题摘要", plan.problem_digest, ""),
    ]
    rows += [
        ("字库缺字", f"{char}（U+{ord(char):04X}）在出行单和图上印作 {MISSING}", "")
        for char in sorted(missing)
    ]
    title = f"红马甲 · 派单方案　{days_words(day)}"
    return Table(name=SHEET, title=title, columns=COLUMNS, rows=rows)
