import re
from importlib.resources import files

import pytest

from models.demo.parameters_toml import demo_parameters, read_parameters
from models.errors import InvalidInput

TEXT = (files("models.demo") / "parameters.toml").read_text(encoding="utf-8")


def test_every_number_names_its_source_or_is_called_assumed():
    unexplained = [
        line
        for line in TEXT.splitlines()
        if re.search(r"\d", line.split("#")[0]) and not re.search(r"# (assumed|source: )", line)
    ]
    assert unexplained == []


def test_the_published_figures_give_the_published_rates():
    parameters = demo_parameters()
    assert parameters.registered == 454_300
    assert parameters.active_share == pytest.approx(0.694, abs=5e-4)
    assert parameters.mean_hours == pytest.approx(6.9, abs=5e-3)
    assert parameters.volunteers.team_doctors == 63


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("registered = 454_300", "registered = 0", "of registered=0"),
        ("registered = 454_300", "", "registered"),
        ("walk = 0.42", "walk = 0.43", "shares of modes of profile 居民"),
        ("walk = 0.42", "stroll = 0.42", "stroll"),
        ('kind = "lift"', 'kind = "levitate"', "levitate"),
        ('way = "walk"\n', "", "go together"),
        ("night = { spans", "dusk = { spans", "windows: nothing is called 'night'"),
        ("[[profile]]\n", "[[profile]]\nheight = 180\n", "height"),
        ('team_profile = "医生"', 'team_profile = "巫师"', "巫师"),
        ("windows = { by_noon = 1.0 }", "windows = { by_dawn = 1.0 }", "by_dawn"),
        ("coach_every = 25", "coach_every = 0", "coach_every=0"),
        ("[district]", "[district", "line"),
    ],
)
def test_numbers_that_cannot_be_are_refused(old, new, message):
    assert old in TEXT
    with pytest.raises(InvalidInput, match=message):
        read_parameters(TEXT.replace(old, new, 1))
