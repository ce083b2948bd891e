"""What a day names it has; a name that it does not know is told with its place."""

import pytest

from models.errors import InvalidInput
from models.needs import Told
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_volunteer

NINE = Seconds(9 * HOUR_S)


def test_a_guardian_is_one_of_the_volunteers():
    minor = make_volunteer("kid", age=15, guardian_id="mum")
    assert make_day([make_volunteer("mum"), minor])
    with pytest.raises(InvalidInput, match=r"volunteers\[1\].guardian_id of volunteer kid: unknown id 'mum'"):
        make_day([make_volunteer("v1"), minor])


def test_a_told_visit_is_by_one_of_the_volunteers_or_by_one_who_has_left():
    told = Told(need_id="n1", volunteer_id="v2", start_s=NINE)
    assert make_day([make_volunteer("v2")], told=(told,))
    assert make_day(told=(Told(need_id="n1", start_s=NINE),))
    with pytest.raises(InvalidInput, match="told of need n1: unknown id 'v2'"):
        make_day([make_volunteer("v1")], told=(told,))


def test_a_told_visit_is_of_one_of_the_needs():
    with pytest.raises(InvalidInput, match="told: unknown id 'n2'"):
        make_day(needs=[make_need("n1")], told=(Told(need_id="n2", start_s=NINE),))
