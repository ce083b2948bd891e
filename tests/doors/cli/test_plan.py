"""What redvest plan is asked, and what of it does not go together."""

import pytest

TABLES = ["--volunteers", "v.csv", "--needs", "n.csv"]


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
        (["--published", "missing.json"], "missing.json"),
        ([*TABLES, "--now", "noon"], "'--now': 'noon' is not a moment like 10:30 or 2026-11-25T10:30"),
        ([*TABLES, "--now", "25:00"], "'--now': '25:00' is not a moment"),
    ],
)
def test_what_cannot_be_planned_is_told_in_one_line(redvest, words, told):
    said = redvest("plan", *words)
    assert said.code == 2
    assert told in said.error


def test_help_says_how_to_plan_on_from_now(redvest):
    assert "--published out/tuesday/plan.json --now 10:30" in redvest("plan", "--help").out.replace("\n", " ")
