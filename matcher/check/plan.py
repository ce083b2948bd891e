"""The judge of a day's plan: from the original question alone, sharing only the models with the search."""

from matcher.check.accounts import check_accounts
from matcher.check.bonds import check_bonds
from matcher.check.breaks import check_breaks
from matcher.check.carried import check_carried
from matcher.check.crews import check_crews
from matcher.check.history import check_history
from matcher.check.limits import check_limits
from matcher.check.reading import read_plan
from matcher.check.routes import check_routes
from matcher.check.violation import Violation
from matcher.check.ways import Ways
from models.day import Day
from models.errors import WrongProblem
from models.plans import Plan


def check_plan(day: Day, plan: Plan, digest: str | None = None) -> list[Violation]:
    """Everything wrong with the plan as an answer to the day; nothing where it is valid and its figures true.

    `digest` is that of the day's file. Raises WrongProblem where the plan names another one.
    """
    if digest is not None and plan.problem_digest != digest:
        raise WrongProblem(named=plan.problem_digest, given=digest)
    ways = Ways(day)
    reading, found = read_plan(day, plan)
    found += check_routes(reading, ways)
    found += check_history(reading, ways)
    found += check_breaks(reading)
    found += check_carried(reading)
    found += check_limits(reading, ways)
    found += check_crews(reading)
    found += check_bonds(reading)
    found += check_accounts(plan, reading, ways)
    return found
