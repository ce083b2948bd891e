"""What a day names it has; a name that it does not know is told with its place."""

from dataclasses import replace

import pytest

from models.errors import InvalidInput
from models.needs import Link, LinkKind, Pin, Series, Told
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_volunteer

NINE = Seconds(9 * HOUR_S)


def test_a_guardian_is_one_of_the_volunteers():
    minor = make_volunteer("kid", age=15, guardian_id="mum")
    assert make_day([make_volunteer("mum"), minor])
    with pytest.raises(InvalidInput, match=r"volunteers\[1\].guardian_id of volunteer kid: unknown id 'mum'"):
        make_day([make_volunteer("v1"), minor])


@pytest.mark.parametrize("guardian_id", ["kid", "teen"])
def test_a_guardian_is_an_adult_and_so_nobody_under_age_guards_themselves(guardian_id):
    team = [make_volunteer("teen", age=17), make_volunteer("kid", age=15, guardian_id=guardian_id)]
    told = (
        r"volunteers\[1\].guardian_id of volunteer kid: volunteer (kid|teen) is age=1[57], a guardian is 18"
    )
    with pytest.raises(InvalidInput, match=told):
        make_day(team)


def test_a_guardian_of_unknown_age_is_taken_for_an_adult():
    assert make_day([make_volunteer("mum", age=None), make_volunteer("kid", age=15, guardian_id="mum")])


def test_a_told_visit_is_by_one_of_the_volunteers_or_by_one_who_has_left():
    told = Told(need_id="n1", volunteer_id="v2", start_s=NINE)
    assert make_day([make_volunteer("v2")], told=(told,))
    assert make_day(told=(Told(need_id="n1", start_s=NINE),))
    with pytest.raises(InvalidInput, match=r"told\[0\].volunteer_id of need n1: unknown id 'v2'"):
        make_day([make_volunteer("v1")], told=(told,))


def test_a_told_visit_is_of_one_of_the_needs():
    with pytest.raises(InvalidInput, match=r"told\[0\].need_id: unknown id 'n2'"):
        make_day(needs=[make_need("n1")], told=(Told(need_id="n2", start_s=NINE),))


def test_a_seat_is_told_once():
    day = make_day()
    told = (Told(need_id="n1", start_s=NINE), Told(need_id="n1", volunteer_id="v1", start_s=NINE))
    with pytest.raises(InvalidInput, match=r"told\[1\] of need n1: told\[0\] is of role=0 too"):
        replace(day, told=told)


def test_a_series_has_an_id_of_its_own_and_needs():
    series = Series(id="s", need_ids=("n1",))
    with pytest.raises(InvalidInput, match="series id 's' appears twice"):
        make_day(series=(series, series))
    with pytest.raises(InvalidInput, match="a series has an id"):
        Series(id="", need_ids=("n1",))
    with pytest.raises(InvalidInput, match="series s: need_ids is empty"):
        Series(id="s", need_ids=())


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (
            {"links": (Link(kind=LinkKind.GAP, first_id="n1", second_id="x"),)},
            r"links\[0\].second_id: unknown id 'x'",
        ),
        ({"pins": (Pin(need_id="n1"), Pin(need_id="x"))}, r"pins\[1\].need_id: unknown id 'x'"),
        ({"pins": (Pin(need_id="n1", role=1),)}, r"pins\[0\].role of need n1: role=1 of 1"),
        (
            {"pins": (Pin(need_id="n1", volunteer_id="x"),)},
            r"pins\[0\].volunteer_id of need n1: unknown id 'x'",
        ),
        (
            {"series": (Series(id="s", need_ids=("n1", "x")),)},
            r"series\[0\].need_ids\[1\] of series s: unknown id 'x'",
        ),
    ],
)
def test_what_is_unknown_is_told_by_its_place(named, told):
    with pytest.raises(InvalidInput, match=told):
        make_day(**named)
