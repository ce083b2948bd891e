"""One route of a VROOM solution, gone step by step: what breaks a rule, and what it comes to."""

from collections import Counter
from fractions import Fraction

from matcher.formats.jsontext import Number, exact
from matcher.formats.vroom.claim import Route, Step
from matcher.formats.vroom.question import (
    CENTI,
    HOUR_COST,
    MOST,
    PACES,
    Amount,
    Kind,
    Question,
    Rest,
    Span,
    Spot,
    Task,
    Vehicle,
)
from models.travel import way_m, way_s

KM = 1000


class Trip:
    """`wrong` has a sentence for each broken rule. `done` are the tasks; `figures` what they come to, by
    VROOM's names; `carried` what they deliver and pick up. Ways are the file's, whatever the solution says.
    """

    def __init__(self, question: Question, vehicle: Vehicle, route: Route) -> None:
        self._question, self._vehicle, self._steps = question, vehicle, route.steps
        self._rests = {(Kind.BREAK, rest.id): rest for rest in vehicle.breaks}
        self._who = f"vehicle {vehicle.id}"
        self.wrong: list[str] = []
        self.done = [task for step in route.steps if (task := self._task_of(step))]
        self.carried: dict[str, Amount] = {
            key: tuple(sum(getattr(task, key)[at] for task in self.done) for at in range(question.loads))
            for key in ("delivery", "pickup")
        }
        self._go()
        self._check_load()
        self._check_shipments()
        self._check_limits()
        self.figures = self._figures()

    @property
    def off_by(self) -> int:
        """How far rounding may take seconds."""
        return 0 if self._vehicle.pace == CENTI else 1

    @property
    def cost_off_by(self) -> int:
        return self.off_by * (1 + self._vehicle.costs.per_hour // HOUR_COST)

    def _say(self, step: Step, words: str) -> None:
        self.wrong.append(f"{self._who}, {step}: {words}")

    def _go(self) -> None:
        """Ways, times, setups and windows. A break on the way splits it in two."""
        vehicle = self._vehicle
        self.centis = self.metres = self.costs = self.setup = self.service = 0
        spot = vehicle.start
        gone: Number = 0
        before, *after = self._steps
        self._check_within(before)
        for step in after:
            gone += step.arrival - before.left
            if step.arrival < before.left:
                self._say(step, f"arrives at {step.arrival}, {before} ends at {before.left}")
            if step.duration != before.duration + step.arrival - before.left:
                self._say(step, f"duration {step.duration} does not follow from the arrivals")
            if step.kind is not Kind.BREAK:
                task = self._task_of(step)
                there = task.spot if task else vehicle.end
                self._take_way(step, spot, there, gone)
                self._check_work(step, spot)
                spot, gone = there, 0
            else:
                self._check_rest(step)
            before = step
        self._check_within(before)

    def _task_of(self, step: Step) -> Task | None:
        known = self._question.named.get(step.name) if step.name else None
        return known[1] if known else None

    def _rest_of(self, step: Step) -> Rest | None:
        return self._rests.get(step.name) if step.name else None

    def _take_way(self, step: Step, here: Spot | None, there: Spot | None, gone: Number) -> None:
        if here is None or there is None:
            way = 0
        else:
            way = self._centis(here, there)
            self.centis += way
            self.metres += self._metres(here, there)
            given = self._question.given(self._vehicle).costs
            self.costs += 0 if given is None else int(given[here.index, there.index])
        if abs(exact(gone) - Fraction(way, CENTI)) > self.off_by:
            self._say(step, f"the way takes {float(way / CENTI):g} s, not {gone}")
        told = step.distance if self._question.knows_metres(self._vehicle) else None
        if told is not None and told != self.metres:
            self._say(step, f"distance {told}, the ways make {self.metres}")

    def _centis(self, here: Spot, there: Spot) -> int:
        given = self._question.given(self._vehicle).durations
        if given is not None:
            return int(given[here.index, there.index]) * self._vehicle.pace
        return way_s(PACES[self._vehicle.profile], *self._question.apart(here, there)) * self._vehicle.pace

    def _metres(self, here: Spot, there: Spot) -> int:
        given = self._question.given(self._vehicle).distances
        if given is not None:
            return int(given[here.index, there.index])
        if not self._question.knows_metres(self._vehicle):
            return 0
        return way_m(PACES[self._vehicle.profile], *self._question.apart(here, there))

    def _check_within(self, step: Step) -> None:
        """Of a start or an end."""
        opens, closes = self._vehicle.window or (0, MOST)
        if not opens <= step.arrival <= closes:
            self._say(step, f"at {step.arrival}, working hours are {opens} to {closes}")
        if step.left != step.arrival:
            self._say(step, "takes time")

    def _check_work(self, step: Step, before: Spot | None) -> None:
        if step.kind is Kind.END:
            return
        task = self._task_of(step)
        if task is None:
            self._say(step, "is not in the instance")
            return
        missing = self._question.named[task.name][0].skills - self._vehicle.skills
        if missing:
            self._say(step, f"has not the skills {sorted(missing)}")
        same = before is not None and before.key == task.spot.key
        setup, service = 0 if same else task.setup_of(self._vehicle), task.service_of(self._vehicle)
        self._check_times(step, task.windows, setup, service)

    def _check_rest(self, step: Step) -> None:
        rest = self._rest_of(step)
        if rest is None:
            self._say(step, "is none of the vehicle's")
            return
        self._check_times(step, rest.windows, 0, rest.service)

    def _check_times(self, step: Step, windows: tuple[Span, ...], setup: int, service: int) -> None:
        if (step.setup, step.service) != (setup, service):
            self._say(step, f"takes {step.setup} + {step.service}, wanted {setup} + {service}")
        if windows and not any(opens <= step.starts <= closes for opens, closes in windows):
            self._say(step, f"starts at {step.starts}, in none of {[list(one) for one in windows]}")
        self.setup, self.service = self.setup + setup, self.service + service

    def _check_load(self) -> None:
        vehicle, loads = self._vehicle, range(self._question.loads)
        load = [sum(task.from_start[at] for task in self.done) for at in loads]
        for step in self._steps:
            task = self._task_of(step)
            if task:
                load = [load[at] + task.pickup[at] - task.delivery[at] for at in loads]
            if any(load[at] > vehicle.capacity[at] for at in loads):
                self._say(step, f"carries {load}, the capacity is {list(vehicle.capacity)}")
            rest = self._rest_of(step)
            if rest and rest.max_load and any(load[at] > rest.max_load[at] for at in loads):
                self._say(step, f"carries {load}, at most {list(rest.max_load)} are allowed")
            if step.load is not None and step.load != tuple(load):
                self._say(step, f"load {list(step.load)}, the steps make {load}")

    def _check_shipments(self) -> None:
        """Both steps in this route, the pickup first."""
        at = {step.name: place for place, step in enumerate(self._steps) if step.name}
        for step in self._steps:
            known = self._question.named.get(step.name) if step.name else None
            if known and len(known[0].tasks) == 2:
                first, second = (at.get(task.name) for task in known[0].tasks)
                if first is None or second is None or second < first:
                    self._say(step, "pickup and delivery are not both in this route, one after the other")

    def _check_limits(self) -> None:
        vehicle = self._vehicle
        rests = Counter(step.name for step in self._steps)
        for name, rest in self._rests.items():
            if rests[name] != 1:
                self.wrong.append(f"{self._who}: break {rest.id} is taken {rests[name]} times")
        for limit, found, words in (
            (vehicle.max_tasks, len(self.done), "tasks"),
            (vehicle.max_travel_s, Fraction(self.centis, CENTI), "s of travel"),
            (vehicle.max_m, self.metres, "m"),
        ):
            if limit is not None and found > limit:
                self.wrong.append(f"{self._who}: {float(found):g} {words}, at most {limit} are allowed")
        if not self.done:
            self.wrong.append(f"{self._who}: a route without tasks")

    def _figures(self) -> dict[str, Number]:
        costs, given = self._vehicle.costs, self._question.given(self._vehicle).costs
        hours = Fraction(self.centis, CENTI * HOUR_COST)
        paid = hours * costs.per_hour + Fraction(self.metres, KM) * costs.per_km
        ways = paid if given is None else self.costs
        cost = costs.fixed + ways + Fraction(costs.per_task_hour * (self.setup + self.service), HOUR_COST)
        figures: dict[str, Number] = {
            "cost": int(cost),
            "setup": self.setup,
            "service": self.service,
            "duration": self.centis // CENTI,
            "waiting_time": sum(step.waiting for step in self._steps),
            "priority": sum(self._question.named[task.name][0].priority for task in self.done),
        }
        return figures | ({"distance": self.metres} if self._question.knows_metres(self._vehicle) else {})
