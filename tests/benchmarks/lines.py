"""Lines of results that fill in what a test does not mention."""

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
        "instance": "a11",
        "solver": solver,
        "seed": 1,
        "budget_cpu_seconds": 10.0,
        "served": 900,
        "priority": priority,
        "travel_s": 36_000,
    }
    return make_line(**(filled | changes))


def gap_line(instance: str, gap_percent: float, **changes: object) -> Line:
    filled: Line = {
        "family": "solomon",
        "instance": instance,
        "seed": 1,
        "budget_cpu_seconds": 10.0,
        "size": 100,
        "value": 100.0 + gap_percent,
        "best_known": 100.0,
        "gap_percent": gap_percent,
    }
    return make_line(**(filled | changes))
