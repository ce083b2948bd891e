import pytest

from benchmarks.child import RunFailed, run_child
from benchmarks.stamp import cpu_model

CHILD = "tests.benchmarks.talkative_child"


def test_a_child_answers_whatever_it_prints_and_its_cpu_time_is_counted():
    run = run_child(CHILD, {"cpu_seconds": 0.1, "text": "红马甲", "fail": False})
    assert run.answer == {"got": "红马甲"}
    assert 0.1 <= run.cpu_seconds < 5
    assert run.seconds > 0
    assert run.peak_bytes > 1_000_000


def test_a_child_that_fails_is_told_by_its_last_complaint():
    with pytest.raises(RunFailed, match=r"^last complaint$"):
        run_child(CHILD, {"cpu_seconds": 0.0, "text": "", "fail": True})


def test_the_machine_is_the_model_of_its_processor():
    info = (
        "processor\t: 0\nvendor_id\t: X\nmodel name\t: Some CPU @ 2 GHz\nprocessor\t: 1\nmodel name\t: Other"
    )
    assert cpu_model(info) == "Some CPU @ 2 GHz"
    assert cpu_model("") != ""
