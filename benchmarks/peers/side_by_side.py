"""Ours and the peers on the same instances, one run after another, each judged by the same evaluator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from benchmarks import ours
from benchmarks.peers import run_one
from benchmarks.peers.cases import Case
from benchmarks.peers.registry import OURS, PEERS, Peer
from benchmarks.result_lines import Line, ResultFile
from benchmarks.runs import Run, Say, broken, done_or_run, judged_run

KEY = ("instance", "digest", "solver", "seed", "budget_cpu_seconds")
SMALLEST_BUDGET_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What is to be run: each peer once for each seed it takes; ours, if asked, at equal budgets."""

    peers: tuple[Peer, ...]
    ours: bool
    cpu_seconds: float
    seeds: tuple[int, ...]
    again: bool = False


def equal_budget_s(peer: Peer, line: Line) -> float:
    """CPU seconds that ours gets beside this run: the run's budget, or what a run that is not anytime took.

    Rounded down to hundredths, never less than SMALLEST_BUDGET_S.
    """
    if peer.anytime:
        return float(line["budget_cpu_seconds"])
    return max(SMALLEST_BUDGET_S, floor(100 * float(line["cpu_seconds"])) / 100)


def run_contest(cases: Sequence[Case], contest: Contest, results: ResultFile, say: Say) -> int:
    """Run what has not been run, each result kept as it comes; how many runs failed or broke a rule."""
    bad = 0
    for case in cases:
        for peer in _able(case, contest, say):
            for seed in contest.seeds if peer.takes_seed else (None,):
                line = done_or_run(
                    _peer_run(case, peer, seed, contest.cpu_seconds),
                    results=results,
                    again=contest.again,
                    say=say,
                )
                bad += line is None or not line["feasible"]
        for budget_s in _our_budgets_s(case, contest, results) if contest.ours else ():
            for seed in contest.seeds:
                line = done_or_run(
                    _our_run(case, seed, budget_s), results=results, again=contest.again, say=say
                )
                bad += line is None or not line["feasible"]
    return bad


def _our_budgets_s(case: Case, contest: Contest, results: ResultFile) -> list[float]:
    """What the peers' runs call for, those of earlier days too; the budget where there are none."""
    by_name = {peer.name: peer for peer in PEERS}
    budgets_s = {
        equal_budget_s(by_name[line["solver"]], line)
        for line in results.lines()
        if (line["instance"], line["digest"]) == (case.name, case.digest)
        and line["solver"] in by_name
        and line["budget_cpu_seconds"] == contest.cpu_seconds
    }
    return sorted(budgets_s) or [contest.cpu_seconds]


def _able(case: Case, contest: Contest, say: Say) -> Iterator[Peer]:
    """The peers that are installed and can express the instance; the others are said."""
    crews = run_one.READERS[case.format](case.text).has_crews
    for peer in contest.peers:
        if peer.version() is None:
            say(f"{case.name} {peer.name}: left out, the package {peer.package} is not installed")
        elif crews and not peer.synchronises:
            say(f"{case.name} {peer.name}: left out, it cannot say that two volunteers start together")
        else:
            yield peer


def _peer_run(case: Case, peer: Peer, seed: int | None, budget_s: float) -> Run:
    request = run_one.peer_request(peer, case.format, case.text, cpu_seconds=budget_s, seed=seed)
    return _run(case, peer.name, peer.version() or "", seed, budget_s, run_one.MODULE, request)


def _our_run(case: Case, seed: int, budget_s: float) -> Run:
    request = ours.our_request(case.format, case.text, cpu_seconds=budget_s, seed=seed)
    return _run(case, OURS, ours.our_version(), seed, budget_s, ours.MODULE, request)


def _run(
    case: Case,
    solver: str,
    version: str,
    seed: int | None,
    budget_s: float,
    module: str,
    request: dict[str, object],
) -> Run:
    def make() -> Line:
        line, verdict = judged_run(module, request, format_name=case.format, text=case.text)
        known = {"best_known": dict(case.known)} if case.known else {}
        return {"family": case.family, "terms": dict(verdict.terms), **known, **line}

    seeded = "" if seed is None else f", seed {seed}"
    return Run(
        label=f"{case.name} {solver}, {budget_s:g} CPU-s{seeded}",
        key=dict(zip(KEY, (case.name, case.digest, solver, seed, budget_s), strict=True)),
        version=version,
        make=make,
        summary=_summary,
    )


def _summary(line: Line) -> str:
    figures = ", ".join(f"{name} {value:,g}" for name, value in line["terms"].items())
    return f"{figures} in {line['cpu_seconds']:.1f} CPU-s{broken(line)}"
