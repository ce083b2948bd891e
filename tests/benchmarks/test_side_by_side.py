import pytest

from benchmarks.ours import our_version
from benchmarks.peers.cases import Case
from benchmarks.peers.comparison import comparison
from benchmarks.peers.registry import PEERS
from benchmarks.peers.side_by_side import KEY, Contest, equal_budget_s, run_contest
from benchmarks.result_lines import ResultFile
from tests.benchmarks.districts import CREW, MINI, MINI_PRIORITY
from tests.benchmarks.lines import peer_line

BY_NAME = {peer.name: peer for peer in PEERS}


def rows(lines):
    return [dict(zip(table.columns, row, strict=True)) for table in comparison(lines) for row in table.rows]


def case(name: str, text: str) -> Case:
    return Case(family="district", name=name, format="district", text=text, known={})


MINI_CASE = case("mini", MINI)


def test_ours_solves_a_district_once_and_goes_on_from_the_file(tmp_path):
    contest = Contest(peers=(), ours=True, cpu_seconds=0.05, seeds=(1,))
    said: list[str] = []
    for _ in range(2):
        results = ResultFile(tmp_path / "peers.jsonl", key=KEY)
        assert run_contest([MINI_CASE], contest, results, said.append) == 0
    (line,) = results.lines()
    assert (line["terms"]["priority"], line["terms"]["served"]) == (MINI_PRIORITY, 3)
    assert line["feasible"]
    assert sum("done before" in text for text in said) == 1


def test_ours_alone_is_run_at_what_a_peer_took_on_an_earlier_day(tmp_path):
    results = ResultFile(tmp_path / "peers.jsonl", key=KEY)
    mini = {"instance": "mini", "digest": MINI_CASE.digest}
    results.append(peer_line("pyvroom", 12, seed=None, **mini, budget_cpu_seconds=9.0, cpu_seconds=0.123))
    results.append(peer_line("ours", 12, **mini, budget_cpu_seconds=0.12, version=our_version()))
    said: list[str] = []
    contest = Contest(peers=(), ours=True, cpu_seconds=9.0, seeds=(1,))
    assert run_contest([MINI_CASE], contest, results, said.append) == 0
    assert len(said) == 1
    assert said[0].startswith("mini ours, 0.12 CPU-s, seed 1: done before")


def test_a_peer_that_cannot_synchronise_is_left_out_and_said(tmp_path):
    peers = tuple(peer for peer in PEERS if not peer.synchronises)
    contest = Contest(peers=peers, ours=False, cpu_seconds=0.05, seeds=(1,))
    said: list[str] = []
    results = ResultFile(tmp_path / "peers.jsonl", key=KEY)
    assert run_contest([case("crew", CREW)], contest, results, said.append) == 0
    assert results.lines() == []
    assert len(said) == len(peers)
    assert all("left out" in text for text in said)


@pytest.mark.parametrize(
    ("name", "took_s", "equal_s"),
    [("pyvroom", 12.345, 12.34), ("pyvroom", 0.004, 0.1), ("ortools", 10.6, 10.0), ("pyvrp", 10.01, 10.0)],
)
def test_ours_gets_what_a_peer_took_if_that_is_not_anytime_else_its_budget(name, took_s, equal_s):
    assert equal_budget_s(BY_NAME[name], peer_line(name, 5000, cpu_seconds=took_s)) == equal_s


def test_a_row_sets_a_peer_beside_ours_at_the_same_seconds():
    table = rows(
        [
            peer_line("pyvroom", 5000, seed=None, cpu_seconds=12.345),
            peer_line("ours", 5200, budget_cpu_seconds=12.34),
            peer_line("ours", 5100, budget_cpu_seconds=10.0),
        ]
    )
    assert [(row["<peer"], row["priority"], row["ahead"], row["<always"]) for row in table] == [
        ("VROOM", "5000 / 5200", "+4.0%", "yes")
    ]


def test_always_asks_that_the_worst_of_ours_beats_the_best_of_theirs():
    theirs = [peer_line("pyvrp", priority, seed=seed) for seed, priority in ((1, 5000), (2, 5100))]
    ours = [peer_line("ours", priority, seed=seed) for seed, priority in ((1, 5100), (2, 5400))]
    (row,) = rows([*theirs, *ours])
    assert (row["priority"], row["ahead"], row["<always"]) == ("5050 / 5250", "+4.0%", "no")


def test_a_peer_without_ours_beside_it_claims_nothing():
    (row,) = rows([peer_line("ortools", 5000, seed=None)])
    assert (row["priority"], row["ahead"], row["<always"]) == ("5000 / -", "", "")


def test_another_text_of_the_same_name_is_another_instance(tmp_path):
    results = ResultFile(tmp_path / "peers.jsonl", key=KEY)
    results.append(peer_line("ours", 12, instance="mini", digest="old", version=our_version()))
    contest = Contest(peers=(), ours=True, cpu_seconds=0.05, seeds=(1,))
    assert run_contest([MINI_CASE], contest, results, lambda text: None) == 0
    assert [line["digest"] for line in results.lines()] == ["old", MINI_CASE.digest]


def test_where_the_least_wins_less_is_ahead():
    def line(solver, distance, **changes):
        terms = {"distance": distance, "vehicles": 10}
        return peer_line(solver, 0, family="solomon", instance="R101", terms=terms, **changes)

    (row,) = rows([line("ortools", 110.0, seed=None), line("ours", 99.0)])
    assert (row["distance"], row["ahead"], row["<always"]) == ("110.00 / 99.00", "+10.0%", "yes")


def test_an_infeasible_solution_is_named_below_the_table():
    (table,) = comparison([peer_line("ortools", 5000, feasible=False), peer_line("ours", 5100)])
    assert any(note.startswith("INFEASIBLE") and "a11 ortools" in note for note in table.notes)
