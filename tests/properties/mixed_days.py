"""Days that mix whatever the question can ask, drawn from one seed: small, and short of people and time.

Each feature is asked of the day by name, so that a failing day can be had again with fewer of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from models.catalogue import Sex, Speciality, TravelMode
from models.day import Day, Depot
from models.geo import Place
from models.needs import Link, LinkKind, Need, Pickup, Pin, Role, Series, Told
from models.people import Break, Limits, Volunteer
from models.terms import Terms
from models.units import DAY_S, HOUR_S, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window

FEATURES = (
    "breaks", "carers", "chains", "crews", "days", "fetched", "late", "limits", "links", "now", "pickups",
    "pins", "prizes", "rules", "series", "started", "supplies", "terms", "told", "week",
)  # fmt: skip

LIFTING = Role(speciality=Speciality.LIFTING, level=2)


def mixed_day(seed: int, features: Sequence[str]) -> Day:
    """One to seven volunteers, three to twelve needs."""
    draw = Random(seed)
    volunteers = [_volunteer(draw, f"v{number}", features) for number in range(draw.randint(1, 7))]
    needs = [_need(draw, f"n{number:02}", features) for number in range(draw.randint(3, 12))]
    ids = [need.id for need in needs]
    day = make_day(volunteers, needs, days=2 if "days" in features else 1)
    if "week" in features:
        day = replace(day, first_day=MONDAY + timedelta(days=6))  # the second day is of the next week
    if "chains" in features:
        links = (_link(LinkKind.ALL_OR_NONE, *draw.sample(ids, 2)) for _ in range(2))
        day = replace(day, links=(*day.links, *links))
    if "links" in features:
        day = replace(day, links=(*day.links, *_ties(draw, needs)))
    if "series" in features:
        day = replace(day, series=(Series(id="s", need_ids=tuple(draw.sample(ids, 3))),))
    if "supplies" in features and draw.random() < 0.6:
        day = replace(day, depots=(Depot(id="d", place=make_place(0, 500), service_s=Seconds(300)),))
    if "prizes" in features:
        day = replace(day, prize_s=draw.choice([100, 1000]))
    if "now" in features:
        day = replace(day, now_s=Seconds(9 * HOUR_S + 600))
    if "pins" in features:
        need = draw.choice(needs)
        somebody = Pin(need_id=need.id, volunteer_id=draw.choice(volunteers).id)
        day = replace(
            day, pins=(draw.choice([somebody, Pin(need_id=need.id, start_s=need.windows[0].opens_s)]),)
        )
    if "fetched" in features:
        day = _fetched(draw, day)
    if "started" in features:
        day = _begun(draw, day)
    if "told" in features:
        day = replace(day, told=tuple(_told(draw, need, volunteers) for need in draw.sample(needs, 3)))
    if "terms" in features:
        day = replace(day, terms=_terms(draw))
    return day


def _volunteer(draw: Random, id: str, features: Sequence[str]) -> Volunteer:
    days = 2 if "days" in features else 1
    opens_h, lasts_h = draw.choice([8, 9, 10]), draw.choice([1, 2, 4, 6])
    shifts = [make_shift(24 * day + opens_h, 24 * day + opens_h + lasts_h) for day in range(days)]
    if draw.random() < 0.2:
        shifts.insert(1, make_shift(opens_h + lasts_h + 0.5, opens_h + lasts_h + 2))
    one = make_volunteer(
        id,
        home=_place(draw),
        shifts=tuple(shifts),
        mode=draw.choice(list(TravelMode)),
        open_end=draw.random() < 0.3,
        end=_place(draw) if draw.random() < 0.2 else None,
    )
    if "breaks" in features and draw.random() < 0.5:
        opens_s = draw.choice([9, 10, 11]) * HOUR_S
        spans_s = [opens_s + day * DAY_S for day in range(days)]
        one = replace(
            one,
            breaks=tuple(
                Break(opens_s=Seconds(at_s), closes_s=Seconds(at_s + HOUR_S), lasts_s=Seconds(1800))
                for at_s in spans_s
            ),
        )
    if "limits" in features:
        limits = Limits(
            tasks=draw.choice([None, 1, 2]),
            service_s=draw.choice([None, Seconds(3600)]),
            week_service_s=draw.choice([None, Seconds(5400)]),
            travel_s=draw.choice([None, Seconds(3000)]),
        )
        one = replace(one, limits=limits)
    if "supplies" in features and draw.random() < 0.5:
        one = replace(one, supplies={"mask": draw.randint(0, 3)})
    if "terms" in features:
        one = replace(
            one, hours_given=draw.choice([0.0, 3.7, 40.0]), refusal_permille=draw.choice([0, 333, 1000])
        )
    if "rules" in features:
        one = replace(
            one,
            insured_until=draw.choice([None, MONDAY + timedelta(days=3)]),
            sex=draw.choice([None, *Sex]),
            specialities=draw.choice([{}, {Speciality.LIFTING: 1}, {Speciality.LIFTING: 3}]),
            capacity=draw.choice([1, 2, 5]),
            age=draw.choice([16, 40, 40, 40]),
            guardian_id="v0",
        )
        if id == one.guardian_id:
            one = replace(one, age=40)
    return one


def _need(draw: Random, id: str, features: Sequence[str]) -> Need:
    opens_h = draw.choice([8, 9, 10, 11, 12])
    windows = [make_window(opens_h, opens_h + draw.choice([0, 0.5, 1, 2]))]
    if "days" in features and draw.random() < 0.6:
        windows.append(make_window(opens_h + 24, opens_h + 25))
    one = make_need(
        id,
        place=_place(draw),
        windows=tuple(windows),
        priority=draw.randint(1, 9),
        service_s=Seconds(draw.choice([900, 1800, 3600])),
    )
    if "late" in features and draw.random() < 0.4:
        one = replace(one, late_s=Seconds(1200))
    if "pickups" in features and draw.random() < 0.4:
        one = replace(one, pickup=Pickup(place=_place(draw), service_s=Seconds(300), load=draw.randint(1, 3)))
    if "supplies" in features and draw.random() < 0.4:
        one = replace(one, supplies={"mask": draw.randint(1, 3)})
    if "carers" in features:
        liked, known = (frozenset(draw.sample(["v0", "v1", "v2"], draw.randint(0, 2))) for _ in range(2))
        one = replace(one, preferred=liked, usual_carers=known)
    if "rules" in features:
        one = replace(
            one,
            crew=draw.choice([(Role(),), (LIFTING,)]),
            risky=draw.random() < 0.3,
            carer_sex=draw.choice([None, None, Sex.FEMALE]),
            first_visit_flagged=draw.random() < 0.1,
            refused=frozenset({"v0"}) if draw.random() < 0.2 else frozenset(),
        )
    if "crews" in features and draw.random() < 0.4:
        one = replace(one, crew=one.crew[:1] * draw.choice([2, 2, 3]))
    return one


def _ties(draw: Random, needs: Sequence[Need]) -> list[Link]:
    """A gap between two, and one hand for two who are served by one."""
    ties = []
    if len(needs) > 1:
        first, second = draw.sample([need.id for need in needs], 2)
        gap = _link(LinkKind.GAP, first, second)
        least_s, most_s = draw.choice([(1800, None), (1800, 7200), (-3600, 0), (0, 0), (-1800, 1800)])
        most_s = None if most_s is None else Seconds(most_s)
        ties.append(replace(gap, min_s=Seconds(least_s), max_s=most_s))
    alone = [need.id for need in needs if len(need.crew) == 1]
    if len(alone) > 1:
        ties.append(_link(LinkKind.SAME_VOLUNTEER, *draw.sample(alone, 2)))
    return ties


def _begun(draw: Random, day: Day) -> Day:
    """Somebody has started on something when their first shift opened, ten minutes ago."""
    volunteer, need = draw.choice(day.volunteers), draw.choice(day.needs)
    opens_s = volunteer.shifts[0].opens_s
    pin = Pin(need_id=need.id, volunteer_id=volunteer.id, start_s=opens_s, started=True)
    others = tuple(one for one in day.pins if one.need_id != need.id)
    return replace(day, pins=(*others, pin), now_s=Seconds(opens_s + 600))


def _fetched(draw: Random, day: Day) -> Day:
    """What somebody is to bring to a need is on board already."""
    needs = [need for need in day.needs if need.pickup is not None]
    if not needs:
        return day
    need, volunteer = draw.choice(needs), draw.choice(day.volunteers)
    others = tuple(one for one in day.pins if one.need_id != need.id)
    pin = Pin(need_id=need.id, volunteer_id=volunteer.id, picked_up=True)
    return replace(day, pins=(*others, pin))


def _told(draw: Random, need: Need, volunteers: Sequence[Volunteer]) -> Told:
    """Somebody was told to come, perhaps not within a window of today's question."""
    start_s = need.windows[0].opens_s + draw.choice([0, 600, 3600])
    return Told(
        need_id=need.id,
        role=draw.randrange(len(need.crew)),
        volunteer_id=draw.choice(volunteers).id,
        start_s=Seconds(start_s),
    )


def _terms(draw: Random) -> Terms:
    return Terms(
        late=draw.choice([0, 2]),
        late_max=draw.choice([0, 3]),
        wait=draw.choice([0, 1, 2]),
        moved_after_s=draw.choice([0, 1800]),
        balance_permille=draw.choice([0, 500]),
        scarce_s=draw.choice([0, 333]),
        refusal_s=draw.choice([0, 100]),
    )


def _link(kind: LinkKind, first_id: str, second_id: str) -> Link:
    return Link(kind=kind, first_id=first_id, second_id=second_id)


def _place(draw: Random) -> Place:
    return make_place(draw.randint(-2000, 2000), draw.randint(-2000, 2000))
