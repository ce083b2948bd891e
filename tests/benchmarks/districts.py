"""A district small enough to see through: every need but one can be served, and by hand it is clear how."""

import json
from typing import Any

MORNING = [0, 14_400]
"""08:00 to 12:00."""


def make_volunteer(id: int, **changes: Any) -> dict[str, Any]:
    filled = {
        "id": id,
        "home": [0, 0],
        "mode": "ebike",
        "shift": MORNING,
        "skills": [0],
        "max_travel_s": 7_200,
        "capacity": 1,
    }
    return filled | changes


def make_need(id: int, **changes: Any) -> dict[str, Any]:
    filled = {
        "id": id,
        "place": [1000, 0],
        "skill": 0,
        "service_s": 600,
        "window": [0, 7_200],
        "priority": 1,
        "crew": 1,
        "pickup": None,
    }
    return filled | changes


def make_text(volunteers: list[dict[str, Any]], needs: list[dict[str, Any]]) -> str:
    return json.dumps(
        {
            "format": "redvest district 1",
            "name": "mini",
            "time_zero": "08:00",
            "horizon_s": 43_200,
            "detour": 1.3,
            "speed_km_h": {"walk": 4.8, "ebike": 15},
            "travel_k": {"walk": 975, "ebike": 312},
            "travel_rule": "smallest integer t >= 0 with (1000 t)^2 >= k^2 (dx^2 + dy^2)",
            "volunteers": volunteers,
            "needs": needs,
        }
    )


PHARMACY = {"place": [500, 0], "service_s": 60, "load": 1}

MINI = make_text(
    [make_volunteer(0), make_volunteer(1, skills=[1], mode="walk")],
    [
        make_need(0, priority=3),
        make_need(1, pickup=PHARMACY, priority=4),
        make_need(2, skill=1, priority=5),
        make_need(3, skill=1, place=[9000, 0], priority=9),  # 8775 s on foot: beyond the limit on travel
        make_need(4, skill=2, priority=9),  # nobody has the skill
    ],
)
MINI_PRIORITY = 3 + 4 + 5

CREW = make_text(
    [make_volunteer(0), make_volunteer(1, home=[2000, 0], mode="walk")],
    [make_need(0, crew=2, priority=7), make_need(1, place=[1000, 200])],
)
CREW_PRIORITY = 7 + 1
