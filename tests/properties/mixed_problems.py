"""Small random search problems that mix every feature of matcher.problem.

Each problem turns about a third of the features on: with all at once nobody could serve anything, and rules
would be met because nothing happens. Numbers are such that rules bind now and then: some needs are served.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import strategies as st

from matcher.problem import DAY, NO_LIMIT, Weights
from models.travel import Pace
from tests.problems import Depot, Need, Shift, Task
from tests.properties.questions import Chance, Question

FEATURES = (
    *("days", "second shift", "breaks", "limits", "week", "own end", "open end", "modes", "matrix"),
    *("depots", "goods", "tools", "loads", "two loads", "pickups", "brought"),
    *("crews", "chains", "gaps", "hands", "guardians", "able", "ranks", "series", "windows", "due", "told"),
    *("balance", "wait", "pair costs", "prizes", "twins", "under way"),
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Least and most of each."""

    volunteers: tuple[int, int] = (1, 4)
    needs: tuple[int, int] = (1, 8)


TINY = Sizes(volunteers=(1, 3), needs=(2, 4))


@st.composite
def mixed_questions(draw: st.DrawFn, sizes: Sizes = Sizes()) -> Question:
    return ask(Chance(lambda low, high: draw(st.integers(low, high))), sizes)


def ask(chance: Chance, sizes: Sizes = Sizes()) -> Question:
    """One question; the same decisions ask the same."""
    return _Asking(chance, sizes).question()


class _Asking:
    def __init__(self, chance: Chance, sizes: Sizes) -> None:
        self.chance, self.sizes = chance, sizes
        self.on = frozenset(chance.some_of(FEATURES, 33))
        self.places = chance.number(2, 7)
        self.days = chance.number(1, 3) if {"days", "series"} & self.on else 1
        self.loads = (
            (2 if "two loads" in self.on else 1) if {"loads", "brought", "two loads"} & self.on else 0
        )
        self.goods = (2 if "tools" in self.on else 1) if {"goods", "tools"} & self.on else 0
        self.task_count = 0
        self.visits: list[list[list[int]]] = []  # by need and crew: the task idx of the visits

    def question(self) -> Question:
        chance = self.chance
        volunteers = chance.number(*self.sizes.volunteers)
        minors = range(0)  # an adult guards them, who needs nobody
        if "guardians" in self.on and volunteers > 1:
            minors = range(chance.number(1, volunteers - 1), volunteers)
        guardian_of = {vol: chance.number(0, minors.start - 1) for vol in minors}
        shifts = [shift for vol in range(volunteers) for shift in self._shifts(vol, guardian_of.get(vol, -1))]
        if "twins" in self.on and volunteers > 1:
            shifts = [
                *(shift for shift in shifts if shift.volunteer != 1),
                *(replace(shift, volunteer=1) for shift in shifts if shift.volunteer == 0),
            ]
            shifts.sort(key=lambda shift: shift.volunteer or 0)
        needs = [self._need(volunteers) for _ in range(chance.number(*self.sizes.needs))]
        asked: dict[str, object] = {"weights": self._weights(), **self._map()}
        if "depots" in self.on:
            asked["depots"] = [
                Depot(place=self._place(), service_s=chance.one_of((0, 60)))
                for _ in range(chance.number(1, 2))
            ]
        if "tools" in self.on:
            asked["kept"] = (1,)
        if "series" in self.on:
            asked["spacing"] = [chance.one_of((1, 0, 2)) for _ in range(2)]
        asked["links"] = [*self._chain_links(), *self._gaps()]
        return Question(shifts=shifts, needs=needs, asked=asked, twins="twins" in self.on)

    def _place(self) -> int:
        return self.chance.number(0, self.places - 1)

    def _map(self) -> dict[str, object]:
        chance, places = self.chance, self.places
        if "matrix" not in self.on:
            paces = (Pace(1000, 1000), Pace(300, 1200, 60)) if "modes" in self.on else (Pace(1000, 1000),)
            return {
                "xy": [(50 * chance.number(0, 6), 50 * chance.number(0, 6)) for _ in range(places)],
                "paces": paces,
            }
        ways = [[0 if a == b else 25 * chance.number(0, 16) for b in range(places)] for a in range(places)]
        # Shortest ways: by another place it takes no less, and nobody goes by a depot to be sooner.
        if "depots" in self.on or chance.happens(70):
            for via in range(places):
                for a in range(places):
                    for b in range(places):
                        ways[a][b] = min(ways[a][b], ways[a][via] + ways[via][b])
        return {"matrix": ways}

    def _weights(self) -> Weights:
        chance, on = self.chance, self.on
        prizes = "prizes" in on
        return Weights(
            unmet=chance.one_of((300, 50, 1000)) if prizes else 3600,
            travel=chance.one_of((1, 1, 1, 2, 0)),
            late_sum=chance.one_of((1, 0, 3)) if "due" in on else 0,
            late_max=chance.one_of((1, 0, 5)) if "due" in on else 0,
            wait=chance.one_of((1, 2)) if "wait" in on else 0,
            moved=chance.one_of((600, 50)) if "told" in on else 0,
            balance_permille=chance.one_of((1000, 20_000)) if "balance" in on else 0,
            lexicographic=not prizes,
        )

    def _shifts(self, vol: int, guardian: int) -> list[Shift]:
        chance, on = self.chance, self.on
        same: dict[str, object] = {"volunteer": vol, "start": self._place(), "guardian": guardian}
        if "own end" in on and chance.happens(50):
            same["end"] = self._place()
        if "open end" in on and chance.happens(60):
            same["end"] = -1
        if "modes" in on and "matrix" not in on:
            same["mode"] = chance.number(0, 1)
        if self.loads:
            same["capacity"] = tuple(chance.number(0, 4) for _ in range(self.loads))
        if self.goods:
            same["stock"] = tuple(chance.number(0, 2) for _ in range(self.goods))
        if "balance" in on:
            same["given_s"] = chance.one_of((0, 1800, 9000))
        if "under way" in on:
            same["out"] = chance.happens(50)
        if "limits" in on:
            same |= {
                "max_travel_s": chance.one_of((NO_LIMIT, 300, 600, 1200)),
                "max_m": chance.one_of((NO_LIMIT, 400, 900)) if "matrix" not in on else NO_LIMIT,
                "max_tasks": chance.one_of((NO_LIMIT, 0, 1, 2, 3)),
                "max_service_s": chance.one_of((NO_LIMIT, 300, 900, 1500)),
            }
        if "week" in on:
            same |= {"week": 0, "max_week_service_s": chance.one_of((NO_LIMIT, 600, 1200, 2400))}
        found = []
        for day in range(self.days):
            opens_s = day * DAY
            for _ in range(chance.number(1, 2) if "second shift" in on else 1):
                opens_s += chance.one_of((0, 100, 900))
                closes_s = opens_s + chance.one_of((3000, 1500, 900, 6000))
                found.append(
                    Shift(
                        day=day,
                        opens_s=opens_s,
                        closes_s=closes_s,
                        breaks=self._breaks(opens_s, closes_s),
                        **same,
                    )  # type: ignore[arg-type]
                )
                opens_s = closes_s
        return found

    def _breaks(self, opens_s: int, closes_s: int) -> tuple[tuple[int, int, int], ...]:
        chance, found = self.chance, []
        for _ in range(chance.number(0, 2) if "breaks" in self.on else 0):
            lasts_s = chance.one_of((0, 100, 300))
            first_s = opens_s + chance.number(0, 8) * 100
            last_s = min(closes_s - lasts_s, first_s + chance.number(0, 8) * 100)
            if first_s <= last_s:
                found.append((first_s, last_s, lasts_s))
                opens_s = last_s + lasts_s
        return tuple(found)

    def _need(self, volunteers: int) -> Need:
        chance, on = self.chance, self.on
        sizes = [1]
        if "crews" in on and chance.happens(50):
            sizes = [chance.one_of((2, 3))]
        if "chains" in on and chance.happens(40):
            sizes = [*sizes, *(chance.one_of((1, 1, 2)) for _ in range(chance.number(1, 2)))]
        roles, crews, visits = [], [], []
        for crew, size in enumerate(sizes):
            visit, has_pickup = self._visit(), "pickups" in on and chance.happens(50)
            pickup = self._pickup() if has_pickup else None
            visits.append([])
            for _ in range(size):
                roles.append(self._role(visit, pickup))
                crews.append(crew)
                self.task_count += len(roles[-1])
                visits[-1].append(self.task_count - 1)
        self.visits.append(visits)
        everybody = list(range(volunteers))
        able = [
            chance.some_of(everybody, 70) if "able" in on and chance.happens(60) else everybody for _ in roles
        ]
        need = Need(roles=roles, crews=crews, able=able, priority=chance.one_of((1, 2, 3)))
        if "crews" in on:
            need.gap = chance.one_of(((0, 0), (0, 0), (0, 0), (0, 300), (-200, 200), None))
        if "pair costs" in on:
            need.pair_cost = [[chance.one_of((0, 30, 200)) for _ in row] for row in able]
        if "hands" in on:
            need.hands = [chance.one_of((-1, 0, 1)) for _ in roles]
        if "series" in on and len(sizes) == 1 and need.gap is not None and chance.happens(70):
            need.series = chance.number(0, 1)
        return need

    def _windows(self) -> tuple[tuple[int, int], ...]:
        chance, found = self.chance, []
        if chance.happens(30):
            return ((0, self.days * DAY),)
        for day in range(self.days) if chance.happens(50) else [chance.number(0, self.days - 1)]:
            now_s = day * DAY
            for _ in range(chance.number(1, 3) if "windows" in self.on else 1):
                opens_s = now_s + chance.one_of((0, 300, 600, 1500))
                now_s = opens_s + chance.one_of((1500, 600, 200, 0))
                found.append((opens_s, now_s))
                now_s += 1
        return tuple(found)

    def _visit(self) -> Task:
        chance, on, loads = self.chance, self.on, self.loads
        task = Task(place=self._place(), service_s=chance.one_of((0, 100, 300, 600)), windows=self._windows())
        opens_s, closes_s = task.windows[-1]
        if "due" in on and chance.happens(60):
            task.due_s = closes_s
            task.windows = (*task.windows[:-1], (opens_s, closes_s + chance.one_of((600, 3000))))
        if "told" in on and chance.happens(60):
            told_s = task.windows[0][0] + chance.number(0, 20) * 100
            task.told_to_s = told_s + 100
        if "brought" in on and loads:
            task.brought = tuple(chance.one_of((0, 1, 2)) for _ in range(loads))
        if "loads" in on and loads:
            task.load = tuple(chance.one_of((0, 0, 1, -1)) for _ in range(loads))
        if self.goods and chance.happens(60):
            task.goods = tuple(chance.one_of((0, 1, 2)) for _ in range(self.goods))
        return task

    def _pickup(self) -> Task:
        chance = self.chance
        task = Task(place=self._place(), service_s=chance.one_of((0, 100)), windows=((0, self.days * DAY),))
        if chance.happens(30):
            task.windows = self._windows()
        if self.loads:
            task.load = tuple(chance.one_of((1, 0, 2)) for _ in range(self.loads))
        return task

    def _role(self, visit: Task, pickup: Task | None) -> list[Task]:
        visit = replace(visit)
        if "ranks" in self.on and self.chance.happens(50):
            visit.rank = self.chance.number(0, 2)
        if pickup is None:
            return [visit]
        if self.loads:
            visit.load = tuple(-amount for amount in pickup.load)  # type: ignore[union-attr]
        return [replace(pickup), visit]

    def _chain_links(self) -> list[tuple[int, int, int, int]]:
        return [
            (one[0], other[0], *self._gap())
            for crews in self.visits
            for one, other in pairwise(crews)
            if self.chance.happens(60)
        ]

    def _gaps(self) -> list[tuple[int, int, int, int]]:
        if "gaps" not in self.on or len(self.visits) < 2:
            return []
        found = []
        for _ in range(self.chance.number(1, 3)):
            one = self.chance.number(0, len(self.visits) - 1)
            other = (one + self.chance.number(1, len(self.visits) - 1)) % len(self.visits)
            first, second = (self.chance.one_of(self.visits[need])[0] for need in (one, other))
            found.append((first, second, *self._gap()))
        return found

    def _gap(self) -> tuple[int, int]:
        gaps = ((0, NO_LIMIT), (0, 600), (300, 900), (0, 0), (-300, 300), (-900, -100), (600, NO_LIMIT))
        return self.chance.one_of(gaps)
