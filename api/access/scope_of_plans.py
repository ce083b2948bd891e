"""Plans and jobs: of a subdistrict as a whole, or of a community that lies in one."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, or_

from api.access.belonging import Clause, Ids, communities
from models.access import Bound
from models.store.tables.plans import plan
from models.store.tables.work import job


def _of_subdistricts(table: Table) -> Clause:
    def clause(ids: Ids) -> ColumnElement[bool]:
        return or_(table.c.subdistrict_id.in_(ids), table.c.community_id.in_(communities(ids)))

    return clause


SCOPE_OF_PLANS: Mapping[tuple[Table, Bound], Clause] = {
    (plan, Bound.SUBDISTRICT): _of_subdistricts(plan),
    (job, Bound.SUBDISTRICT): _of_subdistricts(job),
}
