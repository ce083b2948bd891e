import json

import pytest

from benchmarks.gaps import KEY, PublicInstance, run_gaps
from benchmarks.hhcrsp import hhcrsp_instances
from benchmarks.instances import best_known, chosen, instances_folder
from benchmarks.result_lines import ResultFile
from benchmarks.solomon import INSTANCES, solomon_instances
from models.errors import InvalidInput


def lay_out(folder, sizes):
    """Mankowska files of so many patients each, with a best known value for each."""
    family = folder / "hhcrsp" / "mankowska"
    family.mkdir(parents=True)
    rows = ["instance,objective,value,source"]
    for at, size in enumerate(sizes):
        (family / f"m{at}.json").write_text(json.dumps({"patients": [{}] * size}))
        rows.append(f"m{at},total_cost=(a+b)/3 [proven optimal],{at + 0.5},somebody")
        rows.append(f"m{at},travel,99,somebody")
    (folder / "hhcrsp" / "best_known.csv").write_text("\n".join(rows) + "\n")


def test_the_best_known_value_is_that_of_the_objective_asked_for(tmp_path):
    lay_out(tmp_path, [10, 25])
    assert best_known(tmp_path / "hhcrsp", "total_cost") == {"m0": 0.5, "m1": 1.5}


def test_home_care_instances_come_small_first_and_a_limit_spreads_over_the_sizes(tmp_path):
    lay_out(tmp_path, [300, 10, 100, 25])
    everything = hhcrsp_instances(tmp_path, ["mankowska"], None)
    assert [one.size for one in everything] == [10, 25, 100, 300]
    assert [one.size for one in hhcrsp_instances(tmp_path, ["mankowska"], 2)] == [10, 100]


def test_an_unknown_family_or_instance_is_named(tmp_path):
    with pytest.raises(InvalidInput, match="'norse'"):
        hhcrsp_instances(tmp_path, ["norse"], None)
    with pytest.raises(InvalidInput, match="'z9'"):
        chosen({"a11": tmp_path}, "a11,z9")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InvalidInput, match="nowhere"):
        instances_folder(tmp_path / "nowhere")


def test_an_instance_is_solved_verified_and_measured_against_the_best_known(tmp_path):
    """One customer 5 away: 10 there and back, and nothing shorter."""
    path = tmp_path / "T1.txt"
    path.write_text(
        "T1\n\nVEHICLE\nNUMBER CAPACITY\n 2 10\n\nCUSTOMER\n"
        "CUST NO. XCOORD. YCOORD. DEMAND READY DUE SERVICE\n\n"
        "0 0 0 0 0 100 0\n1 3 4 1 0 50 10\n"
    )
    instance = PublicInstance(
        family="solomon", name="T1", path=path, format="solomon", figure="distance", best_known=8.0, size=1
    )
    results = ResultFile(tmp_path / "s.jsonl", key=KEY)
    bad = run_gaps(
        [instance], cpu_seconds=0.05, seeds=(1,), again=False, results=results, say=lambda text: None
    )
    (line,) = results.lines()
    assert bad == 0
    assert (line["value"], line["gap_percent"], line["feasible"]) == (10.0, 25.0, True)


def test_the_six_solomon_instances_are_there(shared_instances):
    found = solomon_instances(shared_instances)
    assert [one.name for one in found] == list(INSTANCES)
    assert all(one.path.is_file() for one in found)
