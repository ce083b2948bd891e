"""The commands by name, and one of them run."""

import sys
from collections.abc import Sequence

import typer

from api.cli import (
    backup,
    check,
    demo,
    doctor,
    failing,
    generate,
    migrate,
    plan,
    serve,
    solve,
    tables,
    user,
    work,
)

app = typer.Typer(
    help="Redvest 红马甲: who goes where, when, and why. Exits with 0 done, 1 nothing feasible, 2 bad input.",
    epilog="Start with: redvest demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for name, command, *examples in (
    ("demo", demo.demo, demo.EXAMPLE),
    ("generate", generate.generate, generate.EXAMPLE, generate.EXAMPLE_AROUND),
    ("template", tables.template, tables.TEMPLATE_EXAMPLE),
    ("import", tables.import_table, tables.IMPORT_EXAMPLE, tables.STREAM_EXAMPLE),
    ("plan", plan.plan, plan.EXAMPLE, plan.EXAMPLE_AGAIN, plan.EXAMPLE_NOW),
    ("check", check.check, check.EXAMPLE, check.EXAMPLE_OF_FORMAT),
    ("solve", solve.solve, solve.EXAMPLE),
    ("migrate", migrate.migrate, migrate.EXAMPLE, migrate.EXAMPLE_DISTRICT),
    ("user", user.user, user.EXAMPLE, user.EXAMPLE_RESET, user.EXAMPLE_LIST),
    ("doctor", doctor.doctor, doctor.EXAMPLE),
    ("backup", backup.backup, backup.EXAMPLE),
    ("restore", backup.restore, backup.RESTORE_EXAMPLE),
    ("serve", serve.serve, serve.EXAMPLE, serve.EXAMPLE_ALL),
    ("work", work.work, work.EXAMPLE),
):
    app.command(name, epilog="\n\n".join(f"Example: {example}" for example in examples))(command)


def run(arguments: Sequence[str]) -> int:
    """One command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not where a test has put its own
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows ? and goes on
    # Without a command there is nothing wrong: the help is what was asked for.
    words = list(arguments) or ["--help"]
    return failing.exit_code(
        lambda: app(words, prog_name="redvest", standalone_mode=False), json="--json" in words
    )
