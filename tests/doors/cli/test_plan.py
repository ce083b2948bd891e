"""What redvest plan is asked, and what of it does not go together."""

import pytest

from api.documents import day_to_json
from tests.builders import make_day, make_need, make_window

TABLES = ["--volunteers", "v.csv", "--needs", "n.csv"]
OF_TABLES = "goes with --volunteers and --needs, not with --published plan.json alone"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            [],
            "plan wants --volunteers FILE and --needs FILE, --problem FILE, --from plan.xlsx, or --published",
        ),
        (["--needs", "n.csv"], "plan wants --volunteers FILE and --needs FILE"),
        (["--from", "plan.xlsx", *TABLES], "--volunteers v.csv: does not go together with --from plan.xlsx"),
        (["--from", "plan.xlsx", "--problem", "p.json"], "does not go together with"),
        (["--problem", "p.json", "--date", "2026-11-24"], "--date 2026-11-24: does not go together with"),
        (["--problem", "p.json", "--days", "3"], "--days 3: does not go together with --problem p.json"),
        (["--problem", "p.json", "--days", "1"], "--days 1: does not go together with --problem p.json"),
        (["--problem", "p.json", "--keep-good"], "--keep-good: does not go together with --problem p.json"),
        (["--from", "plan.xlsx", "--datum", "gcj02"], "--datum gcj02: does not go together with --from"),
        (["--published", "plan.json", "--days", "1"], f"--days 1: {OF_TABLES}"),
        (["--published", "plan.json", "--date", "2026-11-24"], f"--date 2026-11-24: {OF_TABLES}"),
        (["--published", "plan.json", "--datum", "gcj02"], f"--datum gcj02: {OF_TABLES}"),
        (["--published", "plan.json", "--keep-good"], f"--keep-good: {OF_TABLES}"),
        (["--published", "missing.json"], "missing.json"),
        ([*TABLES, "--now", "noon"], "'--now': 'noon' is not a moment like 10:30 or 2026-11-25T10:30"),
        ([*TABLES, "--now", "25:00"], "'--now': '25:00' is not a moment"),
    ],
)
def test_what_cannot_be_planned_is_told_in_one_line(redvest, words, told):
    said = redvest("plan", *words)
    assert said.code == 2
    assert told in said.error


def test_a_window_on_a_day_that_is_not_planned_is_told_in_one_line_and_nothing_is_written(redvest, tmp_path):
    days = day_to_json(make_day(needs=[make_need(windows=(make_window(57, 58),))], days=3))
    problem = tmp_path / "problem.json"
    problem.write_text(days.replace('"days":3', '"days":1'), encoding="utf-8")

    said = redvest("plan", "--problem", problem, "--out", tmp_path / "out")

    assert said.code == 2
    assert "needs[0].windows[0].opens_s=205200 (need n1) is not within days=1" in said.error
    assert not (tmp_path / "out").exists()


def test_help_says_how_to_plan_on_from_now(redvest):
    assert "--published out/tuesday/plan.json --now 10:30" in redvest("plan", "--help").out.replace("\n", " ")


def test_a_workbook_that_is_given_for_the_published_plan_is_told_as_one(redvest, tmp_path):
    workbook = tmp_path / "plan.xlsx"
    workbook.write_bytes(b"PK\x03\x04\x14\x00\x06\xc7")
    said = redvest("plan", "--published", workbook)
    assert said.code == 2
    assert (
        "plan.xlsx: a workbook or another ZIP file, where a text file such as plan.json is wanted"
        in said.error
    )
