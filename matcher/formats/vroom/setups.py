"""Setups, which VROOM leaves out after a step at the same place, as the search can take them.

The search knows no times that hang on the stop before, but it knows ways. A setup folded into the ways to
its task is left out where VROOM leaves it out. Two things then differ. The start that the search sees is the
end of the setup, so the task may start no earlier in a window than the setup takes: whoever comes from
elsewhere is there by then, and who was there before must wait. And the setup costs as much as travel, in the
search alone. Where it is not folded it is planned for after every step, with the service, and left idle.
"""

from collections import Counter
from collections.abc import Sequence

from matcher.formats.vroom.question import Question, Span, Task

FOLDED_SHARE = 10
"""A setup is folded where each window of its task is so many times as long, over the number of others at the
place: of a window as much as a setup is lost, and each other is one from which a setup may be saved.

Beside VROOM -x5, on twelve questions of about 30 tasks at three places with windows of 600 to 3,000 s and
setups of 400 and 900 s, 14 tasks fewer were served in all; without regard to the others it was 37. With 20
tasks at six places, and setups of 120 and 300 s, the two are as good.
"""


def folded_setups(question: Question) -> list[int]:
    """By task, the seconds of setup to fold into its ways.

    Zero where no other task, nor a start, is at the place: then no setup is ever left out. Zero too where
    travel is limited, for folded setups would count as travel.
    """
    if any(one.max_travel_s is not None or one.max_m is not None for one in question.vehicles):
        return [0] * len(question.tasks)
    visits = Counter(task.spot.key for task in question.tasks)
    visits.update({one.start.key for one in question.vehicles if one.start})
    setups = [task.setup_of(question.vehicles[0]) for task in question.tasks]
    return [
        setup if _pays(setup, task.windows, others=visits[task.spot.key] - 1) else 0
        for task, setup in zip(question.tasks, setups, strict=True)
    ]


def spans_of(task: Task, folded: int, endless: int) -> list[Span]:
    """When the task may start as the search sees it."""
    return [(opens + folded, closes) for opens, closes in task.windows] or [(0, endless)]


def _pays(setup: int, windows: Sequence[Span], *, others: int) -> bool:
    lengths = [closes - opens for opens, closes in windows]
    return others > 0 and all(
        length >= setup and length * others >= FOLDED_SHARE * setup for length in lengths
    )
