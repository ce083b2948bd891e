"""Sheet 未满足: needs that nobody serves, the most urgent first, and what stands in the way."""

from api.printouts.itinerary import Itinerary
from api.printouts.wording import days_words, window_words
from api.printouts.workbook.by_volunteer import address
from api.printouts.workbook.table import Column, Format, Table
from api.printouts.workbook.ways_in import way_in_words

SHEET = "未满足"
NOTES = (
    "各条原因后面是因此不能去的人数，主要原因是其中第一条；同一个人可能受几条原因限制。"
    "怎样才能满足：对当前计划改动最少的办法；放宽任何一条前请先核实。",
)
UNEXPLAINED = "（未查明）"

COLUMNS = (
    Column("需求编号", 13),
    Column("优先级", 8, Format.COUNT),
    Column("类别", 12),
    Column("所需人数", 9, Format.COUNT),
    Column("社区", 18),
    Column("地址", 38),
    Column("要求时间", 26),
    Column("主要原因", 30),
    Column("各条原因", 80),
    Column("怎样才能满足", 70),
)


def unmet(itinerary: Itinerary) -> Table:
    rows = [
        (
            need.id,
            need.priority,
            need.kind.zh,
            len(need.crew),
            need.place.community,
            address(need.place),
            window_words(itinerary.day, need.windows),
            one.reasons[0][0].zh if one.reasons else "",
            "；".join(f"{reason.zh} {count} 人" for reason, count in one.reasons) or UNEXPLAINED,
            way_in_words(itinerary.day, need, one),
        )
        for need, one in itinerary.unmet
    ]
    title = f"{days_words(itinerary.day)}　{len(rows)} 项需求未满足"
    return Table(name=SHEET, title=title, notes=NOTES, columns=COLUMNS, rows=rows)
