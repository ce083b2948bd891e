"""Plans and solutions judged from the original inputs."""

from dataclasses import dataclass
from pathlib import Path

from api.documents import day_from_json, plan_from_json
from api.usecases.planning import Judgement, judge
from api.usecases.reading import document_at, from_text, text_of
from matcher.formats.registry import named, read_solution
from matcher.formats.verdict import Verdict
from models.day import Day
from models.plans import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPlan:
    """A plan from a file, the question it answers, and what the judge says."""

    day: Day
    plan: Plan
    judgement: Judgement


def judge_plan(plan_file: Path, problem_file: Path) -> JudgedPlan:
    """Raises WrongProblem where the plan names another problem, BadFormat, InvalidInput."""
    day = document_at(problem_file, day_from_json)
    plan = document_at(plan_file, plan_from_json)
    return JudgedPlan(day=day, plan=plan, judgement=judge(day, plan))


def judge_solution(format_name: str, instance_file: Path, solution_file: Path) -> Verdict:
    """The verdict of the format's evaluator. Raises BadFormat, InvalidInput, Unsupported."""
    instance = text_of(instance_file)
    form = from_text(instance_file, instance, lambda text: named(format_name, text))
    solution = document_at(solution_file, lambda text: read_solution(form, instance, text))
    return from_text(instance_file, instance, lambda text: form.evaluate(text, solution))
