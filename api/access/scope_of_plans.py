"""Plans and jobs: of a subdistrict as a whole, or of a community that lies in one."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Table, or_, select

from models.access import Bound
from models.store.tables.places import place
from models.store.tables.plans import plan
from models.store.tables.work import job


def _of_subdistricts(table: Table) -> Callable[[frozenset[str]], ColumnElement[bool]]:
    def clause(ids: frozenset[str]) -> ColumnElement[bool]:
        communities = select(place.c.id).where(place.c.subdistrict_id.in_(ids))
        return or_(table.c.subdistrict_id.in_(ids), table.c.community_id.in_(communities))

    return clause


SCOPE_OF_PLANS: Mapping[tuple[Table, Bound], Callable[[frozenset[str]], ColumnElement[bool]]] = {
    (plan, Bound.SUBDISTRICT): _of_subdistricts(plan),
    (job, Bound.SUBDISTRICT): _of_subdistricts(job),
}
