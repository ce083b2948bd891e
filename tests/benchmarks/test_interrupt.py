"""Ctrl-C while a run is being made."""

import os
import signal
import subprocess
import sys

from benchmarks.child import ROOT


def test_ctrl_c_leaves_what_is_done_and_says_how_to_go_on(tmp_path, shared_instances):
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        "quality",
        "--families",
        "optw",
        "--results",
        str(tmp_path),
    ]
    with subprocess.Popen(
        [*command, "--instances", str(shared_instances)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        plan = process.stdout.readline()
        while not process.stdout.readline().rstrip().endswith("..."):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert plan.startswith("8 of 8 runs to make, 0:01 h of CPU time")
    assert rest.rstrip().endswith("the same command goes on from there")
    assert process.returncode == 130
    assert not (tmp_path / "quality.jsonl").exists()
