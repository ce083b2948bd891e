"""A plan as lines, ready to be changed: who is where, who is served, and what nobody may take out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from matcher.explaining.lines import Given, Item, Line, Moments, earliest
from matcher.explaining.question import Question, Span
from models.people import Volunteer
from models.plans import VISITS, Part, Route, Stop

Seat = tuple[int, int]
"""Need idx and role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A seat that is taken: by whom, from when."""

    vol: int
    start_s: int


@dataclass(frozen=True)
class Board:
    """Lines sorted by volunteer and shift, and the served seats of every need that has one."""

    question: Question
    lines: tuple[Line, ...]
    served: Mapping[int, Mapping[int, Served]]
    locked: frozenset[int]  # units that stay where they are
    touched: frozenset[int] = frozenset()  # numbers of the lines that are not the given plan's

    @property
    def lines_of(self) -> Mapping[int, range]:
        """The numbers of a volunteer's lines, by volunteer idx."""
        return self.question.lines_of

    def serves(self, need: int) -> bool:
        return len(self.served.get(need, {})) == len(self.question.needs[need].crew)

    def starts_s(self, need: int) -> int:
        """When a served need starts: its first seat does."""
        crew = self.served[need]
        return crew[min(crew)].start_s

    def changed(
        self,
        lines: Mapping[int, Line],
        served: Mapping[Seat, Served],
        displaced: frozenset[int],
        unit: int | None = None,
    ) -> Self:
        """With these lines by number instead, these seats taken and these units out; `unit` is locked."""
        gone = {need for one in displaced for need in self.question.needs_of(one)}
        losing = {one.vol for need in gone for one in self.served.get(need, {}).values()}
        seats = dict(self.served)
        for need in gone:
            seats.pop(need, None)
        for (need, role), one in served.items():
            seats[need] = {**seats.get(need, {}), role: one}
        after = list(self.lines)
        touched = set(lines)
        for number in (number for vol in losing for number in self.lines_of[vol] if number not in lines):
            if any(item.need in gone for item in self.lines[number].items):
                items = [item for item in self.lines[number].items if item.need not in gone]
                after[number] = self.lines[number].with_items(items)
                touched.add(number)
        for number, line in lines.items():
            after[number] = line
        return replace(
            self,
            lines=tuple(after),
            served=seats,
            locked=self.locked if unit is None else self.locked | {unit},
            touched=self.touched | touched,
        )


def board_of(question: Question, routes: Iterable[Route]) -> Board:
    """The plan's routes, and an idle line for every other shift; what has started stands in both."""
    given = {(route.volunteer_id, route.shift): route for route in routes}
    served: defaultdict[int, dict[int, Served]] = defaultdict(dict)
    lines = []
    for vol, volunteer in enumerate(question.volunteers):
        for span in question.shifts_of(vol):
            route = given.get((volunteer.id, span.shift))
            lines.append(_line(question, vol, span, route.stops if route is not None else ()))
            for stop in route.stops if route is not None else ():
                need = question.need_idx.get(stop.need_id)
                if need is not None and stop.part in VISITS:
                    served[need][stop.role] = Served(vol=vol, start_s=stop.start_s)
    return Board(question=question, lines=tuple(lines), served=served, locked=question.promised)


def item_of(question: Question, need: int, role: int, part: Part, moments: Moments) -> Item:
    """The stop of a seat, for whoever takes it."""
    asked = question.needs[need]
    pickup = asked.pickup
    if part is Part.PICKUP and pickup is not None:
        place, service_s, load, goods = pickup.place, pickup.service_s, pickup.load, NO_GOODS
    else:
        place, service_s, goods = asked.place, asked.service_s, asked.supplies
        load = -pickup.load if pickup is not None else 0
    return Item(
        need=need,
        need_id=asked.id,
        role=role,
        part=part,
        xy=question.xy(place),
        service_s=service_s,
        moments=moments,
        load=load,
        brought=sum(goods.values()),
        goods=goods,
    )


def reload_item(question: Question, depot_id: str) -> Item:
    depot = question.depots[depot_id]
    return Item(
        need=-1, part=Part.RELOAD, depot_id=depot_id, xy=question.xy(depot.place), service_s=depot.service_s,
        moments=ANY_TIME,
    )  # fmt: skip


ANY_TIME: Moments = ((0, 2**40),)
NO_GOODS: Mapping[str, int] = {}


def _line(question: Question, vol: int, span: Span, stops: Sequence[Stop]) -> Line:
    volunteer = question.volunteers[vol]
    past = question.surveyed.begun.get((vol, span.shift))
    over = {(stop.need_id, stop.role) for stop in past.stops} if past is not None else set()
    breaks = _breaks(volunteer, span)
    to_come = [stop for stop in stops if not stop.need_id or (stop.need_id, stop.role) not in over]
    if past is not None:
        volunteer = replace(volunteer, supplies=question.left_after(volunteer, past.stops))
    line = Line(
        vol=vol,
        volunteer=volunteer,
        shift=span.shift,
        day=span.day,
        pace=question.pace_of(volunteer),
        start_xy=span.start_xy,
        end_xy=None if volunteer.open_end else question.xy(volunteer.end or volunteer.home),
        opens_s=span.opens_s,
        closes_s=span.closes_s,
        items=tuple(_item(question, stop, breaks) for stop in to_come) or breaks,
    )
    if past is None:
        return line
    given = Given(travel_s=past.travel_s, metres=past.metres, tasks=len(past.stops), service_s=past.service_s)
    return replace(line, past=past.stops, past_leaves_s=int(past.leaves_s), past_given=given)


def _breaks(volunteer: Volunteer, span: Span) -> tuple[Item, ...]:
    """Those that the shift owes once it has work: each that can be started and ended within it."""
    owed = []
    for one in volunteer.breaks:
        first_s, last_s = max(one.opens_s, span.opens_s), min(one.closes_s, span.closes_s - one.lasts_s)
        if first_s <= last_s:
            owed.append(_break(one.lasts_s, ((first_s, last_s),)))
    return tuple(sorted(owed, key=lambda item: item.moments))


def _break(lasts_s: int, moments: Moments) -> Item:
    return Item(need=-1, part=Part.BREAK, xy=None, service_s=lasts_s, moments=moments)


def _item(question: Question, stop: Stop, breaks: Sequence[Item]) -> Item:
    start_s, lasts_s = int(stop.start_s), int(stop.end_s - stop.start_s)
    if stop.part is Part.RELOAD:
        return reload_item(question, stop.depot_id)
    if stop.part is Part.BREAK:
        # A plan does not say which of the volunteer's breaks it is; one that fits no span stays where it is.
        fitting = [
            one for one in breaks if one.service_s == lasts_s and earliest(one.moments, start_s) == start_s
        ]
        return fitting[0] if fitting else _break(lasts_s, ((start_s, start_s),))
    need = question.need_idx[stop.need_id]
    if stop.part is Part.PICKUP:
        return item_of(question, need, stop.role, stop.part, ANY_TIME)
    moments = ((start_s, start_s),) if question.is_tied(need) else question.moments(need)
    return item_of(question, need, stop.role, stop.part, moments)
