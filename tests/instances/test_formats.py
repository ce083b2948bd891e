"""The shared instances: all are read, and published solutions cost what their authors say."""

import csv
from functools import cache
from pathlib import Path

import pytest

from matcher.formats.registry import detect, judge, read_solution
from matcher.formats.solution import solution_document
from tests.unit.matcher.formats.walking import lay_out, orders_of

SAMPLES = [
    ("hhcrsp", "sample_solutions/sol-InstanzCPLEX_HCSRP_10_1.json", "mankowska/InstanzCPLEX_HCSRP_10_1.json"),
    ("hhcrsp", "sample_solutions/sol-InstanzCPLEX_HCSRP_50_5.json", "mankowska/InstanzCPLEX_HCSRP_50_5.json"),
    ("hhcrsp", "sample_solutions/sol-InstanzVNS_HCSRP_100_1.json", "mankowska/InstanzVNS_HCSRP_100_1.json"),
    ("hhcrsp", "sample_solutions/sol-InstanzVNS_HCSRP_300_1.json", "mankowska/InstanzVNS_HCSRP_300_1.json"),
    ("vrptw", "sample_solutions/R101.txt", "solomon_100/R101.txt"),
    ("vrptw", "sample_solutions/c1_2_1.txt", "gehring_homberger_200/c1_2_1.txt"),
    ("vrptw", "sample_solutions/r1_2_1.txt", "gehring_homberger_200/r1_2_1.txt"),
    ("pdptw", "sample_solutions/lc101.txt", "li_lim_100/lc101.txt"),
    ("pdptw", "sample_solutions/lr101.txt", "li_lim_100/lr101.txt"),
    ("pdptw", "sample_solutions/lrc2_2_1.txt", "li_lim_200/lrc2_2_1.txt"),
    ("pdptw", "sample_solutions/bar-n100-1.6_732.txt", "sartori_buriol_100/bar-n100-1.txt"),
    ("technician", "sample_solution_R101.txt", "trsp_pillac_crew25/R101.100_25-5-5-5.txt"),
]
TERMS = {
    "total_cost=(travel+tardiness_sum+tardiness_max)/3": "cost",
    "vehicles(then distance)": "vehicles",
    "vehicles(then cost)": "vehicles",
    "cost=travel_minutes(at that vehicle count)": "minutes",
    "distance(at that vehicle count)": "distance",
    "travel": "travel",
    "tardiness_sum": "tardiness_sum",
    "tardiness_max": "tardiness_max",
    "total_duration": "duration",
    "travel_in_that_solution": "distance",
    "technicians_used_in_that_solution": "technicians",
}

FOLDERS = {
    "hhcrsp/mankowska": ("hhcrsp", 1000),
    "hhcrsp/kummer": ("hhcrsp", 1),
    "hhcrsp/italian": ("hhcrsp", 1),
    "hhcrsp/bredstrom_ronnqvist": ("bredstrom-ronnqvist", 1),
    "vrptw/solomon_100": ("solomon", 1_000_000),
    "vrptw/gehring_homberger_200": ("solomon", 1_000_000),
    "vrptw/gehring_homberger_400": ("solomon", 1_000_000),
    "technician/trsp_pillac_crew25": ("trsp", 1_000_000),
    "district": ("district", 1),
    "pdptw/li_lim_100": ("li-lim", 1_000_000),
    "pdptw/li_lim_200": ("li-lim", 1_000_000),
    "pdptw/li_lim_400": ("li-lim", 1_000_000),
    "pdptw/li_lim_600": ("li-lim", 1_000_000),
    "pdptw/li_lim_1000": ("li-lim", 1_000_000),
    "pdptw/sartori_buriol_100": ("sartori-buriol", 1),
    "pdptw/sartori_buriol_200": ("sartori-buriol", 1),
    "optional_requests/pcvrptw_1000": ("pcvrptw", 10),
}


@cache
def best_known(path: Path) -> dict[str, dict[str, float]]:
    """Value by instance and term."""
    found: dict[str, dict[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            term = TERMS.get(row["objective"].removesuffix(" [proven optimal]"))
            if term:
                found.setdefault(row["instance"], {})[term] = float(row["value"])
    return found


@pytest.mark.parametrize(("family", "solution", "instance"), SAMPLES, ids=lambda name: Path(name).stem)
def test_a_published_solution_costs_what_is_published(shared_instances, family, solution, instance):
    folder = shared_instances / family
    text = (folder / instance).read_text(encoding="utf-8")
    form = detect(text)
    published = read_solution(form, text, (folder / solution).read_text(encoding="utf-8"))
    found = form.evaluate(text, published)
    known = best_known(folder / "best_known.csv")[Path(instance).stem]
    assert found.violations == ()
    # The table keeps six significant digits.
    assert {term: found.terms[term] for term in known} == pytest.approx(known, rel=5e-6, abs=5e-4)

    read = form.read(text)
    laid_out = solution_document(form, text, read, lay_out(read.problem, orders_of(read, published)))
    assert laid_out["unmet"] == []
    assert form.evaluate(text, laid_out).violations == ()
    assert {term: laid_out["terms"][term] for term in known} == pytest.approx(known, rel=5e-6, abs=5e-4)


@pytest.mark.parametrize("folder", FOLDERS)
def test_shared_instances_are_read(shared_instances, folder):
    """The smallest, the largest and every tenth between; the benchmarks read them all."""
    paths = sorted(
        (path for path in (shared_instances / folder).iterdir() if path.suffix in (".json", ".txt", ".vrp")),
        key=lambda path: (path.stat().st_size, path.name),
    )
    assert paths
    for path in {*paths[::10], paths[-1]}:
        text = path.read_text(encoding="utf-8")
        instance = detect(text).read(text)
        assert (instance.format, instance.scale) == FOLDERS[folder], path.name
        assert instance.problem.unsupported == (), path.name
        assert instance.problem.needs > 0, path.name


def test_every_orienteering_instance_is_read_with_as_many_decimals_as_its_family_has(shared_instances):
    for path in (shared_instances / "optional_requests" / "optw").iterdir():
        text = path.read_text(encoding="utf-8")
        form = detect(text)
        assert form.name == "optw"
        assert form.read(text).scale == (100 if path.name.startswith("pr") else 10), path.name


@pytest.mark.parametrize(
    ("name", "priority", "needs"), [("d41", 314, 60), ("d42", 324, 60), ("c31", 5436, 1000)]
)
def test_district_priority_is_that_of_its_table(shared_instances, name, priority, needs):
    text = (shared_instances / "district" / f"{name}.json").read_text(encoding="utf-8")
    problem = detect(text).read(text).problem
    assert (int(problem.need_priority.sum()), problem.needs) == (priority, needs)


def test_a_solution_of_another_instance_is_caught(shared_instances):
    folder = shared_instances / "hhcrsp"
    text = (folder / "mankowska" / "InstanzCPLEX_HCSRP_10_1.json").read_text(encoding="utf-8")
    solution = (folder / "sample_solutions" / "sol-InstanzCPLEX_HCSRP_50_5.json").read_text(encoding="utf-8")
    assert judge(text, solution).violations
