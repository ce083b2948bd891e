"""An independent judge of what the search answers: the rules of matcher.problem, one by one."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from matcher.problem import DAY, Problem
from matcher.routing.result import Result, ShiftRoute
from tests.result_reading import Reading
from tests.result_totals import totals_of


def faults(problem: Problem, result: Result) -> list[str]:
    """What breaks a rule or is added up wrongly, in words; nothing where all is well."""
    reading = Reading(problem, result)
    rules = (
        _stops,
        _needs,
        _ways,
        _links,
        _series,
        _earliness,
        _crews,
        _hands,
        _limits,
        _ranks,
        _goods,
        _loads,
        _sums,
    )
    return [fault for rule in rules for fault in rule(reading)]


def _stops(reading: Reading) -> Iterator[str]:
    """Routes do something, in order of their shifts; each task is done once, each break owed is taken."""
    problem = reading.problem
    shifts = [route.shift for route in reading.result.routes]
    if sorted(set(shifts)) != shifts:
        yield f"routes are not in order of their shifts: {shifts}"
    for route in reading.result.routes:
        if not any(map(reading.is_task, route.tasks)):
            yield f"shift {route.shift} does nothing, and has a route"
        taken = sorted(stop - reading.first_break for stop in route.tasks if reading.is_break(stop))
        owed = [row for row, shift in enumerate(problem.break_shift.tolist()) if shift == route.shift]
        if taken != owed:
            yield f"shift {route.shift} takes the breaks {taken}, owes {owed}"
    for stop, where in reading.seen.items():
        if not 0 <= stop < problem.stops:
            yield f"there is no stop {stop}"
        if reading.is_task(stop) and len(where) > 1:
            yield f"task {stop} is done {len(where)} times"


def _needs(reading: Reading) -> Iterator[str]:
    """A need is served whole or not at all; whoever visits has picked up."""
    for need in range(reading.problem.needs):
        if need not in reading.served and any(task in reading.seen for task in reading.tasks_in(need)):
            yield f"need {need} is served in part"
    unmet = tuple(need for need in range(reading.problem.needs) if need not in reading.served)
    if reading.result.unmet_needs != unmet:
        yield f"unmet needs are {unmet}, the result says {reading.result.unmet_needs}"
    for role, tasks in enumerate(reading.tasks_of):
        where = [reading.seen[task][0] for task in tasks if task in reading.seen]
        for pickup, visit in pairwise(where):
            if pickup.shift != visit.shift or pickup.position > visit.position:
                yield f"role {role} visits without having picked up"


def _ways(reading: Reading) -> Iterator[str]:
    """Nobody is anywhere before they can be there, nothing starts outside its windows."""
    problem = reading.problem
    for route in reading.result.routes:
        free = int(problem.shift_opens_s[route.shift])
        for stop, start, way in zip(route.tasks, route.starts, reading.ways(route), strict=False):
            if start < free + way:
                yield f"shift {route.shift} is at stop {stop} at {free + way}, starts at {start}"
            if not any(first <= start <= last for first, last in reading.windows(stop)):
                yield f"stop {stop} starts at {start}, outside {reading.windows(stop)}"
            free = start + reading.lasts(stop)
        back, closes = reading.back_at(route), problem.shift_closes_s[route.shift]
        if back > closes:
            yield f"shift {route.shift} is back at {back}, closes at {closes}"


def _links(reading: Reading) -> Iterator[str]:
    for first, second, low, high in _bound_links(reading):
        gap = reading.start(second) - reading.start(first)
        if not low <= gap <= high:
            yield f"tasks {first} and {second} start {gap} apart, not {low} to {high}"


def _bound_links(reading: Reading) -> list[tuple[int, int, int, int]]:
    """Those of which both are served."""
    problem = reading.problem
    columns = problem.link_first, problem.link_second, problem.link_min_s, problem.link_max_s
    links = list(zip(*(column.tolist() for column in columns), strict=True))
    return [link for link in links if link[0] in reading.seen and link[1] in reading.seen]


def _series(reading: Reading) -> Iterator[str]:
    """Needs of a series start spacing days apart, by the first visit of each."""
    problem = reading.problem
    for one, other in combinations(reading.served, 2):
        series = int(problem.need_series[one])
        if series < 0 or series != problem.need_series[other]:
            continue
        days = [reading.start(reading.visits(need)[0]) // DAY for need in (one, other)]
        spacing = max(1, int(problem.series_spacing[series]))
        if abs(days[0] - days[1]) < spacing:
            yield f"needs {one} and {other} of series {series} start on the days {days}, spacing {spacing}"


def _earliness(reading: Reading) -> Iterator[str]:
    """Starts are the least that keep the orders: pushed up from the opening of the shifts until all hold.

    Where waiting costs routes leave later, by how much is not judged here.
    """
    routes = reading.result.routes
    if reading.problem.weights.wait:
        return
    links = _bound_links(reading)
    at = {task: (where[0].shift, where[0].position) for task, where in reading.seen.items()}
    least = {(route.shift, position): -DAY for route in routes for position in range(len(route.tasks))}
    is_settled = False
    while not is_settled:
        is_settled = True
        for route in routes:
            free = int(reading.problem.shift_opens_s[route.shift])
            for position, (stop, way) in enumerate(zip(route.tasks, reading.ways(route), strict=False)):
                bounds = [least[at[first]] + low for first, second, low, _ in links if second == stop]
                bounds += [least[at[second]] - high for first, second, _, high in links if first == stop]
                bound = max(free + way, *bounds, 0)
                fits = [max(bound, opens) for opens, closes in reading.windows(stop) if bound <= closes]
                if not fits:
                    yield f"nobody can start stop {stop} by {bound}"
                    return
                is_settled &= fits[0] == least[route.shift, position]
                least[route.shift, position] = fits[0]
                free = fits[0] + reading.lasts(stop)
    for route in routes:
        starts = tuple(least[route.shift, position] for position in range(len(route.tasks)))
        if route.starts != starts:
            yield f"shift {route.shift} starts at {route.starts}, could at {starts}"


def _crews(reading: Reading) -> Iterator[str]:
    """Everybody is able; a crew are different people, and who is guarded goes with their guardian."""
    problem = reading.problem
    crews: defaultdict[int, list[int]] = defaultdict(list)
    for need in reading.served:
        for role in reading.roles_of[need]:
            vol = reading.volunteer(role)
            crews[int(problem.role_crew[role])].append(vol)
            if vol not in reading.able(role):
                yield f"volunteer {vol} is not able to take role {role}"
    for crew, vols in crews.items():
        if len(set(vols)) < len(vols):
            yield f"crew {crew} has one volunteer twice: {vols}"
        for vol in vols:
            guardian = int(problem.vol_guardian[vol])
            if guardian >= 0 and guardian not in vols:
                yield f"volunteer {vol} is in crew {crew} without their guardian {guardian}"


def _hands(reading: Reading) -> Iterator[str]:
    whose: defaultdict[int, set[int]] = defaultdict(set)
    for need in reading.served:
        for role in reading.roles_of[need]:
            whose[int(reading.problem.role_hand[role])].add(reading.volunteer(role))
    for hand, vols in whose.items():
        if hand >= 0 and len(vols) > 1:
            yield f"hand {hand} is of the volunteers {sorted(vols)}"


def _limits(reading: Reading) -> Iterator[str]:
    """Of who works: that others who are under way go to their end is not for a plan to decide."""
    problem = reading.problem
    for quota in range(len(problem.quota_max_travel)):
        routes = [route for route in reading.result.routes if quota in _quotas(problem, route.shift)]
        idle = [ways for shift, ways in reading.idle_ways().items() if quota in _quotas(problem, shift)]
        if not routes:
            continue
        tasks = [stop for route in routes for stop in route.tasks if reading.is_task(stop)]
        done = {
            "travel": sum(sum(reading.ways(route)) for route in routes) + sum(way_s for way_s, _ in idle),
            "m": sum(map(reading.metres, routes)) + sum(metres for _, metres in idle),
            "tasks": sum(map(reading.is_visit, tasks)),
            "service": sum(map(reading.lasts, tasks)),
        }
        for name, amount in done.items():
            most = int(getattr(problem, f"quota_max_{name}")[quota])
            if amount > most:
                yield f"quota {quota}: {amount} of {name}, at most {most}"


def _quotas(problem: Problem, shift: int) -> tuple[int, int]:
    return int(problem.shift_quota[shift]), int(problem.shift_second_quota[shift])


def _ranks(reading: Reading) -> Iterator[str]:
    problem = reading.problem
    ranks: defaultdict[int, list[int]] = defaultdict(list)
    for route in reading.result.routes:
        ranked = (int(problem.task_rank[stop]) for stop in route.tasks if reading.is_task(stop))
        ranks[int(problem.shift_vol[route.shift])] += (rank for rank in ranked if rank >= 0)
    for vol, order in ranks.items():
        if order != sorted(order):
            yield f"volunteer {vol} does what is pinned in the order {order}"


def _goods(reading: Reading) -> Iterator[str]:
    """Before the first reload no more than the stock is used up, or asked of a tool."""
    problem = reading.problem
    for route in reading.result.routes:
        vol = int(problem.shift_vol[route.shift])
        first_leg = _legs(reading, route)[0]
        for good, is_kept in enumerate(problem.good_kept.tolist()):
            asked = problem.task_goods[first_leg, good].tolist()
            used = max(asked, default=0) if is_kept else sum(asked)
            if used > problem.vol_stock[vol, good]:
                stock = problem.vol_stock[vol, good]
                yield f"shift {route.shift} has {stock} of good {good}, uses {used}"


def _loads(reading: Reading) -> Iterator[str]:
    problem = reading.problem
    for route in reading.result.routes:
        for dimension, room in enumerate(problem.vol_capacity[problem.shift_vol[route.shift]].tolist()):
            most = _most_carried(reading, _legs(reading, route), dimension)
            if most > room:
                yield f"shift {route.shift} carries {most} in dimension {dimension}, has room for {room}"


def _legs(reading: Reading, route: ShiftRoute) -> list[list[int]]:
    """The tasks before, between and after the reloads."""
    legs: list[list[int]] = [[]]
    for stop in route.tasks:
        if reading.is_task(stop):
            legs[-1].append(stop)
        elif reading.is_reload(stop):
            legs.append([])
    return legs


def _most_carried(reading: Reading, legs: list[list[int]], dimension: int) -> int:
    load = reading.problem.task_load[:, dimension].tolist()
    brought = reading.problem.task_brought[:, dimension].tolist()
    # Fetched: by pickups whose visit is still to come, or before the plan; all else is put down at a reload.
    alone = {first for first, end in pairwise(reading.problem.role_task_start.tolist()) if end - first == 1}
    fetched = sum(max(0, -load[task]) for leg in legs for task in leg if task in alone)
    most = fetched
    for leg in legs:
        on_board = fetched + sum(brought[task] for task in leg)
        most = max(most, on_board)
        for task in leg:
            on_board += load[task] - brought[task]
            most = max(most, on_board)
            if not reading.is_visit(task) or (task in alone and load[task] < 0):
                fetched += load[task]
            elif task > 0 and not reading.is_visit(task - 1):
                fetched -= load[task - 1]
    return most


def _sums(reading: Reading) -> Iterator[str]:
    for name, amount in totals_of(reading)._asdict().items():
        said = getattr(reading.result, name)
        if said != amount:
            yield f"{name} is {amount}, the result says {said}"
