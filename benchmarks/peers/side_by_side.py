"""The peers on the district's instances, one run after another, each judged by the same evaluator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path

from benchmarks import ours
from benchmarks.peers import run_one
from benchmarks.peers.district import read_district
from benchmarks.peers.registry import OURS, PEERS, Peer
from benchmarks.result_lines import Line, ResultFile
from benchmarks.runs import Say, broken, done_or_run, judged_run

FORMAT = "district"
KEY = ("instance", "solver", "seed", "budget_cpu_seconds")
SMALLEST_BUDGET_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What is to be run: each peer once for each seed it takes; ours, if asked, at equal budgets."""

    peers: tuple[Peer, ...]
    ours: bool
    cpu_seconds: float
    seeds: tuple[int, ...]
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    instance: str
    solver: str
    seed: int | None
    budget_s: float
    version: str
    module: str
    request: Mapping[str, object]

    @property
    def key(self) -> dict[str, object]:
        return dict(zip(KEY, (self.instance, self.solver, self.seed, self.budget_s), strict=True))

    def __str__(self) -> str:
        seed = "" if self.seed is None else f", seed {self.seed}"
        return f"{self.instance} {self.solver}, {self.budget_s:g} CPU-s{seed}"


def equal_budget_s(peer: Peer, line: Line) -> float:
    """CPU seconds that ours gets beside this run: the run's budget, or what a run that is not anytime took.

    Rounded down to hundredths, never less than SMALLEST_BUDGET_S.
    """
    if peer.anytime:
        return float(line["budget_cpu_seconds"])
    return max(SMALLEST_BUDGET_S, floor(100 * float(line["cpu_seconds"])) / 100)


def run_contest(files: Mapping[str, Path], contest: Contest, results: ResultFile, say: Say) -> int:
    """Run what has not been run, each result kept as it comes; how many runs failed or broke a rule."""
    bad = 0
    for instance, path in files.items():
        text = path.read_text(encoding="utf-8")
        for peer in _able(instance, text, contest, say):
            for seed in contest.seeds if peer.takes_seed else (None,):
                line = _line(_peer_run(instance, text, peer, seed, contest), text, contest, results, say)
                bad += line is None or not line["feasible"]
        for budget_s in _our_budgets_s(instance, contest, results) if contest.ours else ():
            for seed in contest.seeds:
                line = _line(_our_run(instance, text, seed, budget_s), text, contest, results, say)
                bad += line is None or not line["feasible"]
    return bad


def _our_budgets_s(instance: str, contest: Contest, results: ResultFile) -> list[float]:
    """What the peers' runs call for, those of earlier days too; the budget where there are none."""
    by_name = {peer.name: peer for peer in PEERS}
    budgets_s = {
        equal_budget_s(by_name[line["solver"]], line)
        for line in results.lines()
        if line["instance"] == instance
        and line["solver"] in by_name
        and line["budget_cpu_seconds"] == contest.cpu_seconds
    }
    return sorted(budgets_s) or [contest.cpu_seconds]


def _able(instance: str, text: str, contest: Contest, say: Say) -> Iterator[Peer]:
    """The peers that are installed and can express the instance; the others are said."""
    crews = read_district(text).has_crews
    for peer in contest.peers:
        if peer.version() is None:
            say(f"{instance} {peer.name}: left out, the package {peer.package} is not installed")
        elif crews and not peer.synchronises:
            say(f"{instance} {peer.name}: left out, it cannot say that two volunteers start together")
        else:
            yield peer


def _peer_run(instance: str, text: str, peer: Peer, seed: int | None, contest: Contest) -> _Run:
    return _Run(
        instance=instance,
        solver=peer.name,
        seed=seed,
        budget_s=contest.cpu_seconds,
        version=peer.version() or "",
        module=run_one.MODULE,
        request=run_one.peer_request(peer, text, cpu_seconds=contest.cpu_seconds, seed=seed),
    )


def _our_run(instance: str, text: str, seed: int, budget_s: float) -> _Run:
    return _Run(
        instance=instance,
        solver=OURS,
        seed=seed,
        budget_s=budget_s,
        version=ours.our_version(),
        module=ours.MODULE,
        request=ours.our_request(FORMAT, text, cpu_seconds=budget_s, seed=seed),
    )


def _line(run: _Run, text: str, contest: Contest, results: ResultFile, say: Say) -> Line | None:
    def make() -> Line:
        line, verdict = judged_run(run.module, run.request, format_name=FORMAT, text=text)
        figures = {name: verdict.terms[name] for name in ("served", "priority", "travel_s")}
        return {"version": run.version, **figures, **line}

    return done_or_run(
        str(run), run.key, make, results=results, again=contest.again, summary=_summary, say=say
    )


def _summary(line: Line) -> str:
    return (
        f"priority {line['priority']}, {line['served']} served, travel {line['travel_s']:,} s "
        f"in {line['cpu_seconds']:.1f} CPU-s{broken(line)}"
    )
