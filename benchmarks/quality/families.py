"""Every family of instances: where it lies, its objective, its budget, its goals. One place for all of it.

A family here is a row of goals: a published set, or the part of it that has a budget and goals of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.quality.best_known import Known, PeersListed, Published
from benchmarks.quality.measures import (
    Gap,
    Goal,
    above_peers,
    ahead_of_peers,
    at_best,
    at_equal_fleet,
    below_bound,
    best_fleet,
    cumulated_fleet,
    least,
    mean_gap,
    most,
    way_to_bound,
)
from models.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """`files` are patterns below the folder of instances; of those, the ones count of which values are known.

    `objective` is the format's, None for its default. `aims` says it in words. `cpu_seconds` is the budget of
    one run on one thread.
    """

    name: str
    label: str
    files: tuple[str, ...]
    format: str
    known: Known
    gap: Gap
    aims: str
    cpu_seconds: float
    goals: tuple[Goal, ...]
    objective: str | None = None


def _home_care(name: str, label: str, *files: str, cpu_seconds: float, goal_percent: float) -> Family:
    return Family(
        name=name,
        label=label,
        files=tuple(f"hhcrsp/{one}.json" for one in files),
        format="hhcrsp",
        known=Published(folder="hhcrsp", objectives={"cost": "total_cost"}),
        gap=least("cost"),
        aims="cost",
        cpu_seconds=cpu_seconds,
        goals=(mean_gap(goal_percent),),
    )


def _bredstrom(name: str, label: str, *files: str, cpu_seconds: float, goal_percent: float) -> Family:
    return Family(
        name=name,
        label=label,
        files=tuple(f"hhcrsp/bredstrom_ronnqvist/{one}.json" for one in files),
        format="bredstrom-ronnqvist",
        known=Published(folder="hhcrsp", objectives={"travel": "travel_minutes"}, proven=True),
        gap=least("travel"),
        aims="travel",
        cpu_seconds=cpu_seconds,
        goals=(mean_gap(goal_percent),),
    )


VEHICLES_FIRST = "vehicles("


def _gehring_homberger(size: int, goal_percent: float) -> tuple[Family, Family]:
    """Fewest vehicles first, as published; and distance alone, of which nothing is published.

    The distance of the plan with the fewest vehicles is beside the second for orientation.
    """
    files = (f"vrptw/gehring_homberger_{size}/*.txt",)
    distance = {"distance": "distance(at"}
    return (
        Family(
            name=f"gehring-homberger-{size}",
            label=f"Gehring-Homberger {size}",
            files=files,
            format="solomon",
            objective="fleet",
            known=Published(folder="vrptw", objectives={"vehicles": VEHICLES_FIRST} | distance),
            gap=at_equal_fleet("distance"),
            aims="fleet, distance",
            cpu_seconds=60,
            goals=(cumulated_fleet(1), mean_gap(goal_percent)),
        ),
        Family(
            name=f"gehring-homberger-{size}-distance",
            label=f"Gehring-Homberger {size}, distance",
            files=files,
            format="solomon",
            objective="distance",
            known=Published(folder="vrptw", objectives=distance),
            gap=least("distance"),
            aims="distance",
            cpu_seconds=60,
            goals=(),
        ),
    )


def _li_lim(size: int, cpu_seconds: float, goal_percent: float) -> Family:
    return Family(
        name=f"li-lim-{size}",
        label=f"Li & Lim {size}",
        files=(f"pdptw/li_lim_{size}/*.txt",),
        format="li-lim",
        objective="fleet",
        known=Published(folder="pdptw", objectives={"vehicles": VEHICLES_FIRST, "distance": "distance(at"}),
        gap=at_equal_fleet("distance"),
        aims="fleet, distance",
        cpu_seconds=cpu_seconds,
        goals=(best_fleet(95), mean_gap(goal_percent)),
    )


def _sartori_buriol(size: int) -> Family:
    return Family(
        name=f"sartori-buriol-{size}",
        label=f"Sartori-Buriol {size}",
        files=(f"pdptw/sartori_buriol_{size}/*.txt",),
        format="sartori-buriol",
        objective="fleet",
        known=Published(
            folder="pdptw", objectives={"vehicles": VEHICLES_FIRST, "minutes": "cost=travel_minutes"}
        ),
        gap=at_equal_fleet("minutes"),
        aims="fleet, minutes",
        cpu_seconds=60,
        goals=(cumulated_fleet(2), mean_gap(3)),
    )


def _district(letter: str, cpu_seconds: int, goal: Goal) -> Family:
    return Family(
        name=f"district-{letter}-{cpu_seconds}s",
        label=f"District {letter}, {cpu_seconds} s",
        files=(f"district/{letter}*.json",),
        format="district",
        known=PeersListed(folder="district"),
        gap=below_bound(),
        aims="priority, travel",
        cpu_seconds=cpu_seconds,
        goals=(goal,),
    )


FAMILIES: tuple[Family, ...] = (
    _home_care(
        "mankowska-10-25",
        "Mankowska 10, 25",
        "mankowska/*_HCSRP_10_*",
        "mankowska/*_HCSRP_25_*",
        cpu_seconds=10,
        goal_percent=0.1,
    ),
    _home_care(
        "mankowska-50-75",
        "Mankowska 50, 75",
        "mankowska/*_HCSRP_50_*",
        "mankowska/*_HCSRP_75_*",
        cpu_seconds=60,
        goal_percent=1,
    ),
    _home_care("mankowska-100", "Mankowska 100", "mankowska/*_HCSRP_100_*", cpu_seconds=60, goal_percent=1.5),
    _home_care(
        "mankowska-200-300",
        "Mankowska 200, 300",
        "mankowska/*_HCSRP_200_*",
        "mankowska/*_HCSRP_300_*",
        cpu_seconds=120,
        goal_percent=3,
    ),
    _home_care("kummer", "Kummer", "kummer/*", cpu_seconds=60, goal_percent=2),
    _home_care("italian", "Italian", "italian/*", cpu_seconds=60, goal_percent=2),
    _bredstrom("bredstrom-20", "Bredström-Rönnqvist 20", "case_*_20_*", cpu_seconds=10, goal_percent=0),
    _bredstrom(
        "bredstrom-50-80",
        "Bredström-Rönnqvist 50, 80",
        "case_*_50_*",
        "case_*_80_*",
        cpu_seconds=60,
        goal_percent=1,
    ),
    Family(
        name="trsp",
        label="TRSP Pillac",
        files=("technician/trsp_pillac_crew25/*.txt",),
        format="trsp",
        known=Published(folder="technician", objectives={"duration": "total_duration"}),
        gap=least("duration"),
        aims="total duration",
        cpu_seconds=60,
        goals=(mean_gap(0.3),),
    ),
    Family(
        name="solomon",
        label="Solomon",
        files=("vrptw/solomon_100/*.txt",),
        format="solomon",
        objective="distance",
        known=Published(folder="vrptw", objectives={"distance": "distance_only"}),
        gap=least("distance"),
        aims="distance",
        cpu_seconds=10,
        goals=(mean_gap(0.15),),
    ),
    *_gehring_homberger(200, goal_percent=1.5),
    *_gehring_homberger(400, goal_percent=3),
    _li_lim(100, cpu_seconds=10, goal_percent=0.1),
    _li_lim(200, cpu_seconds=60, goal_percent=1),
    _sartori_buriol(100),
    _sartori_buriol(200),
    Family(
        name="optw",
        label="OPTW",
        files=("optional_requests/optw/*.txt",),
        format="optw",
        known=Published(folder="optional_requests", objectives={"profit": "max_collected_profit"}),
        gap=most("profit"),
        aims="profit",
        cpu_seconds=10,
        goals=(at_best(75), mean_gap(0.5)),
    ),
    Family(
        name="pcvrptw",
        label="PCVRPTW 1,000",
        files=("optional_requests/pcvrptw_1000/*.vrp",),
        format="pcvrptw",
        known=Published(folder="optional_requests", objectives={"cost": "distance+uncollected_prizes"}),
        gap=least("cost"),
        aims="distance, prizes",
        cpu_seconds=120,
        goals=(mean_gap(1),),
    ),
    _district("a", 5, above_peers()),
    _district("a", 30, way_to_bound(50)),
    _district("b", 5, above_peers()),
    _district("b", 30, ahead_of_peers(3)),
    _district("c", 30, way_to_bound(50)),
)


def families_named(names: str) -> tuple[Family, ...]:
    """The families of these names, separated by commas; a name that is none's means all that begin with it.

    All of them where `names` is empty. Raises InvalidInput where a name fits none.
    """
    asked = [name.strip() for name in names.split(",") if name.strip()]
    for name in asked:
        if not any(_is_named(family, name) for family in FAMILIES):
            known = ", ".join(family.name for family in FAMILIES)
            raise InvalidInput(f"unknown family {name!r}; there are: {known}")
    return tuple(one for one in FAMILIES if not asked or any(_is_named(one, name) for name in asked))


def budget_s(families: Sequence[Family], runs_each: int) -> float:
    """CPU seconds of `runs_each` runs of every family."""
    return runs_each * sum(family.cpu_seconds for family in families)


def _is_named(family: Family, name: str) -> bool:
    if any(one.name == name for one in FAMILIES):
        return family.name == name
    return family.name.startswith(f"{name}-")
