"""A seat of a need as something to do: straight on, or by way of a depot."""

from dataclasses import dataclass

from matcher.explaining.board import ANY_TIME, item_of, reload_item
from matcher.explaining.lines import Item, Moments, aboard
from matcher.explaining.question import Question
from matcher.rules import Ask
from models.plans import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What whoever takes the seat does, one thing after the other; the last is the visit."""

    items: tuple[Item, ...]

    @property
    def visit(self) -> Item:
        return self.items[-1]

    @property
    def before_s(self) -> int:
        """Service before the visit."""
        return sum(item.service_s for item in self.items[:-1])

    @property
    def service_s(self) -> int:
        """Service that limits count."""
        return sum(item.service_s for item in self.items if item.need >= 0)

    @property
    def reloads(self) -> bool:
        return any(item.part is Part.RELOAD for item in self.items)

    @property
    def load(self) -> int:
        """The most that it adds on board: what it fetches, or puts down without having fetched it."""
        fetched = sum(item.load for item in self.items[:-1])
        return self.visit.brought + max(fetched, aboard(self.items))


def errands_of(question: Question, need: int, ask: Ask, moments: Moments) -> list[Errand]:
    """The ways to go about a seat: straight on, or, where goods are asked for, by way of a depot."""
    part = Part.VISIT if ask.need.pickup is None else Part.DROPOFF
    visit = item_of(question, need, ask.role, part, moments)
    fetched = []
    if ask.need.pickup is not None and not ask.picked_up:
        fetched = [item_of(question, need, ask.role, Part.PICKUP, ANY_TIME)]
    found = [Errand(items=(*fetched, visit))]
    for depot_id in sorted(question.depots) if visit.goods else ():
        reload = reload_item(question, depot_id)
        found.append(Errand(items=(reload, *fetched, visit)))
        if fetched:
            found.append(Errand(items=(*fetched, reload, visit)))
    return found
