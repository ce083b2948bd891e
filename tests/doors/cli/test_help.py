import re

import pytest

from api.cli.commands import app

COMMANDS = [command.name for command in app.registered_commands]


def test_every_command_of_the_issue_is_there():
    day = {"demo", "generate", "import", "template", "plan", "check", "solve"}
    assert set(COMMANDS) == day | {"serve", "work", "migrate", "backup", "restore", "user", "doctor"}


@pytest.mark.parametrize("command", app.registered_commands, ids=lambda command: command.name)
def test_every_command_speaks_json_and_has_an_example_of_options_that_there_are(redvest, command):
    said = redvest(command.name, "--help")

    assert said.code == 0
    assert said.err == ""
    explained, _, examples = said.out.partition("Example: redvest ")
    assert examples.startswith(command.name)
    assert not re.search(r"--(json|keep-good) +<", explained)
    known = set(re.findall(r"--[a-z-]+", explained))
    assert "--json" in known
    assert set(re.findall(r"--[a-z-]+", command.epilog)) <= known


def test_without_a_command_the_help_is_shown(redvest):
    said = redvest()

    assert said.code == 0
    assert all(name in said.out for name in COMMANDS)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["dance"], "No such command 'dance'"),
        (["demo", "--volonteers", "3"], "--volonteers"),
        (["demo", "--seconds", "soon"], "'--seconds': 'soon' is not a number"),
        (["demo", "--needs", "2.5"], "'--needs': '2.5' is not a whole number"),
        (["plan", "--date", "tomorrow"], "'--date': 'tomorrow' is not a date like 2026-11-24"),
        (["plan", "--date", "9999-12-31"], "'--date': 9999-12-31 is not a day of the years 2000 to 2199"),
        (["import", "needs", "n.csv", "--date", "9999-12-31", "--days", "14"], "9999-12-31 is not a day of"),
        (["generate", "--date", "9999-12-31"], "9999-12-31 is not a day of"),
        (["plan", "--threads", "0"], "'--threads': 0 is not between 1 and 64"),
        (["plan", "--seed", str(10**20)], f"'--seed': {10**20} is not between 0 and"),
        (["template", "people"], "'people' is not one of 'volunteers', 'needs'"),
        (["import", "needs", "n.csv", "--datum", "gps"], "'--datum': 'gps' is not one of"),
        (["solve"], "Missing argument 'FILE'"),
    ],
)
def test_a_word_that_is_not_understood_is_named_in_one_line(redvest, words, named):
    said = redvest(*words)

    assert said.code == 2
    assert named in said.error
    assert said.out == ""


def test_with_json_a_wrong_word_is_a_problem_object(redvest):
    said = redvest("demo", "--seconds", "soon", "--json")

    assert said.code == 2
    assert said.document["code"] == "usage"
    assert "'soon' is not a number" in said.document["detail"]
