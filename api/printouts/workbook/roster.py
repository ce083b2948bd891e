"""Sheet 志愿者名单: who could be sent, to look up a number when somebody else is to go."""

from api.printouts.itinerary import Itinerary
from api.printouts.wording import days_words, shift_words
from api.printouts.workbook.table import Column, Format, Table

SHEET = "志愿者名单"
MOST = 20_000
"""Above this many only those whom the plan sends are listed: nobody scrolls through a city."""

COLUMNS = (
    Column("志愿者编号", 14),
    Column("姓名", 12),
    Column("队伍", 18),
    Column("已派次数", 9, Format.COUNT),
    Column("班次", 26),
    Column("出行方式", 10),
    Column("特长（等级）", 40),
    Column("所在社区", 18),
)


def roster(itinerary: Itinerary) -> Table:
    visits = {
        volunteer_id: sum(tour.visit_count for tour in tours)
        for volunteer_id, tours in itinerary.by_volunteer.items()
    }
    everybody = len(itinerary.day.volunteers) <= MOST
    rows = [
        (
            volunteer.id,
            volunteer.name,
            volunteer.team,
            visits.get(volunteer.id, 0),
            shift_words(itinerary.day, volunteer.shifts),
            volunteer.mode.zh,
            "、".join(f"{one.zh}{level}" for one, level in sorted(volunteer.specialities.items())),
            volunteer.home.community,
        )
        for volunteer in sorted(itinerary.day.volunteers, key=lambda volunteer: volunteer.id)
        if everybody or volunteer.id in visits
    ]
    title = f"{days_words(itinerary.day)}　{len(rows)} 名志愿者"
    return Table(name=SHEET, title=title, columns=COLUMNS, rows=rows)
