"""An independent judge of what the search answers: every rule and every total of matcher.problem, in plain words.

Of the product it reads Problem, Result and models.travel only; nothing here is fast.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from matcher.problem import DAY, EIGHT_HOURS, Problem
from matcher.routing.result import Result, ShiftRoute
from matcher.travel.providers import Matrix
from models.travel import way_m, way_s


class Seen(NamedTuple):
    """A task in a route."""

    shift: int
    position: int
    start: int


class Totals(NamedTuple):
    """The terms of cost of a result, recomputed; `balance` and `pair_cost` are weighted."""

    unmet_priority: int
    travel: int
    late_sum: int
    late_max: int
    wait: int
    moved: int
    balance: int
    pair_cost: int
    cost: int


def faults(problem: Problem, result: Result) -> list[str]:
    """What breaks a rule or is added up wrongly, in words; nothing where all is well."""
    judge = _Judge(problem, result)
    return [*judge.membership(), *judge.timing(), *judge.people(), *judge.carrying(), *judge.sums()]


def totals(problem: Problem, result: Result) -> Totals:
    return _Judge(problem, result).totals()


class _Judge:
    def __init__(self, problem: Problem, result: Result) -> None:
        self.problem, self.result = problem, result
        self.T, self.B = problem.tasks, len(problem.break_shift)
        self.seen: defaultdict[int, list[Seen]] = defaultdict(list)
        for route in result.routes:
            for position, (stop, start) in enumerate(zip(route.tasks, route.starts, strict=True)):
                self.seen[stop].append(Seen(route.shift, position, start))
        role_of_need = problem.need_role_start
        self.roles_of = [range(role_of_need[n], role_of_need[n + 1]) for n in range(problem.needs)]
        self.tasks_of = [
            range(problem.role_task_start[r], problem.role_task_start[r + 1]) for r in range(problem.roles)
        ]
        self.served = [
            need
            for need in range(problem.needs)
            if all(task in self.seen for role in self.roles_of[need] for task in self.tasks_of[role])
        ]

    # What is in the routes

    def membership(self) -> Iterator[str]:
        problem, result = self.problem, self.result
        shifts = [route.shift for route in result.routes]
        if sorted(set(shifts)) != shifts:
            yield f"routes are not in order of their shifts: {shifts}"
        for route in result.routes:
            if not any(self.is_task(stop) for stop in route.tasks):
                yield f"shift {route.shift} does nothing, and has a route"
            rests = sorted(stop - self.T for stop in route.tasks if self.T <= stop < self.T + self.B)
            owed = [b for b in range(self.B) if problem.break_shift[b] == route.shift]
            if rests != owed:
                yield f"shift {route.shift} takes the breaks {rests}, owes {owed}"
        for stop, where in self.seen.items():
            if not 0 <= stop < problem.stops:
                yield f"no such stop: {stop}"
            if self.is_task(stop) and len(where) > 1:
                yield f"task {stop} is done {len(where)} times"
        for need in range(problem.needs):
            tasks = [task for role in self.roles_of[need] for task in self.tasks_of[role]]
            if need not in self.served and any(task in self.seen for task in tasks):
                yield f"need {need} is served in part"
        unmet = tuple(need for need in range(problem.needs) if need not in self.served)
        if result.unmet_needs != unmet:
            yield f"unmet needs are {unmet}, the result says {result.unmet_needs}"
        for role, tasks in enumerate(self.tasks_of):
            where = [self.seen[task][0] for task in tasks if task in self.seen]
            for pickup, visit in pairwise(where):
                if pickup.shift != visit.shift or pickup.position > visit.position:
                    yield f"role {role} visits without having picked up"

    def is_task(self, stop: int) -> bool:
        return 0 <= stop < self.T

    # When

    def timing(self) -> Iterator[str]:
        problem = self.problem
        for route in self.result.routes:
            opens = int(problem.shift_opens_s[route.shift])
            free = opens
            for stop, start, way in zip(route.tasks, route.starts, self.ways(route), strict=False):
                if start < free + way:
                    yield f"shift {route.shift} is at stop {stop} at {free + way}, starts at {start}"
                if not any(first <= start <= last for first, last in self.windows(stop)):
                    yield f"stop {stop} starts at {start}, outside {self.windows(stop)}"
                free = start + self.lasts(stop)
            back = self.back_at(route)
            if back > problem.shift_closes_s[route.shift]:
                yield f"shift {route.shift} is back at {back}, closes at {problem.shift_closes_s[route.shift]}"
        for row in range(len(problem.link_first)):
            first, second = int(problem.link_first[row]), int(problem.link_second[row])
            if first in self.seen and second in self.seen:
                gap = self.start(second) - self.start(first)
                if not problem.link_min_s[row] <= gap <= problem.link_max_s[row]:
                    yield f"link {row} of tasks {first} and {second} has a gap of {gap}"
        for one, other in combinations(self.served, 2):
            series = int(problem.need_series[one])
            if series >= 0 and series == problem.need_series[other]:
                spacing = max(1, int(problem.series_spacing[series]))
                days = [{self.start(v) // DAY for v in self.visits(need)} for need in (one, other)]
                if any(abs(a - b) < spacing for a in days[0] for b in days[1]):
                    yield f"needs {one} and {other} of series {series} are on days {days}, spacing {spacing}"
        if problem.weights.wait == 0:
            yield from self.earliness()

    def earliness(self) -> Iterator[str]:
        """Starts are the least that keep the orders: each pushed up from the shift's opening until all hold."""
        problem = self.problem
        least = {(route.shift, at): -DAY for route in self.result.routes for at in range(len(route.tasks))}
        links = [
            (int(first), int(second), int(low), int(high))
            for first, second, low, high in zip(
                problem.link_first, problem.link_second, problem.link_min_s, problem.link_max_s, strict=True
            )
            if first in self.seen and second in self.seen
        ]
        at = {task: (where[0].shift, where[0].position) for task, where in self.seen.items()}
        moved = True
        while moved:
            moved = False
            for route in self.result.routes:
                free = int(problem.shift_opens_s[route.shift])
                for position, (stop, way) in enumerate(zip(route.tasks, self.ways(route), strict=False)):
                    bound = free + way
                    for first, second, low, high in links:
                        if second == stop:
                            bound = max(bound, least[at[first]] + low)
                        if first == stop:
                            bound = max(bound, least[at[second]] - high)
                    fits = [max(bound, opens) for opens, closes in self.windows(stop) if bound <= closes]
                    if not fits:
                        yield f"nobody can start stop {stop} by {bound}"
                        return
                    moved |= fits[0] > least[route.shift, position]
                    least[route.shift, position] = fits[0]
                    free = fits[0] + self.lasts(stop)
        for route in self.result.routes:
            first_starts = tuple(least[route.shift, position] for position in range(len(route.tasks)))
            if route.starts != first_starts:
                yield f"shift {route.shift} starts at {route.starts}, could at {first_starts}"

    def windows(self, stop: int) -> list[tuple[int, int]]:
        problem = self.problem
        if self.is_task(stop):
            rows = slice(problem.window_start[stop], problem.window_start[stop + 1])
            return list(
                zip(
                    problem.window_opens_s[rows].tolist(), problem.window_closes_s[rows].tolist(), strict=True
                )
            )
        if stop < self.T + self.B:
            row = stop - self.T
            return [(int(problem.break_opens_s[row]), int(problem.break_closes_s[row]))]
        return [(0, 2**62)]

    def lasts(self, stop: int) -> int:
        problem = self.problem
        if self.is_task(stop):
            return int(problem.task_service_s[stop])
        if stop < self.T + self.B:
            return int(problem.break_lasts_s[stop - self.T])
        return int(problem.depot_service_s[stop - self.T - self.B])

    def places(self, route: ShiftRoute) -> list[int]:
        """The start, then of each stop, then the end if there is one. A break is where the stop before is."""
        problem = self.problem
        places = [int(problem.shift_start_place[route.shift])]
        for stop in route.tasks:
            if self.is_task(stop):
                places.append(int(problem.task_place[stop]))
            elif stop < self.T + self.B:
                places.append(places[-1])
            else:
                places.append(int(problem.depot_place[stop - self.T - self.B]))
        end = int(problem.shift_end_place[route.shift])
        return places if end < 0 else [*places, end]

    def ways(self, route: ShiftRoute) -> list[int]:
        """Seconds to each stop, and to the end if there is one."""
        return [self.way(route.shift, a, b) for a, b in pairwise(self.places(route))]

    def way(self, shift: int, a: int, b: int) -> int:
        mode = int(self.problem.vol_mode[self.problem.shift_vol[shift]])
        travel = self.problem.travel
        if isinstance(travel, Matrix):
            return int(travel.seconds[mode, a, b])
        return int(way_s(travel.paces[mode], *self.apart(a, b)))

    def metres(self, route: ShiftRoute) -> int:
        travel = self.problem.travel
        if isinstance(travel, Matrix):
            return 0
        pace = travel.paces[int(self.problem.vol_mode[self.problem.shift_vol[route.shift]])]
        return sum(way_m(pace, *self.apart(a, b)) for a, b in pairwise(self.places(route)))

    def apart(self, a: int, b: int) -> tuple[int, int]:
        assert not isinstance(self.problem.travel, Matrix)
        dx, dy = (self.problem.travel.xy[a].astype(int) - self.problem.travel.xy[b]).tolist()
        return dx, dy

    def back_at(self, route: ShiftRoute) -> int:
        left = route.starts[-1] + self.lasts(route.tasks[-1])
        return left + (0 if self.problem.shift_end_place[route.shift] < 0 else self.ways(route)[-1])

    # Who

    def people(self) -> Iterator[str]:
        problem = self.problem
        crews: defaultdict[int, list[int]] = defaultdict(list)
        hands: defaultdict[int, set[int]] = defaultdict(set)
        for need in self.served:
            for role in self.roles_of[need]:
                vol = self.volunteer(role)
                if vol not in self.able(role):
                    yield f"volunteer {vol} is not able to take role {role}"
                crews[int(problem.role_crew[role])].append(vol)
                if problem.role_hand[role] >= 0:
                    hands[int(problem.role_hand[role])].add(vol)
        for crew, vols in crews.items():
            if len(set(vols)) < len(vols):
                yield f"crew {crew} has one volunteer twice: {vols}"
            for vol in vols:
                guardian = int(problem.vol_guardian[vol])
                if guardian >= 0 and guardian not in vols:
                    yield f"volunteer {vol} is in crew {crew} without their guardian {guardian}"
        for hand, taken in hands.items():
            if len(taken) > 1:
                yield f"hand {hand} is of the volunteers {sorted(taken)}"
        yield from self.limits()
        for vol in range(problem.volunteers):
            ranks = [
                int(problem.task_rank[stop])
                for route in self.result.routes
                if problem.shift_vol[route.shift] == vol
                for stop in route.tasks
                if self.is_task(stop) and problem.task_rank[stop] >= 0
            ]
            if ranks != sorted(ranks):
                yield f"volunteer {vol} does what is pinned in the order {ranks}"

    def limits(self) -> Iterator[str]:
        problem = self.problem
        for quota in range(len(problem.quota_max_travel)):
            routes = [
                route
                for route in self.result.routes
                if quota in (problem.shift_quota[route.shift], problem.shift_second_quota[route.shift])
            ]
            tasks = [stop for route in routes for stop in route.tasks if self.is_task(stop)]
            done = {
                "travel": sum(sum(self.ways(route)) for route in routes),
                "m": sum(self.metres(route) for route in routes),
                "tasks": sum(self.is_visit(task) for task in tasks),
                "service": sum(self.lasts(task) for task in tasks),
            }
            for name, amount in done.items():
                most = int(getattr(problem, f"quota_max_{name}")[quota])
                if amount > most:
                    yield f"quota {quota}: {amount} of {name}, at most {most}"

    def able(self, role: int) -> list[int]:
        start = self.problem.able_start
        return self.problem.able_vol[start[role] : start[role + 1]].tolist()

    def volunteer(self, role: int) -> int:
        return int(self.problem.shift_vol[self.seen[self.tasks_of[role][-1]][0].shift])

    def visits(self, need: int) -> list[int]:
        return [self.tasks_of[role][-1] for role in self.roles_of[need]]

    def is_visit(self, task: int) -> bool:
        return task + 1 in self.problem.role_task_start

    def start(self, task: int) -> int:
        return self.seen[task][0].start

    # With what

    def carrying(self) -> Iterator[str]:
        problem = self.problem
        for route in self.result.routes:
            vol = int(problem.shift_vol[route.shift])
            legs: list[list[int]] = [[]]  # tasks between reloads
            for stop in route.tasks:
                if self.is_task(stop):
                    legs[-1].append(stop)
                elif stop >= self.T + self.B:
                    legs.append([])
            for good, is_kept in enumerate(problem.good_kept.tolist()):
                asked = problem.task_goods[legs[0], good].tolist()
                used = max(asked, default=0) if is_kept else sum(asked)
                if used > problem.vol_stock[vol, good]:
                    yield f"shift {route.shift} has {problem.vol_stock[vol, good]} of good {good}, uses {used}"
            for dimension in range(problem.vol_capacity.shape[-1]):
                most = self.most_carried(legs, dimension)
                if most > problem.vol_capacity[vol, dimension]:
                    room = problem.vol_capacity[vol, dimension]
                    yield f"shift {route.shift} carries {most} in dimension {dimension}, has room for {room}"

    def most_carried(self, legs: list[list[int]], dimension: int) -> int:
        problem = self.problem
        most, fetched = 0, 0  # fetched: by pickups whose visit is still to come
        for leg in legs:
            on_board = fetched + sum(problem.task_brought[leg, dimension].tolist())
            most = max(most, on_board)
            for task in leg:
                load = int(problem.task_load[task, dimension])
                on_board += load - int(problem.task_brought[task, dimension])
                most = max(most, on_board)
                if not self.is_visit(task):
                    fetched += load
                elif not self.is_visit(task - 1) and task > 0:
                    fetched -= int(problem.task_load[task - 1, dimension])
        return most

    # How much

    def sums(self) -> Iterator[str]:
        for name, amount in self.totals()._asdict().items():
            said = getattr(self.result, name)
            if said != amount:
                yield f"{name} is {amount}, the result says {said}"

    def totals(self) -> Totals:
        problem, weights = self.problem, self.problem.weights
        unmet = [need for need in range(problem.needs) if need not in self.served]
        travel = sum(sum(self.ways(route)) for route in self.result.routes)
        starts = {task: self.start(task) for task in self.seen if self.is_task(task)}
        late = [max(0, start - int(problem.task_due[task])) for task, start in starts.items()]
        moved = sum(start > problem.task_told_to[task] for task, start in starts.items())
        late_max = max(late, default=0)
        # Nobody works out what costs nothing.
        wait = sum(map(self.wait, self.result.routes)) if weights.wait else 0
        moved = moved if weights.moved else 0
        balance = self.balance()
        pair_cost = self.pair_cost()
        cost = (
            weights.travel * travel
            + weights.late_sum * sum(late)
            + weights.late_max * late_max
            + weights.wait * wait
            + weights.moved * moved
            + balance
            + pair_cost
        )
        priority = int(problem.need_priority[unmet].sum())
        return Totals(priority, travel, sum(late), late_max, wait, moved, balance, pair_cost, cost)

    def wait(self, route: ShiftRoute) -> int:
        ways = self.ways(route)
        leaves = route.starts[0] - ways[0]
        return self.back_at(route) - leaves - sum(ways) - sum(map(self.lasts, route.tasks))

    def balance(self) -> int:
        problem, permille = self.problem, self.problem.weights.balance_permille

        def weighed(service: int) -> int:
            return permille * service * service // (1000 * EIGHT_HOURS)

        total = 0
        for vol in range(problem.volunteers):
            given = int(problem.vol_given[vol])
            service = sum(
                self.lasts(self.tasks_of[role][-1])
                for need in self.served
                for role in self.roles_of[need]
                if self.volunteer(role) == vol
            )
            total += weighed(given + service) - weighed(given)
        return total

    def pair_cost(self) -> int:
        return sum(
            int(
                self.problem.able_cost[
                    self.problem.able_start[role] + self.able(role).index(self.volunteer(role))
                ]
            )
            for need in self.served
            for role in self.roles_of[need]
            if self.volunteer(role) in self.able(role)
        )
