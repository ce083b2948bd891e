"""What people read of an unmet need that could be served all the same."""

import pytest

from api.printouts.workbook.ways_in import BY_OTHERS, BY_THE_VOLUNTEER, way_in_words
from models.plans import Part, Route, Stop, Unmet, WayIn
from models.reasons import SERVABLE, Reason
from models.units import Seconds
from tests.builders import make_day, make_need, make_volunteer

DAY = make_day(
    [make_volunteer("v1", name="张三"), make_volunteer("v2")],
    [
        make_need("n1"),
        make_need("n2", recipient_name="陈奶奶", priority=5),
        *(make_need(f"m{number}") for number in range(4)),
    ],
)


def words(rules: tuple[Reason, ...] = (), *, volunteers: int = 12, by: str = "v1", **changes: object) -> str:
    stop = Stop(need_id="n1", part=Part.VISIT, start_s=Seconds(37_800), end_s=Seconds(39_600))
    route = Route(
        volunteer_id=by,
        shift=0,
        leaves_s=Seconds(37_000),
        returns_s=Seconds(40_400),
        travel_s=Seconds(1_600),
        stops=(stop,),
    )
    way_in = WayIn(rules=rules, volunteers=volunteers, routes=(route,), **changes)  # type: ignore[arg-type]
    return way_in_words(DAY, DAY.needs[0], Unmet(need_id="n1", way_in=way_in))


def test_what_volunteers_lack_is_told_with_how_many_lack_just_that():
    assert words((Reason.NOT_INSURED,)) == "若 12 人中有人办理意外保险，即可安排（如张三）"


def test_of_one_volunteer_no_number_is_made():
    assert words((Reason.OUT_OF_SHIFT,), volunteers=1) == "若有人在要求的时间有空，即可安排（如张三）"


def test_what_others_have_to_grant_is_not_asked_of_volunteers():
    assert words((Reason.WRONG_SEX,)) == "若服务对象不限性别，12 人可去（如张三）"
    both = words((Reason.NOT_INSURED, Reason.WRONG_SEX))
    assert both == "若服务对象不限性别，且 12 人中有人办理意外保险，即可安排（如张三）"


def test_who_could_come_is_named_with_whom_that_displaces():
    assert words(displaces=("n2",)) == "可由 张三 于 10:30 服务，但会挤掉：陈奶奶 陪伴聊天（n2，优先级 5）"


def test_of_many_displaced_the_first_are_named():
    assert words(displaces=("m0", "m1", "m2", "m3")).endswith("（m2，优先级 1）等 4 项")


def test_who_could_simply_come_is_said_to():
    assert words(by="v2") == "可由 v2 于 10:30 服务，不影响其他需求"


def test_the_need_of_the_chain_that_stops_it_is_named_and_nothing_found_is_nothing_said():
    stopped = Unmet(need_id="n1", stopped_by="n2")
    assert way_in_words(DAY, DAY.needs[0], stopped) == "须与需求 n2 一并完成，而该需求无法安排"
    assert way_in_words(DAY, DAY.needs[0], Unmet(need_id="n1")) == ""


NEVER_LIFTED = {
    Reason.MINOR_WITHOUT_ADULT,
    Reason.MINOR_AT_NIGHT_OR_RISK,
    Reason.SERIES_TOO_CLOSE,
    Reason.LINKED_GAP,
    Reason.LINKED_VOLUNTEER,
    Reason.TOO_LATE,
    Reason.CHAIN_INCOMPLETE,
}


@pytest.mark.parametrize("reason", sorted(set(Reason) - SERVABLE - NEVER_LIFTED))
def test_every_rule_that_can_be_lifted_has_words(reason):
    assert (reason in BY_OTHERS) != (reason in BY_THE_VOLUNTEER)
