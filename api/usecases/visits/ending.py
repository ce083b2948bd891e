"""How a visit ends and what becomes of its need: models.aftermath says what follows, this carries it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from api.context import Context
from api.usecases.alarms import is_checked, raise_alarm
from api.usecases.chains import follow_outcome
from api.usecases.civic import check_place
from api.usecases.offers.seats import HANDED_TO_NOBODY, withdraw_all
from api.usecases.standing.keeping import remember_carer
from api.usecases.steps import need_step, visit_step
from api.usecases.stock.coming_back import bring_back
from api.usecases.visits.crews import back_to_queue, crew_of, in_states
from api.usecases.visits.reached import Reached
from api.usecases.visits.withdrawing import called_off
from models.aftermath import AFTERMATH, AtOnce, Fate
from models.cases import IncidentKind
from models.errors import InvalidInput
from models.ladders import AlarmKind
from models.lifecycle import COMING, NeedState, Outcome, VisitState
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.people import recipient as recipient_table
from models.store.tables.visits import incident as incident_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody says when they leave. `cancel`: whoever refused at the door wants nobody else to come."""

    outcome: Outcome
    note: str = ""
    handed_to: str = ""
    returned_to_id: str | None = None
    cancel: bool = False

    def __post_init__(self) -> None:
        """Raises InvalidInput where what the outcome asks for is missing, or something else is said."""
        asked = {
            "handed_to": (bool(self.handed_to), Outcome.HANDED_OVER),
            "returned_to_id": (self.returned_to_id is not None, Outcome.GOODS_RETURNED),
        }
        for name, (given, outcome) in asked.items():
            if given != (self.outcome is outcome):
                raise InvalidInput(f"{name}: given where the outcome is {outcome}, and there alone")
        if self.cancel and self.outcome is not Outcome.REFUSED_AT_DOOR:
            raise InvalidInput(f"cancel: for the outcome {Outcome.REFUSED_AT_DOOR} alone")
        if self.outcome is Outcome.UNSAFE and not self.note:
            raise InvalidInput("note: say what was unsafe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A visit that has just ended."""

    context: Context
    tx: Connection
    act: Act
    need: Row
    visit: Row
    report: Report


def end(context: Context, here: Reached, report: Report, **times: Any) -> Row:
    """The visit after its last step, with all that follows from the outcome.

    Raises InvalidInput where goods were returned to a place that there is not.
    """
    check_place(here.tx, "returned_to_id", report.returned_to_id)
    follows = AFTERMATH[report.outcome]
    visit = visit_step(
        here.tx,
        here.act,
        here.visit,
        follows.visit_step,
        outcome=report.outcome.value,
        outcome_note=report.note,
        handed_to=report.handed_to,
        returned_to_id=report.returned_to_id,
        **times,
    )
    ended = Ended(context=context, tx=here.tx, act=here.act, need=here.need, visit=visit, report=report)
    for one in follows.at_once:
        AT_ONCE[one](ended)
    _decide(ended, follows.fate)
    return visit


def when_absent(tx: Connection, act: Act, need: Row) -> None:
    """A seat is empty again: the need returns to the queue, unless others of its crew serve it already."""
    crew = crew_of(tx, need["id"])
    if need["state"] != NeedState.UNDER_WAY or not crew:
        back_to_queue(tx, act, need)
    elif all(one["state"] == VisitState.CHECKED_OUT for one in crew):
        _done(tx, act, need, Outcome(crew[-1]["outcome"]))


def _remember_carer(ended: Ended) -> None:
    remember_carer(ended.tx, ended.act, ended.need, ended.visit["volunteer_id"])


def _check_welfare(ended: Ended) -> None:
    """Nobody opens where somebody lives alone: a clock runs until somebody has seen or spoken to them."""
    lives_alone = journal.locked(ended.tx, recipient_table, ended.visit["recipient_id"])["lives_alone"]
    if lives_alone and not is_checked(ended.tx, ended.visit["recipient_id"]):
        raise_alarm(ended.tx, ended.act, ended.context.new_id(), AlarmKind.WELFARE_CHECK, ended.visit)


def _open_incident(ended: Ended) -> None:
    visit = ended.visit
    values = {
        "id": ended.context.new_id(),
        "kind": IncidentKind.UNSAFE.value,
        "visit_id": visit["id"],
        "happened_at": visit["checked_out_at"],
        "told": ended.report.note,
        "reporter_id": ended.act.by_id,
        **{name: visit[name] for name in ("need_id", "volunteer_id", "recipient_id", "community_id")},
    }
    journal.create(ended.tx, incident_table, values, ended.act)


def _send_two(ended: Ended) -> None:
    changes = {"first_visit_by_two": True}
    journal.change(ended.tx, recipient_table, ended.visit["recipient_id"], changes, ended.act, "flagged")


def _bring_goods_back(ended: Ended) -> None:
    """What the volunteer carries for this need goes back to where it lay."""
    to_id, why = ended.report.returned_to_id, ended.report.outcome.zh
    bring_back(ended.tx, ended.act, visit_ids=[ended.visit["id"]], to_id=to_id, why=why)


AT_ONCE: Mapping[AtOnce, Callable[[Ended], None]] = {
    AtOnce.REMEMBER_CARER: _remember_carer,
    AtOnce.WELFARE_CHECK: _check_welfare,
    AtOnce.OPEN_INCIDENT: _open_incident,
    AtOnce.SEND_TWO: _send_two,
    AtOnce.BRING_GOODS_BACK: _bring_goods_back,
}


def _decide(ended: Ended, fate: Fate) -> None:
    """The need's next step, once the last of the crew who are there has left.

    Who has not come yet is waited for where the work was done, and called off where it was not.
    """
    crew = crew_of(ended.tx, ended.need["id"])
    if ended.need["state"] != NeedState.UNDER_WAY or in_states(crew, VisitState.CHECKED_IN):
        return
    if fate is Fate.DONE:
        if not in_states(crew, *COMING):
            _done(ended.tx, ended.act, ended.need, ended.report.outcome)
        return
    _free_seats(ended, crew)
    follow_outcome(ended.tx, ended.act, FATES[fate](ended), ended.report.outcome)


def _done(tx: Connection, act: Act, need: Row, outcome: Outcome) -> None:
    withdraw_all(tx, act, need["id"])
    follow_outcome(tx, act, need_step(tx, act, need, "done"), outcome)


def _free_seats(ended: Ended, crew: list[Row]) -> None:
    """The need is to be served anew: nobody of this crew is on the way to it, or counts for it."""
    why = f"{ended.report.outcome.zh}（{ended.visit['id']}）"
    called_off(ended.tx, ended.act, in_states(crew, *COMING), why=why)
    for visit in in_states(crew, VisitState.CHECKED_OUT):
        visit_step(ended.tx, ended.act, visit, "left", ended_why=why)


def _returned(ended: Ended) -> Row:
    return back_to_queue(ended.tx, ended.act, ended.need, note=_noted(ended))


def _unverified(ended: Ended) -> Row:
    withdraw_all(ended.tx, ended.act, ended.need["id"])
    changes = {"note": _noted(ended), "verified_by_id": None, "verified_at": None, **HANDED_TO_NOBODY}
    return need_step(ended.tx, ended.act, ended.need, "unverified", **changes)


def _chosen(ended: Ended) -> Row:
    if not ended.report.cancel:
        return _returned(ended)
    withdraw_all(ended.tx, ended.act, ended.need["id"])
    bring_back(ended.tx, ended.act, need_id=ended.need["id"], why=ended.report.outcome.zh)
    return need_step(ended.tx, ended.act, ended.need, "cancelled", ended_why=ended.report.note)


FATES: Mapping[Fate, Callable[[Ended], Row]] = {
    Fate.RETURNED: _returned,
    Fate.UNVERIFIED: _unverified,
    Fate.CHOSEN: _chosen,
}


def _noted(ended: Ended) -> str:
    """The need's note with what the next one should know of this visit."""
    day = ended.visit["checked_out_at"].astimezone(ended.context.house.zone).date()
    told = "：".join(part for part in (ended.report.outcome.zh, ended.report.note) if part)
    return "\n".join(part for part in (ended.need["note"], f"{day} {told}") if part)
