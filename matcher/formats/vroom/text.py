"""VROOM's problem JSON, read into plain values. What VROOM itself refuses is refused, by path and value."""

from collections.abc import Mapping
from typing import Any

from matcher.formats.jsontext import (
    a_list,
    a_number,
    a_text,
    a_whole,
    an_object,
    distinct,
    each,
    field,
    load_object,
    shown,
)
from matcher.formats.vroom.fields import (
    by_type,
    flag,
    matrices_of,
    point,
    priority,
    skills,
    span,
    whole,
    whole_if_any,
    windows,
    words,
)
from matcher.formats.vroom.question import (
    CENTI,
    HOUR_COST,
    MOST,
    MOST_ID,
    NOTHING_GIVEN,
    PACES,
    TASKS,
    Amount,
    Costs,
    Kind,
    Question,
    Rest,
    Spot,
    Task,
    Vehicle,
    Wanted,
)
from models.errors import BadFormat, InvalidInput

MAX_SPEED = 5

_TASK = {"id", "description", "location", "location_index", "setup", "service", "time_windows"}
_TASK |= {"setup_per_type", "service_per_type"}
_JOB = _TASK | {"amount", "delivery", "pickup", "skills", "priority"}
_SHIPMENT = {"pickup", "delivery", "amount", "skills", "priority"}
_COSTS = {"fixed", "per_hour", "per_task_hour", "per_km"}
_BREAK = {"id", "time_windows", "service", "description", "max_load"}
_VEHICLE = {"id", "profile", "type", "description", "start", "start_index", "end", "end_index", "capacity"}
_VEHICLE |= {"costs", "skills", "time_window", "breaks", "speed_factor", "max_tasks", "max_travel_time"}
_VEHICLE |= {"max_distance", "steps"}
_STEP = {"type", "id", "service_at", "service_after", "service_before"}
_HEAD = {"jobs", "shipments", "vehicles", "matrices", "matrix", "options"}
_OPTIONS = {"g", "c", "t", "x", "l"}


def recognises(text: str) -> bool:
    marks = ('"vehicles"', '"jobs"', '"shipments"', '"matrices"')
    return text.lstrip("\ufeff \t\r\n").startswith("{") and sum(mark in text for mark in marks) >= 2


def parse(text: str) -> Question:
    """Raises BadFormat naming the path of what is wrong."""
    data = load_object(text)
    reader = _Reader(data)
    reader.look("", data, _HEAD)
    vehicles = each(field(data, "vehicles"), "vehicles", reader.vehicle)
    jobs = each(data.get("jobs", []), "jobs", reader.job)
    shipments = each(data.get("shipments", []), "shipments", reader.shipment)
    if not vehicles:
        raise BadFormat("vehicles is empty")
    if not jobs and not shipments:
        raise BadFormat("neither jobs nor shipments")
    distinct([one.id for one in vehicles], "vehicles")
    distinct([one.tasks[0].id for one in jobs], "jobs")
    for step, name in enumerate(("pickup", "delivery")):
        distinct([one.tasks[step].id for one in shipments], f"shipments.{name}")
    options = an_object(data.get("options", {}), "options")
    reader.look("options", options, _OPTIONS)
    question = Question(
        vehicles=tuple(sorted(vehicles, key=lambda one: one.id)),
        wanted=(
            *sorted(jobs, key=lambda one: one.tasks[0].id),
            *sorted(shipments, key=lambda one: [task.id for task in one.tasks]),
        ),
        matrices=reader.matrices,
        loads=reader.loads or 0,
        geometry=flag(options, "g"),
        plan_mode=flag(options, "c"),
        ignored=tuple(sorted(reader.ignored)),
    )
    _check_places(question)
    _check_breaks(question)
    _check_steps(question)
    return question


class _Reader:
    """Reads the parts; keeps what holds for all of them: matrices, length of amounts, keys not known."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.matrices = matrices_of(data)
        self.loads: int | None = None
        self.ignored: set[str] = set()

    def look(self, path: str, data: Mapping[str, Any], known: set[str]) -> None:
        """Notes the keys that VROOM passes over; a place in a list is left out: all its entries are alike."""
        where = "".join(part.rpartition("]")[2] for part in path.split("["))
        self.ignored |= {f"{where}.{key}".lstrip(".") for key in data if key not in known}

    def job(self, value: Any, path: str) -> Wanted:
        data = an_object(value, path)
        self.look(path, data, _JOB)
        old = "amount" in data and "delivery" not in data and "pickup" not in data
        delivery = self._amount(data, "amount" if old else "delivery", path)
        task = self._task(data, path, Kind.JOB, delivery, self._amount(data, "pickup", path))
        return Wanted(tasks=(task,), skills=skills(data, path), priority=priority(data, path), path=path)

    def shipment(self, value: Any, path: str) -> Wanted:
        data = an_object(value, path)
        self.look(path, data, _SHIPMENT)
        amount = self._amount(data, "amount", path)
        nothing = (0,) * len(amount)
        steps = []
        for kind, delivery, pickup in ((Kind.PICKUP, nothing, amount), (Kind.DELIVERY, amount, nothing)):
            inner = f"{path}.{kind}"
            step = an_object(field(data, kind, path), inner)
            self.look(inner, step, _TASK)
            steps.append(self._task(step, inner, kind, delivery, pickup))
        return Wanted(tasks=tuple(steps), skills=skills(data, path), priority=priority(data, path), path=path)

    def vehicle(self, value: Any, path: str) -> Vehicle:
        data = an_object(value, path)
        self.look(path, data, _VEHICLE)
        profile = a_text(data.get("profile", "car"), f"{path}.profile")
        start, end = (self._spot(data, name, f"{name}_index", path) for name in ("start", "end"))
        if start is None and end is None:
            raise BadFormat(f"{path} has neither start nor end")
        speed = a_number(data.get("speed_factor", 1), f"{path}.speed_factor", high=MAX_SPEED)
        if speed * CENTI < 1:
            raise BadFormat(f"{path}.speed_factor: {speed} is not between 0.01 and {MAX_SPEED}")
        if self.loads is None:  # the first vehicle sets how many numbers an amount has
            self.loads = len(a_list(data.get("capacity", []), f"{path}.capacity"))
        window = span(data["time_window"], f"{path}.time_window") if "time_window" in data else None
        breaks = each(data.get("breaks", []), f"{path}.breaks", self._break)
        distinct([one.id for one in breaks], f"{path}.breaks")
        return Vehicle(
            id=a_whole(field(data, "id", path), f"{path}.id", high=MOST_ID),
            profile=profile,
            type=words(data, "type", path),
            description=words(data, "description", path),
            start=start,
            end=end,
            capacity=self._amount(data, "capacity", path, otherwise=None),
            costs=self._costs(data, path, profile),
            skills=skills(data, path),
            window=window,
            breaks=tuple(sorted(breaks, key=lambda one: (one.windows, one.id))),
            pace=round(CENTI / speed),
            max_tasks=whole_if_any(data, "max_tasks", path),
            max_travel_s=whole_if_any(data, "max_travel_time", path),
            max_m=whole_if_any(data, "max_distance", path),
            steps=tuple(step for step in each(data.get("steps", []), f"{path}.steps", self._step) if step),
        )

    def _task(self, data: dict[str, Any], path: str, kind: Kind, delivery: Amount, pickup: Amount) -> Task:
        spot = self._spot(data, "location", "location_index", path)
        if spot is None:
            raise BadFormat(f"{path} has neither location nor location_index")
        return Task(
            kind=kind,
            id=a_whole(field(data, "id", path), f"{path}.id", high=MOST_ID),
            spot=spot,
            setup=whole(data, "setup", path),
            service=whole(data, "service", path),
            setup_per_type=by_type(data, "setup_per_type", path),
            service_per_type=by_type(data, "service_per_type", path),
            windows=windows(data, path),
            delivery=delivery,
            pickup=pickup,
            description=words(data, "description", path),
        )

    def _break(self, value: Any, path: str) -> Rest:
        data = an_object(value, path)
        self.look(path, data, _BREAK)
        return Rest(
            id=a_whole(field(data, "id", path), f"{path}.id", high=MOST_ID),
            windows=windows(data, path),
            service=whole(data, "service", path),
            max_load=self._amount(data, "max_load", path) if "max_load" in data else None,
            description=words(data, "description", path),
        )

    def _step(self, value: Any, path: str) -> tuple[Kind, int] | None:
        data = an_object(value, path)
        self.look(path, data, _STEP)
        kind = a_text(field(data, "type", path), f"{path}.type")
        if kind not in set(Kind):
            raise BadFormat(f"{path}.type: {shown(kind)} is none of {', '.join(Kind)}")
        if kind in (Kind.START, Kind.END):
            return None
        return Kind(kind), a_whole(field(data, "id", path), f"{path}.id", high=MOST_ID)

    def _costs(self, data: dict[str, Any], path: str, profile: str) -> Costs:
        inner = f"{path}.costs"
        costs = an_object(data.get("costs", {}), inner)
        self.look(inner, costs, _COSTS)
        given = profile in self.matrices and self.matrices[profile].costs is not None
        for key, usual in (("per_hour", HOUR_COST), ("per_km", 0)):
            if given and costs.get(key, usual) != usual:
                raise BadFormat(f"{inner}.{key}: matrices.{profile}.costs says what ways cost")
        return Costs(
            **{key: a_whole(costs[key], f"{inner}.{key}", high=MOST) for key in costs if key in _COSTS}
        )

    def _amount(self, data: dict[str, Any], key: str, path: str, otherwise: int | None = 0) -> Amount:
        """Zeros where it is left out, except for a capacity: then there must be no amounts at all."""
        wanted = self.loads or 0
        if key not in data and otherwise is not None:
            return (otherwise,) * wanted
        numbers = each(data.get(key, []), f"{path}.{key}", lambda one, at: a_whole(one, at, high=MOST))
        if len(numbers) != wanted:
            raise BadFormat(f"{path}.{key} has {len(numbers)} entries, the first vehicle's capacity {wanted}")
        return tuple(numbers)

    def _spot(self, data: dict[str, Any], name: str, index: str, path: str) -> Spot | None:
        at = point(data[name], f"{path}.{name}") if name in data else None
        row = a_whole(data[index], f"{path}.{index}") if index in data and self.matrices else None
        if self.matrices and row is None and at is not None:
            raise BadFormat(f"{path}.{index} is missing: there are matrices")
        if not self.matrices and at is None and index in data:
            raise BadFormat(f"{path}.{name} is missing: there are no matrices")
        return Spot(row, at) if row is not None or at is not None else None


def _check_places(question: Question) -> None:
    """Every place that a profile in use may go to is a row of its matrices, or has coordinates."""
    rows = max((spot.index for spot in question.spots() if spot.index is not None), default=-1)
    for profile in sorted({vehicle.profile for vehicle in question.vehicles}):
        given = question.matrices.get(profile, NOTHING_GIVEN)
        for ways in (given.durations, given.distances, given.costs):
            if ways is not None and rows >= len(ways):
                raise BadFormat(f"index {rows}: a matrix of profile {shown(profile)} has {len(ways)} rows")
        if given.durations is None or question.geometry:
            _check_straight(question, profile)


def _check_straight(question: Question, profile: str) -> None:
    if profile not in PACES:
        raise BadFormat(f"no matrices of profile {shown(profile)}, and it is none of {', '.join(PACES)}")
    for spot in question.spots():
        if spot.at is None:
            raise BadFormat(f"index {spot.index} has no coordinates: profile {shown(profile)} wants them")
    grid = question.grid
    try:
        for spot in question.spots():
            assert spot.at is not None
            grid.xy(spot.at)
    except InvalidInput as error:
        raise BadFormat(f"without matrices ways are straight lines: {error}") from None


def _check_breaks(question: Question) -> None:
    for vehicle in question.vehicles:
        for rest in vehicle.breaks:
            if not vehicle.break_spans(rest):
                raise BadFormat(f"vehicle {vehicle.id}: break {rest.id} does not fit its time_window")


def _check_steps(question: Question) -> None:
    tasks: list[str] = []
    for vehicle in question.vehicles:
        where = f"steps of vehicle {vehicle.id}"
        rests = {(Kind.BREAK, rest.id) for rest in vehicle.breaks}
        distinct([f"{kind} {id}" for kind, id in vehicle.steps], where)
        for kind, id in vehicle.steps:
            if (kind, id) not in rests and (kind, id) not in question.named:
                raise BadFormat(f"{where}: there is no {kind} {id}")
        tasks += [f"{kind} {id}" for kind, id in vehicle.steps if kind in TASKS]
    distinct(tasks, "steps of all vehicles")
