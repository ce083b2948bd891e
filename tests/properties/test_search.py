"""The search on small problems with every feature mixed: sound, repeatable, never worse than its start."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.problem import Problem
from matcher.routing.result import Result
from matcher.routing.search import Budget, solve
from tests.properties.mixed_problems import mixed_questions
from tests.result_judge import faults

SEEDS = st.integers(0, 2**63 - 1)


def run(problem: Problem, iterations: int = 100, **kwargs: object) -> Result:
    return solve(problem, budget=Budget(iterations=iterations), **kwargs)  # type: ignore[arg-type]


def score(problem: Problem, result: Result) -> tuple[int, int]:
    """Smaller is better."""
    unmet, weights = result.unmet_priority, problem.weights
    return (unmet, result.cost) if weights.lexicographic else (0, weights.unmet * unmet + result.cost)


def stops_of(problem: Problem, result: Result) -> list[list[int]]:
    """The plan as a start."""
    stops = {route.shift: list(route.tasks) for route in result.routes}
    return [stops.get(shift, []) for shift in range(problem.shifts)]


@settings(max_examples=250)
@given(mixed_questions(), SEEDS, st.booleans())
def test_every_rule_holds_and_every_total_adds_up(question, seed, fewest_shifts):
    problem = question.problem()
    assert faults(problem, run(problem, seed=seed, fewest_shifts=fewest_shifts)) == []


@settings(max_examples=100)
@given(mixed_questions(), SEEDS)
def test_the_same_seed_finds_the_same_plan(question, seed):
    one, other = (run(question.problem(), seed=seed) for _ in range(2))
    assert (one.routes, one.unmet_needs, one.cost) == (other.routes, other.unmet_needs, other.cost)


@settings(max_examples=100)
@given(mixed_questions(), SEEDS)
def test_a_plan_to_start_from_is_kept_or_bettered(question, seed):
    problem = question.problem()
    found = run(problem, seed=seed)
    kept = run(problem, 0, start=stops_of(problem, found))
    bettered = run(problem, seed=seed, start=stops_of(problem, found))
    assert faults(problem, kept) == faults(problem, bettered) == []
    assert score(problem, kept) <= score(problem, found)
    assert score(problem, bettered) <= score(problem, kept)


@settings(max_examples=100)
@given(mixed_questions(), SEEDS, st.data())
def test_what_is_spoiled_of_a_start_is_mended(question, seed, data):
    problem = question.problem()
    start = stops_of(problem, run(problem, seed=seed))
    for shift, stops in enumerate(start):
        start[shift] = data.draw(st.permutations(stops))
    tasks = [stop for stops in start for stop in stops if stop < problem.tasks]
    for task in data.draw(st.lists(st.sampled_from(tasks), max_size=2, unique=True)) if tasks else ():
        start = [[stop for stop in stops if stop != task] for stops in start]
        # Given to anybody, or forgotten: a pickup without its visit, a crew without one of it.
        shift = data.draw(st.integers(0, problem.shifts))
        if shift < problem.shifts:
            start[shift].insert(0, task)
    mended, bettered = run(problem, 0, start=start), run(problem, seed=seed, start=start)
    assert faults(problem, mended) == faults(problem, bettered) == []
    assert score(problem, bettered) <= score(problem, mended)
