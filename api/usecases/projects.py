"""Projects: published, recruiting, closed; people sign up while they are recruiting."""

from sqlalchemy import Connection, func, select

from api.access.tasks import Task
from api.context import Context
from api.schemas.projects import ProjectIn, ProjectOut
from api.usecases.civic import check_open, check_place
from api.usecases.registers import Register
from models.civic import SIGNED_UP, WITHDRAWN, PlaceKind, ProjectState
from models.errors import Conflict, InvalidInput, NotFound
from models.lifecycle import PROJECT_STEPS, VolunteerState, after
from models.store import journal
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.civic import organisation, project
from models.store.tables.people import project_sign_up, volunteer


def _complete(context: Context, tx: Connection, values: Row) -> Row:
    check_open(tx, "organisation_id", values["organisation_id"], organisation)
    check_place(tx, "community_id", values["community_id"], PlaceKind.COMMUNITY)
    begins_at, ends_at = values["begins_at"], values["ends_at"]
    if begins_at is not None and ends_at is not None and not begins_at < ends_at:
        raise InvalidInput(f"ends_at={ends_at.isoformat()} is not after begins_at")
    # Locked before they are counted, as those who sign up lock it.
    tx.execute(select(project.c.id).where(project.c.id == values["id"]).with_for_update())
    signed = _signed_up(tx, values["id"])
    if 0 < values["wanted"] < signed:
        raise Conflict(f"wanted={values['wanted']}: {signed} have signed up already")
    return values


def _patched(context: Context, row: Row, sent: Row) -> Row:
    if row["state"] == ProjectState.CLOSED:
        raise Conflict(f"project {row['id']} is closed")
    return row


PROJECTS = Register(
    path="projects",
    noun="project",
    table=project,
    new=ProjectIn,
    shown=ProjectOut,
    read=Task.READ_CIVIC,
    keep=Task.KEEP_CIVIC,
    filters=(project.c.state, project.c.organisation_id, project.c.community_id),
    complete=_complete,
    patched=_patched,
)


def step(context: Context, id: str, step: str, why: str, version: int | None) -> Row:
    """The project after it. Raises ForbiddenStep, NotFound."""
    with context.writing() as tx:
        row = context.one(tx, project, id)
        state = after(PROJECT_STEPS, "project", id, row["state"], step)
        seen = row["version"] if version is None else version
        return context.change(tx, project, id, {"state": state}, step, version=seen, why=why)


def sign_up(context: Context, project_id: str, volunteer_id: str) -> Row:
    """Whoever signs somebody up answers for them. Raises NotFound, Conflict where there is no room."""
    with context.writing() as tx:
        # Everybody may see a project; and while it is locked nobody else takes the last place.
        asked = journal.locked(tx, project, project_id)
        person = context.one(tx, volunteer, volunteer_id)
        if asked["state"] != ProjectState.RECRUITING:
            raise Conflict(f"project {project_id} is {asked['state']}, not recruiting")
        if person["closed_at"] is not None or person["state"] == VolunteerState.SUSPENDED:
            raise Conflict(f"volunteer {volunteer_id} is suspended or closed")
        query = select(project_sign_up).where(
            project_sign_up.c.project_id == project_id, project_sign_up.c.volunteer_id == volunteer_id
        )
        before = tx.execute(query).mappings().one_or_none()
        if before is not None and before["state"] == SIGNED_UP:
            raise Conflict(f"volunteer {volunteer_id} has signed up to project {project_id} already")
        if 0 < asked["wanted"] <= _signed_up(tx, project_id):
            raise Conflict(f"project {project_id} has all {asked['wanted']} that it wants")
        if before is not None:
            return context.change(tx, project_sign_up, before["id"], {"state": SIGNED_UP}, SIGNED_UP)
        values = {"project_id": project_id, "volunteer_id": volunteer_id, "state": SIGNED_UP}
        return context.create(tx, project_sign_up, values, step=SIGNED_UP)


def withdraw(context: Context, project_id: str, id: str) -> Row:
    """Raises NotFound, Conflict where it is withdrawn already."""
    with context.writing() as tx:
        row = context.one(tx, project_sign_up, id)
        if row["project_id"] != project_id:
            raise NotFound("project_sign_up", id)
        if row["state"] != SIGNED_UP:
            raise Conflict(f"sign-up {id} is withdrawn already")
        return context.change(tx, project_sign_up, id, {"state": WITHDRAWN}, WITHDRAWN)


def sign_ups(context: Context, project_id: str, *, limit: int, after: str | None) -> Page:
    """Those who have signed up, as far as the caller is responsible for them or for the project."""
    query = context.rows(project_sign_up).where(
        project_sign_up.c.project_id == project_id, project_sign_up.c.state == SIGNED_UP
    )
    with context.reading() as tx:
        return page(tx, query, [project_sign_up.c.id], limit=limit, after=after)


def _signed_up(tx: Connection, project_id: str) -> int:
    query = select(func.count()).where(
        project_sign_up.c.project_id == project_id, project_sign_up.c.state == SIGNED_UP
    )
    return tx.execute(query).scalar_one()
