"""Answers to VROOM questions of every kind pass VROOM's own rules, whatever is mixed in one question."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.matcher.formats.vroom.asking import answer, job, judged, vehicle

PLACES = 5
times = st.integers(0, 1500)
places = st.integers(0, PLACES - 1)
amounts = st.lists(st.integers(0, 2), min_size=1, max_size=1)


@st.composite
def spans(draw: st.DrawFn, most: int = 2) -> list[list[int]]:
    ends = draw(st.lists(times, min_size=2, max_size=2 * most, unique=True))
    return [ends[at : at + 2] for ends in [sorted(ends)] for at in range(0, len(ends) - 1, 2)]


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


tasks = maybe(
    setup=st.integers(0, 60),
    service=st.integers(0, 120),
    time_windows=spans(),
)
shared = maybe(skills=st.lists(st.integers(1, 2), max_size=1), priority=st.integers(0, 3))


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """Few places, so that setups and ways of no length are common."""
    ways = st.lists(st.integers(0, 300), min_size=PLACES, max_size=PLACES)
    durations = draw(st.lists(ways, min_size=PLACES, max_size=PLACES))
    for at in range(PLACES):
        durations[at][at] = 0
    fleet = []
    for id in range(1, draw(st.integers(1, 3)) + 1):
        ends = draw(st.sampled_from([("start_index",), ("end_index",), ("start_index", "end_index")]))
        window = draw(st.none() | spans(1))
        opens, closes = window[0] if window else (0, 3000)
        more = draw(
            maybe(
                skills=st.just([1, 2]),
                max_tasks=st.integers(0, 5),
                max_travel_time=st.integers(0, 900),
                speed_factor=st.sampled_from([0.5, 1.3, 2]),
                breaks=st.just(
                    [
                        {
                            "id": 1,
                            "service": (closes - opens) // 10,
                            "time_windows": [[opens, closes - (closes - opens) // 5]],
                        }
                    ]
                ),
            )
        )
        one = vehicle(id, capacity=draw(amounts), **more, **({"time_window": window[0]} if window else {}))
        fleet.append({key: value for key, value in one.items() if not key.endswith("_index")})
        fleet[-1] |= {end: draw(places) for end in ends}
    jobs, shipments = [], []
    for id in range(1, draw(st.integers(1, 7)) + 1):
        if draw(st.integers(0, 2)):
            jobs.append(
                job(id, draw(places))
                | draw(tasks)
                | draw(shared)
                | draw(maybe(delivery=amounts, pickup=amounts))
            )
        else:
            steps = {key: job(id, draw(places)) | draw(tasks) for key in ("pickup", "delivery")}
            shipments.append(steps | draw(shared) | draw(maybe(amount=amounts)))
    return {
        "vehicles": fleet,
        "jobs": jobs,
        "shipments": shipments,
        "matrices": {"car": {"durations": durations}},
    }


@settings(max_examples=60, deadline=None)
@given(questions())
def test_every_answer_keeps_vroom_s_rules_and_is_found_again_from_its_own_steps(asked):
    found = answer(asked, iterations=30)  # judged without violations
    steps = {
        route["vehicle"]: [
            {"type": step["type"], "id": step["id"]} for step in route["steps"] if "id" in step
        ]
        for route in found["routes"]
    }
    again = asked | {"vehicles": [{**one, "steps": steps.get(one["id"], [])} for one in asked["vehicles"]]}
    kept = answer(json.loads(json.dumps(again)), iterations=0)
    assert judged(asked, kept).objective == judged(asked, found).objective
