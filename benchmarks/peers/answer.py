"""What a peer answers: who goes where in which order; and its solution document, with the earliest times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.peers.district import District
from matcher.formats.district.text import Errand, Wanted
from models.plans import Part, Status


@dataclass(frozen=True, slots=True)
class PeerStop:
    """One stop for a need, by its index: the visit, or the pickup before it."""

    need: int
    pickup: bool = False


Answer = Mapping[int, Sequence[PeerStop]]
"""Volunteer index -> stops in order. Who does nothing may be left out."""


def without_lone_helpers(district: District, answer: Answer) -> Answer:
    """The same routes without the visits to which fewer come than the need asks for.

    Ways keep the triangle inequality, so leaving out a stop breaks no route.
    """
    coming = [0] * len(district.needs)
    for stops in answer.values():
        for stop in stops:
            coming[stop.need] += not stop.pickup
    whole = {idx for idx, need in enumerate(district.needs) if coming[idx] == need.crew}
    return {who: [stop for stop in stops if stop.need in whole] for who, stops in answer.items()}


def solution_document(district: District, answer: Answer) -> dict[str, object]:
    """The answer as a solution of the district format, every stop as early as the others allow."""
    starts = _earliest_starts(district, answer)
    served = {stop.need for stops in answer.values() for stop in stops}
    unmet = [idx for idx in range(len(district.needs)) if idx not in served]
    return {
        "format": "district",
        "status": Status.PARTIAL if unmet else Status.FEASIBLE,
        "unmet": [{"need": district.needs[idx].id, "reasons": []} for idx in unmet],
        "routes": [
            {
                "volunteer": district.volunteers[who].id,
                "visits": [
                    {
                        "need": district.needs[stop.need].id,
                        "part": _part(district.needs[stop.need], stop),
                        "start": start,
                        "end": start + _task(district.needs[stop.need], stop).service_s,
                    }
                    for stop, start in zip(stops, starts[who], strict=True)
                ],
            }
            for who, stops in sorted(answer.items())
            if stops
        ],
    }


def _part(need: Wanted, stop: PeerStop) -> Part:
    if stop.pickup:
        return Part.PICKUP
    return Part.VISIT if need.pickup is None else Part.DROPOFF


def _task(need: Wanted, stop: PeerStop) -> Wanted | Errand:
    """What is done at the stop: it has a place and takes service_s."""
    return need.pickup if stop.pickup and need.pickup is not None else need


def _earliest_starts(district: District, answer: Answer) -> dict[int, list[int]]:
    """Start of each stop, seconds from 08:00; starts of a crew are raised together until nothing moves.

    A common start beyond its window is left there: the judge refuses it.
    """
    together: dict[int, int] = {}
    while True:
        starts = {who: _route_starts(district, who, stops, together) for who, stops in answer.items()}
        raised = False
        for who, stops in answer.items():
            for stop, start in zip(stops, starts[who], strict=True):
                need = district.needs[stop.need]
                if need.crew > 1 and together.get(stop.need, need.window[0]) < start <= need.window[1]:
                    together[stop.need] = start
                    raised = True
        if not raised:
            return starts


def _route_starts(
    district: District, who: int, stops: Iterable[PeerStop], together: Mapping[int, int]
) -> list[int]:
    volunteer = district.volunteers[who]
    ways_s = district.travel_s[volunteer.mode]
    here, free_s = district.home(volunteer), volunteer.shift[0]
    starts: list[int] = []
    for stop in stops:
        need = district.needs[stop.need]
        task = _task(need, stop)
        there = district.place(task)
        start = free_s + int(ways_s[here, there])
        if not stop.pickup:
            start = max(start, need.window[0], together.get(stop.need, 0))
        starts.append(start)
        here, free_s = there, start + task.service_s
    return starts
