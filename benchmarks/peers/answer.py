"""What a peer answers: who goes where in which order; and its solution document, with the earliest times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.peers.question import Fetch, Question, Wish
from models.plans import Part, Status


@dataclass(frozen=True, slots=True)
class PeerStop:
    """One stop for a wish, by its index: the visit, or the pickup before it."""

    wish: int
    pickup: bool = False


Answer = Mapping[int, Sequence[PeerStop]]
"""Helper index -> stops in order. Who does nothing may be left out."""


def without_lone_helpers(question: Question, answer: Answer) -> Answer:
    """The same routes without the visits to which fewer come than the wish asks for.

    Ways keep the triangle inequality, so leaving out a stop breaks no route.
    """
    coming = [0] * len(question.wishes)
    for stops in answer.values():
        for stop in stops:
            coming[stop.wish] += not stop.pickup
    whole = {idx for idx, wish in enumerate(question.wishes) if coming[idx] == wish.crew}
    return {who: [stop for stop in stops if stop.wish in whole] for who, stops in answer.items()}


def solution_document(question: Question, answer: Answer) -> dict[str, object]:
    """The answer as a solution of the question's format, every stop as early as the others allow."""
    starts = _earliest_starts(question, answer)
    served = {stop.wish for stops in answer.values() for stop in stops}
    unmet = [idx for idx in range(len(question.wishes)) if idx not in served]
    return {
        "format": question.format,
        "status": Status.PARTIAL if unmet else Status.FEASIBLE,
        "unmet": [{"need": question.wishes[idx].label, "reasons": []} for idx in unmet],
        "routes": [
            {
                "volunteer": question.helpers[who].label,
                "visits": [
                    {
                        "need": question.wishes[stop.wish].label,
                        "part": _part(question.wishes[stop.wish], stop),
                        "start": _unscaled(start, question.scale),
                        "end": _unscaled(
                            start + _task(question.wishes[stop.wish], stop).service, question.scale
                        ),
                    }
                    for stop, start in zip(stops, starts[who], strict=True)
                ],
            }
            for who, stops in sorted(answer.items())
            if stops
        ],
    }


def _unscaled(units: int, scale: int) -> int | float:
    return units if scale == 1 else units / scale


def _part(wish: Wish, stop: PeerStop) -> Part:
    if stop.pickup:
        return Part.PICKUP
    return Part.VISIT if wish.fetch is None else Part.DROPOFF


def _task(wish: Wish, stop: PeerStop) -> Wish | Fetch:
    """What is done at the stop: it has a place and takes time."""
    return wish.fetch if stop.pickup and wish.fetch is not None else wish


def _earliest_starts(question: Question, answer: Answer) -> dict[int, list[int]]:
    """Start of each stop; starts of a crew are raised together until nothing moves.

    A common start beyond its window is left there: the judge refuses it.
    """
    together: dict[int, int] = {}
    while True:
        starts = {who: _route_starts(question, who, stops, together) for who, stops in answer.items()}
        raised = False
        for who, stops in answer.items():
            for stop, start in zip(stops, starts[who], strict=True):
                wish = question.wishes[stop.wish]
                if wish.crew > 1 and together.get(stop.wish, wish.window[0]) < start <= wish.window[1]:
                    together[stop.wish] = start
                    raised = True
        if not raised:
            return starts


def _route_starts(
    question: Question, who: int, stops: Iterable[PeerStop], together: Mapping[int, int]
) -> list[int]:
    helper = question.helpers[who]
    ways = question.travel[helper.mode]
    here, free = helper.home, helper.shift[0]
    starts: list[int] = []
    for stop in stops:
        wish = question.wishes[stop.wish]
        task = _task(wish, stop)
        start = free + int(ways[here, task.place])
        if not stop.pickup:
            start = max(start, wish.window[0], together.get(stop.wish, 0))
        starts.append(start)
        here, free = task.place, start + task.service
    return starts
