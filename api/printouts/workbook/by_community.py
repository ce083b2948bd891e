"""Sheet 按社区: what happens in each community, unmet needs included."""

from collections import defaultdict

from api.printouts.itinerary import Itinerary
from api.printouts.wording import PARTS, day_of, days_words, moment_time, window_words
from api.printouts.workbook.by_volunteer import address
from api.printouts.workbook.table import Column, Format, Table, Value
from models.plans import Part
from models.units import Seconds

SHEET = "按社区"
UNNAMED = "（未注明社区）"
PLANNED, UNMET = "已安排", "未满足"

COLUMNS = (
    Column("社区", 18),
    Column("状态", 9),
    Column("日期", 12, Format.DATE),
    Column("开始", 9, Format.CLOCK),
    Column("结束", 9, Format.CLOCK),
    Column("类别", 12),
    Column("环节", 9),
    Column("需求编号", 13),
    Column("地址", 40),
    Column("志愿者", 24),
    Column("要求时间", 24),
)


def by_community(itinerary: Itinerary) -> Table:
    """One row for each time that somebody comes to the community, a crew together; then what stays unmet."""
    first_day = itinerary.day.first_day
    crews: dict[tuple[str, bool, Seconds], list[str]] = defaultdict(list)
    visits = {}
    for tour in itinerary.tours:
        for call in tour.calls:
            if call.need is None:
                continue
            # A crew visits together, but each of it fetches on their own.
            key = (call.need.id, call.stop.part is Part.PICKUP, call.stop.start_s)
            crews[key].append(tour.volunteer.name or tour.volunteer.id)
            visits[key] = call.need, call
    rows: list[tuple[tuple[str, bool, Seconds, str], tuple[Value, ...]]] = []
    for key, (need, call) in visits.items():
        community = call.place.community or UNNAMED
        row: tuple[Value, ...] = (
            community,
            PLANNED,
            day_of(first_day, call.stop.start_s),
            moment_time(call.stop.start_s),
            moment_time(call.stop.end_s),
            need.kind.zh,
            PARTS[call.stop.part],
            need.id,
            address(call.place),
            "、".join(crews[key]),
            window_words(itinerary.day, need.windows),
        )
        rows.append(((community, False, call.stop.start_s, need.id), row))
    for need, _ in itinerary.unmet:
        community = need.place.community or UNNAMED
        row = (
            community,
            UNMET,
            *(None, None, None),
            need.kind.zh,
            "",
            need.id,
            address(need.place),
            "",
            window_words(itinerary.day, need.windows),
        )
        rows.append(((community, True, need.windows[0].opens_s, need.id), row))
    rows.sort(key=lambda one: one[0])
    return Table(
        name=SHEET,
        title=f"{days_words(itinerary.day)}　各社区的服务",
        columns=COLUMNS,
        rows=[row for _, row in rows],
        group_by=0,
    )
