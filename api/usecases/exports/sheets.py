"""What an export of each kind has for columns, and how its rows are read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, ColumnElement, Select

from api.access.tasks import Task
from api.context import Context
from api.house import House
from api.usecases.feed.numbering import number_lines
from api.usecases.feed.telling import untold
from models.catalogue import Language, NeedKind, Sex, Speciality, TravelMode
from models.errors import InvalidInput
from models.lifecycle import NeedState, Outcome, VisitState, VolunteerState
from models.phones import masked
from models.store.journal import Row, history
from models.store.tables.needs import need
from models.store.tables.people import recipient, volunteer
from models.store.tables.places import place
from models.store.tables.visits import visit

AT_ONCE = 1_000
"""Rows of one transaction."""

WEEKDAYS = "一二三四五六日"


class Of(StrEnum):
    """What is exported."""

    VOLUNTEERS = "volunteers"
    NEEDS = "needs"
    VISITS = "visits"
    HISTORY = "history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a table is narrowed by; `from_at` to before `until_at`: see Kind.moment."""

    state: str | None = None
    kind: str | None = None
    community_id: str | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`columns`: header and what of a row stands under it. `key` sorts the rows, without gaps or twins."""

    task: Task
    query: Callable[[Context], Select[Any]]
    key: "Column[Any]"
    equal: Mapping[str, "Column[Any]"]
    moment: "Column[Any]"
    columns: Mapping[str, Callable[[Row, House], Any]]


def rows_of(context: Context, of: Of, filters: Filters) -> Iterator[list[Any]]:
    """The cells of each row, in the order in which the rows were made. Raises InvalidInput, Forbidden."""
    kind = KINDS[of]
    context.caller.reach(kind.task)
    query = kind.query(context).where(*_conditions(kind, of, filters))
    if of is Of.HISTORY:
        number_lines(context.house, context.now)
    last: Any = None
    while True:
        page = query if last is None else query.where(kind.key > last)
        with context.reading() as tx:
            rows = [dict(row) for row in tx.execute(page.order_by(kind.key).limit(AT_ONCE)).mappings()]
        for row in rows:
            yield [cell(row, context.house) for cell in kind.columns.values()]
        if len(rows) < AT_ONCE:
            return
        last = rows[-1][kind.key.name]


def check_filters(of: Of, filters: Filters) -> None:
    """Raises InvalidInput where that table cannot be narrowed so."""
    _conditions(KINDS[of], of, filters)


def _conditions(kind: Kind, of: Of, filters: Filters) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name in ("state", "kind", "community_id"):
        value = getattr(filters, name)
        if value is None:
            continue
        if name not in kind.equal:
            raise InvalidInput(f"filters.{name}: {of} cannot be narrowed by that")
        found.append(kind.equal[name] == value)
    if filters.from_at is not None:
        found.append(kind.moment >= filters.from_at)
    if filters.until_at is not None:
        found.append(kind.moment < filters.until_at)
    return found


def _volunteers(context: Context) -> Select[Any]:
    joined = context.rows(volunteer).outerjoin(place, volunteer.c.community_id == place.c.id)
    return joined.add_columns(place.c.name.label("community")).where(volunteer.c.closed_at.is_(None))


def _needs(context: Context) -> Select[Any]:
    joined = context.rows(need).join(recipient, need.c.recipient_id == recipient.c.id)
    return joined.join(place, need.c.community_id == place.c.id).add_columns(
        recipient.c.name, recipient.c.phone_sealed, place.c.name.label("community")
    )


def _visits(context: Context) -> Select[Any]:
    joined = context.rows(visit).join(need, visit.c.need_id == need.c.id)
    joined = joined.join(recipient, visit.c.recipient_id == recipient.c.id)
    joined = joined.join(volunteer, visit.c.volunteer_id == volunteer.c.id)
    return joined.join(place, visit.c.community_id == place.c.id).add_columns(
        need.c.kind,
        recipient.c.name,
        volunteer.c.name.label("volunteer"),
        volunteer.c.number,
        place.c.name.label("community"),
    )


def _history(context: Context) -> Select[Any]:
    return context.rows(history).where(
        history.c.number.is_not(None), history.c.noun.not_in(sorted(untold(context.caller)))
    )


def _is(name: str) -> Callable[[Row, House], Any]:
    return lambda row, house: row[name]


def _zh(name: str, kind: type[Any]) -> Callable[[Row, House], str]:
    return lambda row, house: "" if row[name] is None else kind(row[name]).zh


def _moment(name: str) -> Callable[[Row, House], str]:
    return lambda row, house: _local(row[name], house.zone)


def _local(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _phone(row: Row, house: House) -> str:
    return "" if row["phone_sealed"] is None else masked(house.seal.opened(row["phone_sealed"]))


def _specialities(row: Row, house: House) -> str:
    return "、".join(f"{Speciality(name).zh}{level}级" for name, level in sorted(row["specialities"].items()))


def _available(row: Row, house: House) -> str:
    spans = (f"周{WEEKDAYS[one['weekday'] - 1]} {one['from']}-{one['until']}" for one in row["available"])
    return "；".join(spans)


def _windows(row: Row, house: House) -> str:
    ends = (
        [_local(datetime.fromisoformat(one[end]), house.zone) for end in ("from", "until")]
        for one in row["windows"]
    )
    return "；".join(f"{opens}至{closes}" for opens, closes in ends)


KINDS: Mapping[Of, Kind] = MappingProxyType(
    {
        Of.VOLUNTEERS: Kind(
            task=Task.READ_VOLUNTEERS,
            query=_volunteers,
            key=volunteer.c.id,
            equal={"state": volunteer.c.state, "community_id": volunteer.c.community_id},
            moment=volunteer.c.created_at,
            columns={
                "编号": _is("id"),
                "志愿者编号": _is("number"),
                "姓名": _is("name"),
                "手机号": _phone,
                "性别": _zh("sex", Sex),
                "所属社区": _is("community"),
                "住址": _is("address"),
                "特长": _specialities,
                "语言": lambda row, house: "、".join(Language(one).zh for one in row["languages"]),
                "出行方式": _zh("mode", TravelMode),
                "可服务时间": _available,
                "状态": _zh("state", VolunteerState),
                "登记时间": _moment("created_at"),
            },
        ),
        Of.NEEDS: Kind(
            task=Task.READ_NEEDS,
            query=_needs,
            key=need.c.id,
            equal={
                "state": need.c.state,
                "kind": need.c.kind,
                "community_id": need.c.community_id,
            },
            moment=need.c.from_at,
            columns={
                "需求编号": _is("id"),
                "类型": _zh("kind", NeedKind),
                "状态": _zh("state", NeedState),
                "服务对象": _is("name"),
                "电话": _phone,
                "所属社区": _is("community"),
                "住址": _is("label"),
                "期望时间": _windows,
                "时长(分钟)": _is("service_minutes"),
                "优先级": _is("priority"),
                "人数": lambda row, house: len(row["crew"]),
                "工单号": _is("ticket"),
                "评分": _is("stars"),
                "登记时间": _moment("created_at"),
            },
        ),
        Of.VISITS: Kind(
            task=Task.READ_VISITS,
            query=_visits,
            key=visit.c.id,
            equal={
                "state": visit.c.state,
                "kind": need.c.kind,
                "community_id": visit.c.community_id,
            },
            moment=visit.c.starts_at,
            columns={
                "上门编号": _is("id"),
                "需求编号": _is("need_id"),
                "类型": _zh("kind", NeedKind),
                "状态": _zh("state", VisitState),
                "志愿者": _is("volunteer"),
                "志愿者编号": _is("number"),
                "服务对象": _is("name"),
                "所属社区": _is("community"),
                "开始": _moment("starts_at"),
                "结束": _moment("ends_at"),
                "签到": _moment("checked_in_at"),
                "签退": _moment("checked_out_at"),
                "结果": _zh("outcome", Outcome),
            },
        ),
        Of.HISTORY: Kind(
            task=Task.READ_FEED,
            query=_history,
            key=history.c.number,
            equal={"kind": history.c.noun, "community_id": history.c.community_id},
            moment=history.c.at,
            columns={
                "序号": _is("number"),
                "对象": _is("noun"),
                "编号": _is("subject_id"),
                "版本": _is("version"),
                "步骤": _is("step"),
                "时间": _moment("at"),
                "操作人": _is("by_id"),
                "代何人": _is("for_id"),
                "原因": _is("why"),
                "字段": lambda row, house: "、".join(sorted(row["changes"])),
                "请求": _is("request_id"),
            },
        ),
    }
)
