"""The table of families: every file is there, every budget is kept, every promise is one of the issue's."""

import pytest

from benchmarks.quality.best_known import BOUND, PEER, PeersListed, Published
from benchmarks.quality.families import FAMILIES, budget_s, families_named
from benchmarks.quality.panel import PANEL_SIZE, instances_of, panel_of
from benchmarks.quality.running import chains_budget_s, hours, plan_runs, planned_cpu_s
from matcher.formats.registry import FORMATS, named
from models.errors import InvalidInput

PANEL_LIMIT_S = 3 * 3600


def lay_out(folder, rows, *, header="instance,objective,value,source"):
    folder.mkdir(parents=True)
    (folder / "best_known.csv").write_text("\n".join([header, *rows]) + "\n")


def test_a_panel_of_every_family_takes_at_most_three_hours_of_one_core():
    assert budget_s(FAMILIES, PANEL_SIZE) <= PANEL_LIMIT_S


def test_families_have_names_of_their_own_and_formats_that_are_read():
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
    objectives = {form.name: form.objectives for form in FORMATS}
    for family in FAMILIES:
        assert family.objective in (None, *objectives[family.format])


def test_a_name_chooses_a_family_or_all_its_parts():
    assert [one.name for one in families_named("kummer")] == ["kummer"]
    assert [one.name for one in families_named("li-lim, kummer")] == ["kummer", "li-lim-100", "li-lim-200"]
    assert [one.name for one in families_named("gehring-homberger-200")] == ["gehring-homberger-200"]
    assert families_named("") == FAMILIES
    with pytest.raises(InvalidInput, match="'lil'"):
        families_named("lil")


def test_a_panel_is_eight_by_a_hash_of_the_name_whatever_their_order():
    names = [f"i{number}" for number in range(30)]
    panel = panel_of(names)
    assert len(panel) == PANEL_SIZE
    assert panel_of(names[::-1]) == panel
    assert panel != names[:PANEL_SIZE]
    assert panel_of(names[:5]) == sorted(names[:5])


def test_a_further_instance_changes_at_most_one_of_the_panel():
    names = [f"i{number}" for number in range(30)]
    for further in range(30, 60):
        assert len(set(panel_of(names)) - set(panel_of([*names, f"i{further}"]))) <= 1


def test_only_instances_of_which_all_is_known_count(tmp_path):
    lay_out(tmp_path / "x", ["a,vehicles(then),3,s", "a,distance(at),9.5,s", "b,vehicles(then),4,s"])
    known = Published(folder="x", objectives={"vehicles": "vehicles(", "distance": "distance(at"})
    assert known.figures(tmp_path) == {"a": {"vehicles": 3.0, "distance": 9.5}}


def test_only_proven_values_count_where_proof_is_asked(tmp_path):
    lay_out(tmp_path / "x", ["a,travel,3,proven optimal by somebody", "b,travel,4,not proven"])
    assert Published(folder="x", objectives={"travel": "travel"}, proven=True).figures(tmp_path) == {
        "a": {"travel": 3.0}
    }


def test_of_a_district_the_best_run_of_any_peer_and_the_bound_are_known(tmp_path):
    rows = ["a11,VROOM,5201", "a11,VROOM,5221", "a11,upper_bound_single_need,5317", "a12,VROOM,1"]
    lay_out(tmp_path / "x", rows, header="instance,solver,priority")
    assert PeersListed(folder="x").figures(tmp_path) == {"a11": {PEER: 5221.0, BOUND: 5317.0}}


def test_two_chains_share_what_stands_beside_one():
    assert chains_budget_s(60, 1) == 60
    assert chains_budget_s(60, 2) == pytest.approx(2 * 60 / 1.67, abs=0.01)


def test_hours_are_told_with_minutes():
    assert [hours(seconds) for seconds in (0, 89, 3600, 7_500)] == ["0:00 h", "0:01 h", "1:00 h", "2:05 h"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_is_there_and_its_files_are_what_they_are_called(family, shared_instances):
    instances = instances_of(family, shared_instances, panel=True)
    everything = instances_of(family, shared_instances, panel=False)
    assert 0 < len(instances) == min(PANEL_SIZE, len(everything))
    first = instances[0]
    text = first.path.read_text(encoding="utf-8")
    assert named("auto", text).name == family.format


def test_the_plan_goes_seed_by_seed_and_says_what_it_takes(shared_instances):
    (solomon,) = families_named("solomon")
    instances = instances_of(solomon, shared_instances, panel=True)
    runs = plan_runs(instances, seeds=(1, 2), chains=(1, 2))
    assert [run.key["seed"] for run in runs] == [1] * 16 + [2] * 16
    assert planned_cpu_s(runs) == pytest.approx(2 * 8 * (10 + 2 * 10 / 1.67), abs=0.1)
