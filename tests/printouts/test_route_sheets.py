"""Route sheets, read back out of the PDF."""

from dataclasses import replace
from functools import cache
from io import BytesIO

from pypdf import PdfReader

from api.printouts.itinerary import make_itinerary
from api.printouts.route_sheets import CHANGES, NOBODY, PROTECTION, TITLE, route_sheets
from api.printouts.sheet_bands import CUT
from api.printouts.wording import clock
from models.units import Seconds
from tests.printouts.world import (
    BRANCH,
    PHONE,
    ROOM,
    WANG,
    itinerary_of_visits,
    sample,
    sample_day,
    sample_plan,
    sample_round,
)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@cache
def sample_pdf() -> bytes:
    pdf, missing = route_sheets(sample())
    assert missing == set()
    return pdf


@cache
def sample_sheets() -> dict[str, str]:
    return dict(zip(sample().by_volunteer, pages(sample_pdf()), strict=True))


def test_every_volunteer_with_stops_has_one_sheet():
    assert list(sample_sheets()) == ["li", "wang"]


def test_a_sheet_says_who_when_where_and_with_what():
    sheet = sample_sheets()[WANG]
    for words in (TITLE, "2026年11月23日 星期一", "王芳", "天使在身边", "08:00–18:00", "步行", "3 次"):
        assert words in sheet
    for words in ("陪伴聊天", "09:00", "至 09:30", ROOM, "血压计", "门禁按501", CHANGES, PROTECTION):
        assert words in sheet


def test_a_sheet_shows_of_the_recipient_the_surname_alone():
    sheet = sample_sheets()[WANG]
    assert "张**" in sheet
    assert "欧阳**" in sheet
    assert "陈爹爹" in sheet
    for personal in ("秀英", "建国", "13987654321", PHONE, "不要印出来"):
        assert personal not in sheet


def test_a_place_known_to_the_community_alone_is_marked():
    unbroken = sample_sheets()[WANG].replace("\n", "")
    assert "约：郭茨口社区（仅知社区，请先联系调度）" in unbroken


def test_a_pickup_names_the_stop_that_it_is_for():
    sheet = sample_sheets()[WANG]
    assert "仁济药房" in sheet
    assert "第 2 站" in sheet


def test_a_crew_is_told_who_comes_along():
    assert "李志强" in sample_sheets()[WANG]
    assert "王芳" in sample_sheets()["li"]


def test_each_visit_shows_its_code():
    for tour in sample().tours:
        for call in tour.calls:
            assert call.code in sample_sheets()[tour.volunteer.id]


def test_two_shifts_are_headed_each():
    sheet = sample_sheets()["li"]
    assert "08:00–12:00" in sheet
    assert "13:00–18:00" in sheet
    assert "08:00–12:00" not in sample_sheets()[WANG]


def test_a_long_day_is_set_closer_and_continues_only_when_it_must():
    itinerary = itinerary_of_visits(fifteen=15, thirty=30)
    fifteen, *thirty = pages(route_sheets(itinerary)[0])
    assert "第 1 页，共" not in fifteen
    assert ["第 1 页，共 2 页" in thirty[0], "第 2 页，共 2 页" in thirty[1]] == [True, True]
    assert len(thirty) == 2
    for tour, sheet in zip(itinerary.tours, (fifteen, "".join(thirty)), strict=True):
        assert [call.code for call in tour.calls if call.code not in sheet] == []


def test_the_same_plan_gives_the_same_bytes_and_progress_is_told_by_volunteer():
    told: list[tuple[int, int]] = []
    again, _ = route_sheets(sample(), progress=lambda done, total: told.append((done, total)))
    assert again == sample_pdf()
    assert told == [(1, 2), (2, 2)]


def test_a_plan_without_routes_says_so_on_one_sheet():
    nobody = make_itinerary(sample_day(), replace(sample_plan(), routes=()))
    (page,) = pages(route_sheets(nobody)[0])
    assert NOBODY in page


def test_a_novel_in_a_cell_is_cut_with_a_word_and_a_long_name_stays_on_the_sheet():
    day = sample_day()
    wang, *others = day.volunteers
    chat, *rest = day.needs
    day = replace(
        day,
        volunteers=(replace(wang, name="Anastasia " * 9, team="天使在身边" * 5), *others),
        needs=(replace(chat, bring="带上血压计。" * 300), *rest),
    )
    pdf, _ = route_sheets(make_itinerary(day, sample_plan()))
    sheets = pages(pdf)[1:]
    assert sum(CUT in sheet for sheet in sheets) == 1
    assert all(PROTECTION in sheet for sheet in sheets)


@cache
def round_sheet() -> str:
    pdf, missing = route_sheets(sample_round())
    assert missing == set()
    (sheet,) = pages(pdf)
    return sheet


def test_a_break_and_a_reload_stand_between_the_visits_with_time_and_place():
    sheet = round_sheet()
    told = (
        "芳草苑3栋",
        "11:30",
        "至 12:00",
        "休息",
        "30 分钟，就地休息",
        "12:40",
        "领取物资",
        BRANCH,
        "芳草苑8栋",
    )
    assert [sheet.index(words) for words in told] == sorted(sheet.index(words) for words in told)


def test_where_there_is_time_to_spare_the_sheet_says_when_to_set_out():
    sheet = round_sheet()
    assert "步行约 6 分钟，12:34 出发即可" in sheet
    assert sheet.count("出发即可") == 1
    assert "出发即可" not in sample_sheets()[WANG]


def test_a_close_set_sheet_says_when_to_set_out_as_well():
    itinerary = itinerary_of_visits(twelve=12)
    (tour,) = itinerary.tours
    calls = list(tour.calls)
    later = {"start_s": Seconds(calls[-1].stop.start_s + 3600), "end_s": Seconds(calls[-1].stop.end_s + 3600)}
    calls[-1] = replace(calls[-1], stop=replace(calls[-1].stop, **later))
    late = replace(itinerary, tours=(replace(tour, calls=tuple(calls)),))
    (sheet,) = pages(route_sheets(late)[0])
    assert f"{clock(calls[-1].leave_s)} 出发即可" in sheet


def test_a_minor_and_the_guardian_read_who_answers_for_whom():
    wang, li, *others = sample_day().volunteers
    day = replace(sample_day(), volunteers=(wang, replace(li, age=15, guardian_id=WANG), *others))
    minor, guardian = pages(route_sheets(make_itinerary(day, sample_plan()))[0])
    assert "王芳（您的监护人）" in minor
    assert "李志强（由您监护）" in guardian


def test_goods_are_told_when_leaving_at_the_depot_and_at_the_door():
    sheet = round_sheet()
    assert "出发，带上物资：药盒 1" in sheet
    assert sheet.count("口罩 5、药盒 2") == 2


def test_several_days_are_headed_each_and_told_in_the_title():
    sheet = round_sheet()
    assert "2026年11月23日 星期一 至 11月24日" in sheet
    headings = ("2026年11月23日 星期一，08:00–17:00", "2026年11月24日 星期二，08:00–17:00")
    assert [sheet.count(words) for words in headings] == [1, 1]


def test_breaks_and_reloads_have_no_code_and_no_line_to_sign_on():
    visits = [call for tour in sample_round().tours for call in tour.calls if call.code]
    assert [call.order for call in visits] == [1, 2, 3]
    assert all(call.code in round_sheet() for call in visits)
