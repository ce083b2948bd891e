"""Miniature instances of every format, each with a solution whose figures are worked out beside it.

Each `..._instance()` and `..._solution()` is made anew, so that a test may spoil its copy.
"""

import json

from matcher.formats.registry import FORMATS
from tests.unit.matcher.formats import column_minis
from tests.unit.matcher.formats.claims import Json, document, visit

NAMES = [form.name for form in FORMATS if form.answer is None]
"""The formats whose solutions are our solution documents."""


def hhcrsp_instance() -> Json:
    """p1 alone; p2 by two at once; p10 by two in a row, the second 10 to 20 after the first."""
    return {
        "patients": [
            {
                "id": "p1",
                "location": [0, 0],
                "time_window": [10, 20],
                "required_caregivers": [{"service": "s1", "duration": 5}],
            },
            {
                "id": "p2",
                "location": [0, 0],
                "time_window": [0, 15],
                "required_caregivers": [{"service": "s1", "duration": 4}, {"service": "s2", "duration": 6}],
                "synchronization": {"type": "simultaneous"},
            },
            {
                "id": "p10",
                "location": [0, 0],
                "time_window": [20, 30],
                "required_caregivers": [{"service": "s2"}, {"service": "s1", "duration": 2}],
                "synchronization": {"type": "sequential", "distance": [10, 20]},
            },
        ],
        "services": [{"id": "s1", "default_duration": 1}, {"id": "s2", "default_duration": 3}],
        "caregivers": [{"id": "c2", "abilities": ["s2"]}, {"id": "c1", "abilities": ["s1", "s2"]}],
        "central_offices": [{"id": "d", "location": [0, 0]}],
        "distances": [[0, 3.5, 5, 2], [3.5, 0, 1.5, 4], [5, 1.5, 0, 3.125], [2, 4, 3.125, 0]],
    }


def hhcrsp_solution() -> Json:
    # c1: d to p1 3.5, waits for 10, leaves at 15; 1.5 to p2, starts 16.5, 1.5 after its window, leaves
    # at 20.5; 3.125 to p10, there at 23.625. c2 starts there at 25.625, so c1 waits for 35.625: 5.625 late.
    # Home 2. Travel 3.5 + 1.5 + 3.125 + 2 = 10.125.
    # c2: d to p2 5, waits for c1, starts 16.5 (1.5 late too), leaves at 22.5; 3.125 to p10, starts 25.625,
    # home 2. Travel 5 + 3.125 + 2 = 10.125.
    # Travel 20.25, tardiness 1.5 + 1.5 + 5.625 = 8.625, at most 5.625: (20.25 + 8.625 + 5.625) / 3 = 11.5.
    return document(
        "hhcrsp",
        11.5,
        {
            "c1": [
                visit("p1", 10, 15, service="s1"),
                visit("p2", 16.5, 20.5, service="s1"),
                visit("p10", 35.625, 37.625, service="s1"),
            ],
            "c2": [visit("p2", 16.5, 22.5, service="s2"), visit("p10", 25.625, 28.625, service="s2")],
        },
    )


def bredstrom_instance() -> Json:
    """Visits 1 and 3 start together, so no way leads from one to the other."""
    closed = 10_000
    return {
        "name": "mini",
        "horizon": 60,
        "staff": 2,
        "durations": [0, 10, 5, 10],
        "windows": [[0, 60], [5, 20], [0, 40], [0, 18]],
        "synchronised_pairs": [[3, 1]],
        "travel": [[0, 4, 6, 8], [4, closed, 3, closed], [6, 3, closed, 2], [8, closed, 2, closed]],
        "preference": {"1": [1, 2], "2": [1, 2], "3": [1, 2]},
        "origin": "by hand",
    }


def bredstrom_solution() -> Json:
    # Worker 2 reaches 3 at 8, so worker 1 starts 1 at 8 too, is free at 18, reaches 2 at 21, leaves at
    # 26, is home at 32: 4 + 3 + 6 = 13. Worker 2 is free at 18 and home at 26: 16. Together 29.
    return document("bredstrom-ronnqvist", 29, {1: [visit(1, 8, 18), visit(2, 21, 26)], 2: [visit(3, 8, 18)]})


def district_instance() -> Json:
    """Need 0 alone, 1 with a pickup, 2 by two, 3 with a pickup that is as much as anybody can carry."""
    return {
        "format": "redvest district 1",
        "name": "mini",
        "time_zero": "08:00",
        "horizon_s": 43200,
        "detour": 1.3,
        "speed_km_h": {"walk": 4.8, "ebike": 15},
        "travel_k": {"walk": 975, "ebike": 312},
        "travel_rule": "smallest integer t >= 0 with (1000 t)^2 >= k^2 (dx^2 + dy^2)",
        "volunteers": [
            {
                "id": 0,
                "home": [0, 0],
                "mode": "walk",
                "shift": [0, 10000],
                "skills": [1, 2],
                "max_travel_s": 4000,
                "capacity": 4,
            },
            {
                "id": 1,
                "home": [1000, 0],
                "mode": "ebike",
                "shift": [1000, 9000],
                "skills": [2],
                "max_travel_s": 3000,
                "capacity": 2,
            },
        ],
        "needs": [
            {
                "id": 0,
                "place": [0, 1000],
                "skill": 1,
                "service_s": 600,
                "window": [2000, 3000],
                "priority": 5,
                "crew": 1,
                "pickup": None,
            },
            {
                "id": 1,
                "place": [1000, 1000],
                "skill": 2,
                "service_s": 300,
                "window": [0, 2500],
                "priority": 3,
                "crew": 1,
                "pickup": {"place": [1000, 500], "service_s": 60, "load": 2},
            },
            {
                "id": 2,
                "place": [0, 0],
                "skill": 2,
                "service_s": 1200,
                "window": [3000, 6000],
                "priority": 9,
                "crew": 2,
                "pickup": None,
            },
            {
                "id": 3,
                "place": [1000, 0],
                "skill": 2,
                "service_s": 100,
                "window": [0, 9000],
                "priority": 1,
                "crew": 1,
                "pickup": {"place": [0, 0], "service_s": 0, "load": 2},
            },
        ],
    }


def district_solution() -> Json:
    # Volunteer 0 walks 1000 m in 975 s, waits for 2000, serves need 0 until 2600, is home (need 2) at 3575.
    # Volunteer 1 leaves at 1000; 500 m by e-bike take 156 s: pickup 1156 to 1216; 156 s more: need 1 1372
    # to 1672; 1000 m diagonally down, 1414.21... m, take ceil(441.2...) = 442 s: at need 2 by 2114.
    # Both start need 2 at 3575 and end at 4775. Volunteer 1 rides 1000 m home: 312 s.
    # Travel 975 + 975 + 0 = 1950 and 156 + 156 + 442 + 312 = 1066: 3016. Priority 5 + 3 + 9 = 17.
    return document(
        "district",
        {"priority": 17, "travel_s": 3016},
        {
            0: [visit(0, 2000, 2600), visit(2, 3575, 4775)],
            1: [
                visit(1, 1156, 1216, part="pickup"),
                visit(1, 1372, 1672, part="dropoff"),
                visit(2, 3575, 4775),
            ],
        },
        unmet=[3],
    )


def texts() -> dict[str, tuple[str, Json]]:
    """Instance text and solution by format."""
    return {
        "solomon": (column_minis.SOLOMON, column_minis.solomon_solution()),
        "hhcrsp": (json.dumps(hhcrsp_instance()), hhcrsp_solution()),
        "bredstrom-ronnqvist": (json.dumps(bredstrom_instance()), bredstrom_solution()),
        "district": (json.dumps(district_instance()), district_solution()),
        "li-lim": (column_minis.LI_LIM, column_minis.li_lim_solution()),
        "sartori-buriol": (column_minis.SARTORI_BURIOL, column_minis.sartori_buriol_solution()),
        "optw": (column_minis.OPTW, column_minis.optw_solution()),
        "pcvrptw": (column_minis.PCVRPTW, column_minis.pcvrptw_solution()),
        "trsp": (column_minis.TRSP, column_minis.trsp_solution()),
    }
