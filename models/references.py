"""What a question names is in it, once: else it is refused by its place in the question and its value."""

from collections.abc import Mapping, Sequence, Set

from models.errors import InvalidInput
from models.needs import Link, Need, Pin, Series, Told
from models.people import ADULT_AGE, Volunteer


def check_references(
    *,
    volunteers: Sequence[Volunteer],
    needs: Sequence[Need],
    depot_ids: Sequence[str],
    links: Sequence[Link],
    series: Sequence[Series],
    pins: Sequence[Pin],
    told: Sequence[Told],
) -> None:
    """Raises InvalidInput where an id appears twice or is unknown, or one thing is said in two ways."""
    _check_unique("depot", depot_ids)
    _check_unique("volunteer", [volunteer.id for volunteer in volunteers])
    _check_unique("need", [need.id for need in needs])
    _check_unique("series", [one.id for one in series])
    _check_guardians(volunteers)
    crew_sizes = {need.id: len(need.crew) for need in needs}
    volunteer_ids = {volunteer.id for volunteer in volunteers}
    for at, link in enumerate(links):
        _check_known(f"links[{at}].first_id", crew_sizes, link.first_id)
        _check_known(f"links[{at}].second_id", crew_sizes, link.second_id)
    for at, one in enumerate(series):
        for number, need_id in enumerate(one.need_ids):
            _check_known(f"series[{at}].need_ids[{number}] of series {one.id}", crew_sizes, need_id)
    for at, pin in enumerate(pins):
        _check_seat(f"pins[{at}]", pin, crew_sizes)
        if pin.volunteer_id is not None:
            _check_known(f"pins[{at}].volunteer_id of need {pin.need_id}", volunteer_ids, pin.volunteer_id)
    taken: dict[tuple[str, int], int] = {}
    for at, visit in enumerate(told):
        _check_seat(f"told[{at}]", visit, crew_sizes)
        if visit.volunteer_id is not None and visit.volunteer_id not in volunteer_ids:
            raise InvalidInput(
                f"told[{at}].volunteer_id of need {visit.need_id}: unknown id {visit.volunteer_id!r} "
                "(of who has left the volunteers, leave volunteer_id out)"
            )
        first = taken.setdefault((visit.need_id, visit.role), at)
        if first != at:
            raise InvalidInput(
                f"told[{at}] of need {visit.need_id}: told[{first}] is of role={visit.role} too"
            )


def _check_guardians(volunteers: Sequence[Volunteer]) -> None:
    by_id = {volunteer.id: volunteer for volunteer in volunteers}
    for at, volunteer in enumerate(volunteers):
        if volunteer.guardian_id:
            where = f"volunteers[{at}].guardian_id of volunteer {volunteer.id}"
            _check_known(where, by_id, volunteer.guardian_id)
            guardian = by_id[volunteer.guardian_id]
            if guardian.is_minor:
                told = f"volunteer {guardian.id} is age={guardian.age}, a guardian is {ADULT_AGE} or more"
                raise InvalidInput(f"{where}: {told}")


def _check_seat(where: str, seat: Pin | Told, crew_sizes: Mapping[str, int]) -> None:
    _check_known(f"{where}.need_id", crew_sizes, seat.need_id)
    if not 0 <= seat.role < crew_sizes[seat.need_id]:
        raise InvalidInput(
            f"{where}.role of need {seat.need_id}: role={seat.role} of {crew_sizes[seat.need_id]}"
        )


def _check_unique(noun: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InvalidInput(f"{noun} id {one!r} appears twice")
        seen.add(one)


def _check_known(where: str, ids: Set[str] | Mapping[str, object], wanted: str) -> None:
    if wanted not in ids:
        raise InvalidInput(f"{where}: unknown id {wanted!r}")
