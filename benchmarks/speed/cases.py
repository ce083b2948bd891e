"""On what speed is measured, and what it is held to. One place for all of it."""

from dataclasses import dataclass
from pathlib import Path

from models.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCase:
    """A public instance, searched for a fixed number of iterations; `needs` as its file counts them."""

    label: str
    file: str
    format: str
    needs: int
    iterations: int
    objective: str | None = None

    def path(self, instances: Path) -> Path:
        """The file. Raises InvalidInput where it is not there."""
        path = instances / self.file
        if not path.is_file():
            raise InvalidInput(f"speed: no instance {self.file} in {instances}")
        return path


RATE_CASES = (
    RateCase(
        label="Mankowska 100",
        file="hhcrsp/mankowska/InstanzVNS_HCSRP_100_1.json",
        format="hhcrsp",
        needs=100,
        iterations=20_000,
    ),
    RateCase(
        label="Mankowska 300",
        file="hhcrsp/mankowska/InstanzVNS_HCSRP_300_1.json",
        format="hhcrsp",
        needs=300,
        iterations=20_000,
    ),
    RateCase(
        label="Solomon R101",
        file="vrptw/solomon_100/R101.txt",
        format="solomon",
        needs=100,
        iterations=50_000,
        objective="distance",
    ),
    RateCase(
        label="Gehring-Homberger r1_4_1",
        file="vrptw/gehring_homberger_400/r1_4_1.txt",
        format="solomon",
        needs=400,
        iterations=50_000,
        objective="distance",
    ),
    RateCase(
        label="Li & Lim lr1_2_1",
        file="pdptw/li_lim_200/lr1_2_1.txt",
        format="li-lim",
        needs=105,
        iterations=50_000,
        objective="distance",
    ),
    RateCase(
        label="OPTW c101",
        file="optional_requests/optw/c101.txt",
        format="optw",
        needs=100,
        iterations=50_000,
    ),
    RateCase(
        label="PCVRPTW R1_10_1",
        file="optional_requests/pcvrptw_1000/R1_10_1.vrp",
        format="pcvrptw",
        needs=1000,
        iterations=20_000,
    ),
    RateCase(
        label="District a11", file="district/a11.json", format="district", needs=1000, iterations=20_000
    ),
    RateCase(
        label="District c31", file="district/c31.json", format="district", needs=1000, iterations=10_000
    ),
)

SIZES = (100, 300, 1000, 3000, 10_000)
"""Needs of a day; half as many volunteers, and an area in proportion, so that the density is the same."""

NEEDS_A_VOLUNTEER = 2

REFERENCE_CPU_S_A_NEED = 0.012
"""Budget of the longest search of a size."""

RUNGS = 9
"""Searches of 1/2, 1/4 ... of that budget, of which the shortest that is good enough counts."""

GAP_PERCENT = 1.0
"""What is good enough: an objective at most so far above the best of its size."""

EXPONENT_GOAL = 1.3
MEMORY_GOAL_BYTES = 4 * 1000**3
FIRST_PLAN_GOAL_S = {1000: 1.0, 10_000: 10.0}
"""By needs: seconds from the day in memory to its first plan."""
