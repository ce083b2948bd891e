"""Organisations, groups, teams and what resident units offer."""

from sqlalchemy import Connection, Table, select

from api.access.tasks import Task
from api.context import Context
from api.schemas.civic import (
    GroupIn,
    GroupOut,
    OrganisationIn,
    OrganisationOut,
    ResourceOfferIn,
    ResourceOfferOut,
    TeamIn,
    TeamOut,
)
from api.usecases.registers import Register
from models.civic import PlaceKind
from models.errors import InvalidInput
from models.store.journal import Row
from models.store.tables.civic import civic_group, organisation, resource_offer, team
from models.store.tables.places import place


def check_place(tx: Connection, name: str, id: str | None, *kinds: PlaceKind) -> None:
    """Raises InvalidInput where the id is given and is no open place of these kinds (of any, without)."""
    if id is None:
        return
    kind = tx.execute(select(place.c.kind).where(place.c.id == id, place.c.closed_at.is_(None))).scalar()
    if kind is None or (kinds and kind not in kinds):
        raise InvalidInput(f"{name}={id!r}: there is no such {' or '.join(kinds) or 'place'}")


def check_open(tx: Connection, name: str, id: str | None, table: Table) -> None:
    """Raises InvalidInput where the id is given and there is no such row, or it is closed."""
    if id is None:
        return
    if not tx.execute(select(table.c.id).where(table.c.id == id, table.c.closed_at.is_(None))).first():
        raise InvalidInput(f"{name}={id!r}: there is no such {table.name.replace('_', ' ')}")


def _of_station(context: Context, tx: Connection, values: Row) -> Row:
    """A station is given riders by those who are responsible for it: they see what is offered to it.

    Raises NotFound where the team would become one of a station out of the caller's reach.
    """
    id = values["station_id"]
    if id is not None and not context.reach.everything:
        before = tx.execute(select(team.c.station_id).where(team.c.id == values.get("id"))).scalar()
        if before != id:
            context.one(tx, place, id)
    return _complete(context, tx, values)


def _complete(context: Context, tx: Connection, values: Row) -> Row:
    """What a row refers to is there and open."""
    check_place(tx, "community_id", values["community_id"], PlaceKind.COMMUNITY)
    check_place(tx, "station_id", values.get("station_id"), PlaceKind.STATION)
    check_place(tx, "place_id", values.get("place_id"))
    check_open(tx, "organisation_id", values.get("organisation_id"), organisation)
    check_open(tx, "group_id", values.get("group_id"), civic_group)
    if "from_at" in values and not values["from_at"] < values["until_at"]:
        raise InvalidInput(f"until_at={values['until_at'].isoformat()} is not after from_at")
    return values


ORGANISATIONS = Register(
    path="organisations",
    noun="organisation",
    table=organisation,
    new=OrganisationIn,
    shown=OrganisationOut,
    read=Task.READ_CIVIC,
    keep=Task.KEEP_CIVIC,
    filters=(organisation.c.party, organisation.c.community_id),
    complete=_complete,
)
GROUPS = Register(
    path="groups",
    noun="group",
    table=civic_group,
    new=GroupIn,
    shown=GroupOut,
    read=Task.READ_CIVIC,
    keep=Task.KEEP_CIVIC,
    filters=(civic_group.c.organisation_id, civic_group.c.community_id),
    complete=_complete,
)
TEAMS = Register(
    path="teams",
    noun="team",
    table=team,
    new=TeamIn,
    shown=TeamOut,
    read=Task.READ_CIVIC,
    keep=Task.KEEP_CIVIC,
    filters=(team.c.speciality, team.c.organisation_id, team.c.station_id, team.c.community_id),
    complete=_of_station,
)
RESOURCE_OFFERS = Register(
    path="resource-offers",
    noun="resource offer",
    table=resource_offer,
    new=ResourceOfferIn,
    shown=ResourceOfferOut,
    read=Task.READ_CIVIC,
    keep=Task.KEEP_CIVIC,
    filters=(resource_offer.c.resource, resource_offer.c.organisation_id, resource_offer.c.community_id),
    complete=_complete,
)
