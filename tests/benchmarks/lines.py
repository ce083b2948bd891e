"""Lines of results that fill in what a test does not mention."""

from benchmarks.quality.families import Family
from benchmarks.result_lines import Line


def make_line(**changes: object) -> Line:
    filled: Line = {
        "version": "1",
        "cpu_seconds": 10.0,
        "seconds": 10.5,
        "feasible": True,
        "violations": [],
        "commit": "0123456789ab",
        "dirty": False,
        "machine": {"cpu": "Test CPU", "cores": 2, "python": "3.11.7"},
        "date": "2026-11-24",
    }
    return filled | changes


def peer_line(solver: str, priority: int, **changes: object) -> Line:
    filled: Line = {
        "family": "district",
        "instance": "a11",
        "digest": "abc",
        "solver": solver,
        "seed": 1,
        "budget_cpu_seconds": 10.0,
        "terms": {"served": 900, "priority": priority, "travel_s": 36_000},
    }
    return make_line(**(filled | changes))


def quality_line(
    family: Family, instance: str, terms: dict[str, float], known: dict[str, float], **changes: object
) -> Line:
    filled: Line = {
        "family": family.name,
        "instance": instance,
        "seed": 1,
        "budget_cpu_seconds": family.cpu_seconds,
        "chains": 1,
        "terms": terms,
        "best_known": known,
    }
    return make_line(**(filled | changes))
