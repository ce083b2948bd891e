"""The child that makes a city's volunteers, writes them as the canonical CSV and reads them back.

Request: volunteers, seed. Answer: seconds and cpu_seconds for each of generate, write and read; file_bytes;
same, whether what was read is what was made.
"""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from api.tables.canonical_volunteers import write_volunteers
from api.tables.reading import read_volunteers
from benchmarks.child import answer_request
from benchmarks.cpu_clock import CpuClock
from models.demo.generator import make_day
from models.district.gazetteer import hanyang

FIRST_DAY = date(2026, 11, 24)


def make_write_read(request: dict[str, Any]) -> Mapping[str, object]:
    """Time each step; what was made stays in memory, to be compared with what is read."""
    clock = CpuClock()
    made = make_day(
        volunteers=request["volunteers"], needs=0, seed=request["seed"], first_day=FIRST_DAY
    ).volunteers
    generate = _used(clock)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "volunteers.csv"
        clock = CpuClock()
        write_volunteers(path, made, first_day=FIRST_DAY)
        write = _used(clock)
        file_bytes = path.stat().st_size
        clock = CpuClock()
        table = read_volunteers(path, gazetteer=hanyang(), first_day=FIRST_DAY)
        read = _used(clock)
    return {
        "generate": generate,
        "write": write,
        "read": read,
        "file_bytes": file_bytes,
        "same": table.rows == made,
    }


def _used(clock: CpuClock) -> dict[str, float]:
    return {"seconds": clock.wall_s, "cpu_seconds": clock.cpu_s}


if __name__ == "__main__":
    answer_request(make_write_read)
