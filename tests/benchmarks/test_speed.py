import pytest

from benchmarks.speed.cases import RATE_CASES, SIZES
from benchmarks.speed.days import day_of
from benchmarks.speed.growth import cpu_s_to_gap, exponent
from benchmarks.speed.running import plan_speed
from benchmarks.speed.speed_tables import speed_tables
from matcher.formats.registry import named
from models.errors import InvalidInput
from tests.benchmarks.lines import make_line


def growth_line(needs, gaps_percent, **changes):
    """Rungs of 1, 2, 4 ... CPU seconds with these gaps."""
    filled = {
        "kind": "growth",
        "case": f"{needs} needs",
        "seed": 1,
        "needs": needs,
        "build_cpu_seconds": 0.0,
        "first_cpu_seconds": 0.9,
        "served_first": needs // 2,
        "served": needs,
        "reference": 1000,
        "rungs": [
            {"cpu_seconds": 2.0**at, "objective": 1000 + 10 * gap} for at, gap in enumerate(gaps_percent)
        ],
        "peak_bytes": 10**9,
    }
    return make_line(**(filled | changes))


def rate_line(case, rate, **changes):
    filled = {
        "kind": "rate",
        "case": case,
        "seed": 1,
        "needs": 100,
        "iterations": 1000,
        "first_cpu_seconds": 0.01,
        "iterations_a_cpu_second": rate,
        "peak_bytes": 10**8,
    }
    return make_line(**(filled | changes))


@pytest.mark.parametrize(
    ("gaps", "expected_s"),
    [
        ([3.0, 1.0, 0.5], 2.0),  # exactly good enough
        ([2.0, 0.0, 0.0], 2**0.5),  # halfway between 1 and 2 on a scale of logs
        ([0.9, 0.2, 0.1], 1.0),  # the shortest is good enough
        ([3.0, 0.5, 2.0], 4.0),  # luck does not count; the last is not good enough
        ([0.5, 2.0, 0.0], 2**1.5),
    ],
)
def test_the_time_to_a_gap_lies_between_the_last_rung_that_fails_and_the_next(gaps, expected_s):
    assert cpu_s_to_gap(growth_line(100, gaps)) == pytest.approx(expected_s)


def test_the_build_is_part_of_the_time_to_a_gap():
    assert cpu_s_to_gap(growth_line(100, [0.5], build_cpu_seconds=0.25)) == pytest.approx(1.25)


def test_the_exponent_is_that_of_the_power_law_behind_the_times():
    assert exponent({100: 2.0, 1000: 2.0 * 10**1.25, 10_000: 2.0 * 10**2.5}) == pytest.approx(1.25)


def area(day):
    """Of the box around all places, in square degrees."""
    lons = [need.place.at.lon_deg for need in day.needs]
    lats = [need.place.at.lat_deg for need in day.needs]
    return (max(lons) - min(lons)) * (max(lats) - min(lats))


def test_days_of_every_size_have_one_density():
    small, large = day_of(1000, 1), day_of(max(SIZES) // 2, 1)
    assert len(small.needs), len(small.volunteers) == (1000, 500)
    assert area(large) / area(small) == pytest.approx(5, rel=0.15)


def test_growth_is_told_with_its_exponent_and_its_goals():
    lines = [growth_line(100, [2.0, 0.0]), growth_line(10_000, [9.0] * 6 + [0.0], first_cpu_seconds=11.0)]
    (table,) = speed_tables(lines)
    assert [(row[0], row[5], row[-1]) for row in table.rows] == [("100", "", "yes"), ("10,000", "NO", "yes")]
    assert "needs^" in table.notes[0]


def test_too_much_memory_is_told():
    (table,) = speed_tables([growth_line(100, [0.0], peak_bytes=4 * 10**9)])
    assert table.rows[0][-1] == "NO"


def test_iterations_are_set_beside_those_of_the_commit_before():
    case = RATE_CASES[0].label
    lines = [rate_line(case, 1000, commit="a" * 12), rate_line(case, 1250, commit="b" * 12)]
    (table,) = speed_tables(lines)
    assert table.rows[0][3:5] == ("1,250", "+25%")
    assert table.notes[0] == "Change: since 1 aaaaaaa."


def test_every_case_is_there_and_of_the_size_it_says(shared_instances):
    runs = plan_speed(shared_instances, sizes=SIZES, seeds=(1,))
    assert len(runs) == len(RATE_CASES) + len(SIZES)
    for case in RATE_CASES:
        text = case.path(shared_instances).read_text(encoding="utf-8")
        assert named("auto", text).name == case.format


def test_a_day_with_nobody_in_it_is_refused(shared_instances):
    with pytest.raises(InvalidInput, match="needs of a generated day"):
        plan_speed(shared_instances, sizes=[1], seeds=(1,))
