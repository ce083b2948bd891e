"""Offers answered: accepted, which makes visits, or declined."""

from collections.abc import Sequence

from sqlalchemy import Connection

from api.access.caller import Forbidden
from api.context import Context
from api.schemas.offers import AcceptIn
from api.usecases.needs.asked import lasts
from api.usecases.offers.candidates import Person, check_may, members_of, ranked
from api.usecases.offers.seats import crew_by_seat, end_offer, free_seats, settle_need
from api.usecases.seating import Seating, seat
from matcher.assigning import cheapest
from models.access import Role
from models.errors import Conflict, InvalidInput
from models.lifecycle import VisitState
from models.offers import OfferState
from models.store import journal
from models.store.journal import Row
from models.store.tables.needs import need as need_table
from models.store.tables.needs import offer as offer_table

Named = Sequence[tuple[str, int]]
"""Volunteers, and the seats that they take."""


class OfferGone(Conflict):
    """Somebody else was first, or it is not on offer any more."""

    code = "offer_gone"


class NobodyAble(Conflict):
    """Of those who could be chosen nobody may go and has time."""

    code = "nobody_able"


def accept(context: Context, id: str, body: AcceptIn) -> tuple[Row, Row, list[Row]]:
    """The offer, its need and the visits made: of concurrent answers one wins. Raises OfferGone, NotAble."""
    with context.writing() as tx:
        offer, need = _locked(context, tx, id)
        named = _named(context, tx, offer, need, body)
        return _accepted(context, tx, offer, need, named, body.why)


def choose(context: Context, id: str, why: str) -> tuple[Row, Row, list[Row]]:
    """As `accept`, with the people whom the engine ranks first. Raises NobodyAble naming the seats.

    They are looked for before the transaction that seats them, which looks at the rules again.
    """
    with context.reading() as tx:
        offer = context.one(tx, offer_table, id)
        need = dict(
            tx.execute(need_table.select().where(need_table.c.id == offer["need_id"])).mappings().one()
        )
        people = _members(tx, offer)
        crew = crew_by_seat(tx, need["id"])
        seats = free_seats(need, crew) if offer["team_id"] else [offer["role"]]
        going = {one["volunteer_id"] for one in crew.values()}
        found = ranked(
            tx,
            context.house,
            need,
            [one for one in people if one["id"] not in going],
            seats,
            starts_at=offer["starts_at"],
            now=context.now,
        )
    named = _chosen(need, seats, found)
    with context.writing() as tx:
        offer, need = _locked(context, tx, id)
        return _accepted(context, tx, offer, need, named, why)


def decline(context: Context, id: str, why: str) -> tuple[Row, Row]:
    """The offer and its need, which is back in the queue where nobody else is asked."""
    with context.writing() as tx:
        offer, need = _locked(context, tx, id)
        if offer["volunteer_id"] is None and _is_only_a_rider(context):
            raise Forbidden("what is offered to a whole station is declined by its keeper")
        for_id = offer["volunteer_id"]
        act = context.act(
            why, for_id=None if for_id is None or context.caller.is_volunteer(for_id) else for_id
        )
        ended = end_offer(tx, act, offer, OfferState.DECLINED)
        return ended, settle_need(tx, context.act(why), need["id"])


def _locked(context: Context, tx: Connection, id: str) -> tuple[Row, Row]:
    """The open offer and its need, the need locked first as everywhere. Raises OfferGone."""
    seen = context.one(tx, offer_table, id)
    need = journal.locked(tx, need_table, seen["need_id"])
    offer = journal.locked(tx, offer_table, id)
    if offer["state"] != OfferState.OPEN:
        raise OfferGone(f"offer {id} is {offer['state']}")
    if offer["answer_by_at"] < context.now:
        raise OfferGone(f"offer {id} had to be answered by {offer['answer_by_at'].isoformat()}")
    return offer, need


def _accepted(
    context: Context, tx: Connection, offer: Row, need: Row, named: Named, why: str
) -> tuple[Row, Row, list[Row]]:
    going = [one["volunteer_id"] for one in crew_by_seat(tx, need["id"]).values()]
    starts_at = offer["starts_at"]
    check_may(tx, context.house, need, named, starts_at=starts_at, now=context.now, crew=going)
    visits = []
    for volunteer_id, role in sorted(named):  # in the order of their ids, as everybody locks them
        self = context.caller.is_volunteer(volunteer_id)
        one = Seating(
            id=context.new_id(),
            need_id=need["id"],
            role=role,
            volunteer_id=volunteer_id,
            starts_at=starts_at,
            ends_at=starts_at + lasts(need),
            state=VisitState.ACCEPTED,
        )
        visits += seat(tx, context.act(why, for_id=None if self else volunteer_id), [one], "accepted")
    first = named[0][0]
    values = {
        "state": OfferState.ACCEPTED.value,
        "taken_by_id": first,
        "answered_at": context.now,
        "why": why,
    }
    act = context.act(why, for_id=None if context.caller.is_volunteer(first) else first)
    taken = journal.change(tx, offer_table, offer["id"], values, act, "accepted")
    handed = {name: offer[name] for name in ("team_id", "station_id") if offer[name] is not None}
    if handed:
        journal.change(tx, need_table, need["id"], handed, context.act(why), "handed_over")
    return taken, settle_need(tx, context.act(why), need["id"]), visits


def _named(context: Context, tx: Connection, offer: Row, need: Row, body: AcceptIn) -> Named:
    """Who comes. Raises InvalidInput, Forbidden."""
    free = free_seats(need, crew_by_seat(tx, need["id"]))
    ids = [one.volunteer_id for one in body.people]
    if len(set(ids)) < len(ids):
        raise InvalidInput("people: nobody takes two seats")
    if offer["team_id"] is None:
        return [(_one(context, tx, offer, ids), offer["role"])]
    if not ids:
        raise InvalidInput("people: the leader names who comes, or POST …/choose leaves it to the engine")
    _check_members(tx, offer, ids)
    if len(ids) > len(free):
        raise InvalidInput(f"people: need {need['id']} has {len(free)} free seats, and {len(ids)} are named")
    given = [one.role for one in body.people if one.role is not None]
    if len(set(given)) < len(given) or not {*given} <= {*free}:
        raise InvalidInput(f"people: role={given}: the free seats of need {need['id']} are {free}")
    left = iter(role for role in free if role not in given)
    return [(one.volunteer_id, next(left) if one.role is None else one.role) for one in body.people]


def _one(context: Context, tx: Connection, offer: Row, ids: Sequence[str]) -> str:
    """The person who was asked; of a station the rider who is named, or is the caller."""
    asked: str | None = offer["volunteer_id"]
    own = [grant.bound_id for grant in context.caller.grants if grant.role is Role.VOLUNTEER]
    ids = ids or ([asked] if asked is not None else own[:1])
    if len(ids) != 1:
        raise InvalidInput("people: one rider comes; name them")
    if asked is not None and ids[0] != asked:
        raise InvalidInput(f"people: volunteer {asked} was asked, not {ids[0]}")
    if _is_only_a_rider(context) and ids[0] not in own:
        raise Forbidden("you accept for yourself; a station's keeper accepts for others")
    if asked is None:
        _check_members(tx, offer, ids)
    return ids[0]


def _is_only_a_rider(context: Context) -> bool:
    return all(grant.role is Role.VOLUNTEER for grant in context.caller.grants)


def _members(tx: Connection, offer: Row) -> list[Row]:
    if offer["volunteer_id"] is not None:
        raise InvalidInput(f"offer {offer['id']} goes to one person: there is nobody to choose from")
    return members_of(tx, team_id=offer["team_id"], station_id=offer["station_id"])


def _check_members(tx: Connection, offer: Row, ids: Sequence[str]) -> None:
    members = {row["id"] for row in _members(tx, offer)}
    whose = "team" if offer["team_id"] is not None else "station"
    for id in ids:
        if id not in members:
            raise InvalidInput(f"people: volunteer {id} is not of this {whose}")


def _chosen(need: Row, seats: Sequence[int], people: Sequence[Person]) -> Named:
    """The cheapest people for the seats, nobody twice. A minor goes where people name them."""
    able = [one for one in people if one.is_able and one.volunteer["guardian_id"] is None]
    ids = sorted({one.volunteer["id"] for one in able})
    cost = {(one.volunteer["id"], one.role): one.cost_s for one in able}
    given = cheapest([[cost.get((id, role)) for id in ids] for role in seats])
    if given is None:
        missing = [role for role in seats if not any(one.role == role for one in able)] or list(seats)
        raise NobodyAble(f"need {need['id']}: nobody who may go and has time for the seats {missing}")
    return [(ids[column], role) for role, column in zip(seats, given, strict=True)]
