"""Where and when a result was made: commit, machine, date. No host name and no path."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.child import ROOT

CPU_INFO = Path("/proc/cpuinfo")


def stamp() -> dict[str, object]:
    """The fields that every line of results ends with."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    # New results do not make the code they were measured with another one.
    changed = _git("status", "--porcelain", "--", ".", ":!benchmarks/results", ":!benchmarks/README.md")
    return {
        "commit": commit or "none",
        "dirty": bool(changed),
        "machine": {
            "cpu": cpu_model(CPU_INFO.read_text() if CPU_INFO.exists() else ""),
            "cores": len(os.sched_getaffinity(0)),
            "python": platform.python_version(),
        },
        "date": datetime.now(UTC).date().isoformat(),
    }


def cpu_model(cpu_info: str) -> str:
    """The first `model name` in the text of /proc/cpuinfo, else the architecture."""
    for line in cpu_info.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name" and value.strip():
            return value.strip()
    return platform.machine()


def _git(*arguments: str) -> str:
    """What git says; empty where there is no git or no commit."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
