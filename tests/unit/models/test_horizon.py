"""What lies outside of the days that are planned is refused by place and value."""

import pytest

from models.errors import InvalidInput
from models.needs import Pin, Told
from models.people import Break
from models.units import DAY_S, HOUR_S, Seconds
from tests.builders import make_day, make_need, make_shift, make_volunteer, make_window


def refused(message: str, **changes: object) -> None:
    with pytest.raises(InvalidInput) as error:
        make_day(**changes)  # type: ignore[arg-type]
    assert str(error.value) == message


def test_a_window_on_another_day_is_named():
    wednesday = make_need("n2", windows=(make_window(9, 10), make_window(57, 58)))
    refused(
        "needs[1].windows[1].opens_s=205200 (need n2) is not within days=1, which end at 86400",
        needs=[make_need(), wednesday],
    )
    assert make_day(needs=[make_need(), wednesday], days=3)


def test_what_opens_at_the_last_midnight_is_of_the_next_day():
    midnight = make_need(windows=(make_window(24, 25),))
    refused(
        "needs[0].windows[0].opens_s=86400 (need n1) is not within days=1, which end at 86400",
        needs=[midnight],
    )
    assert make_day(needs=[make_need(windows=(make_window(23.9, 25),))])


def test_a_night_stays_whole_and_the_day_after_it_is_the_end():
    night = make_volunteer(shifts=(make_shift(22, 30),))
    assert make_day([night], [make_need(windows=(make_window(23, 29),))])
    assert make_day([make_volunteer(shifts=(make_shift(8, 48),))])
    refused(
        "volunteers[0].shifts[0].closes_s=176400 (volunteer v1) is more than a day after days=1, "
        "which end at 86400",
        volunteers=[make_volunteer(shifts=(make_shift(8, 49),))],
    )
    refused(
        "needs[0].windows[0].closes_s=176400 (need n1) is more than a day after days=1, which end at 86400",
        needs=[make_need(windows=(make_window(8, 49),))],
    )


def test_a_shift_on_another_day_is_named():
    refused(
        "volunteers[1].shifts[1].opens_s=115200 (volunteer v2) is not within days=1, which end at 86400",
        volunteers=[make_volunteer(), make_volunteer("v2", shifts=(make_shift(), make_shift(32, 42)))],
    )


def test_the_break_of_a_night_comes_after_midnight():
    def team(opens_h: int) -> list[object]:
        rest = Break(
            opens_s=Seconds(opens_h * HOUR_S), closes_s=Seconds(opens_h * HOUR_S), lasts_s=Seconds(600)
        )
        return [make_volunteer(shifts=(make_shift(22, 30),), breaks=(rest,))]

    assert make_day(team(26))  # type: ignore[arg-type]
    refused(
        "volunteers[0].breaks[0].opens_s=176400 (volunteer v1) is more than a day after days=1, "
        "which end at 86400",
        volunteers=team(49),
    )


def test_pins_told_visits_and_now_lie_within_the_days_and_the_night_after_them():
    last_s, late_s = Seconds(2 * DAY_S), Seconds(2 * DAY_S + 1)
    assert make_day(
        pins=(Pin(need_id="n1", start_s=last_s),), told=(Told(need_id="n1", start_s=last_s),), now_s=last_s
    )
    beyond = "(need n1) is more than a day after days=1, which end at 86400"
    refused(f"pins[0].start_s=172801 {beyond}", pins=(Pin(need_id="n1", start_s=late_s),))
    refused(f"told[0].start_s=172801 {beyond}", told=(Told(need_id="n1", start_s=late_s),))
    refused("now_s=172801 is not between 0 and 172800", now_s=late_s)


def test_the_last_day_that_can_be_planned_has_no_night_after_it():
    assert make_day([make_volunteer(shifts=(make_shift(13 * 24 + 22, 14 * 24),))], days=14)
