"""Rows of the store become the planning question that somebody would have written by hand."""

from datetime import date, timedelta

import pytest

from api.usecases.question.day import day_of
from models.catalogue import NeedKind, Qualification, Speciality, TravelMode
from models.geo import Place, Wgs84
from models.needs import Link, LinkKind, Need, Pin, Role, Series, TimeWindow, Told
from models.people import Limits, Shift, Volunteer
from models.store.tables.needs import offer
from tests.district.rows import (
    LAT,
    LON,
    at,
    write,
    write_absence,
    write_community,
    write_credential,
    write_link,
    write_need,
    write_recipient,
    write_standing,
    write_visit,
    write_volunteer,
)
from tests.houses import MONDAY_8, ZONE

MONDAY = MONDAY_8.date()
TUESDAY = MONDAY + timedelta(days=1)
HOUR = 3600


@pytest.fixture
def tx(district):
    with district.store.writing() as tx:
        yield tx


def asked(tx, needs, volunteers, *, days=1, now=None):
    return day_of(tx, first_day=MONDAY, days=days, zone=ZONE, now=now, needs=needs, volunteers=volunteers)


def test_a_day_is_what_somebody_would_have_written_by_hand(tx):
    community = write_community(tx)
    wang = write_volunteer(
        tx,
        community,
        specialities={"medicine": 2},
        mode="ebike",
        limits={"tasks": 3, "travel_s": 3600},
        born_on=date(1990, 11, 24),
        sex="female",
    )
    write_credential(tx, wang, "qualification", "physician", until_on=date(2027, 1, 1))
    write_credential(tx, wang, "insurance", until_on=date(2026, 12, 31))
    write_credential(tx, wang, "vetting", until_on=date(2026, 11, 1))
    li = write_recipient(
        tx, community, lives_alone=True, first_visit_by_two=True, wanted=[wang["id"]], carer_sex="female"
    )
    crew = [{"speciality": "medicine", "level": 2, "qualifications": ["physician"]}]
    need = write_need(tx, li, kind="home_visit", crew=crew, priority=7, risky=True, note="敲门要久")
    day = asked(tx, [need], [wang])
    assert day.volunteers == (
        Volunteer(
            id=wang["id"],
            name="王敏",
            home=Place(at=Wgs84(LON, LAT), community="琴台社区"),
            shifts=(Shift(opens_s=8 * HOUR, closes_s=18 * HOUR),),
            mode=TravelMode.EBIKE,
            limits=Limits(tasks=3, travel_s=HOUR),
            specialities={Speciality.MEDICINE: 2},
            qualifications={Qualification.PHYSICIAN: date(2027, 1, 1)},
            sex="female",
            age=35,
            insured_until=date(2026, 12, 31),
        ),
    )
    assert day.needs == (
        Need(
            id=need["id"],
            kind=NeedKind.HOME_VISIT,
            recipient_id=li["id"],
            recipient_name="李奶奶",
            place=Place(at=Wgs84(LON + 0.005, LAT), community="琴台社区"),
            windows=(TimeWindow(opens_s=9 * HOUR, closes_s=12 * HOUR),),
            service_s=HOUR,
            priority=7,
            crew=(
                Role(
                    speciality=Speciality.MEDICINE,
                    level=2,
                    qualifications=frozenset({Qualification.PHYSICIAN}),
                ),
            ),
            carer_sex="female",
            risky=True,
            first_visit_flagged=True,
            preferred=frozenset({wang["id"]}),
            note="独居；敲门要久",
        ),
    )
    assert (day.first_day, day.utc_offset_minutes, day.now_s) == (MONDAY, 480, None)


def test_who_may_not_be_sent_or_is_never_free_is_left_out(tx):
    community = write_community(tx)
    there = write_volunteer(tx, community)
    expired = write_volunteer(tx, community)
    write_credential(tx, expired, "training", "急救", until_on=MONDAY - timedelta(days=1))
    sundays = [{"weekday": 7, "from": "08:00", "until": "18:00"}]
    out = [
        expired,
        write_volunteer(tx, community, state="registered"),
        write_volunteer(tx, community, state="suspended"),
        write_volunteer(tx, community, closed_at=MONDAY_8),
        write_volunteer(tx, community, available=sundays),
    ]
    assert [one.id for one in asked(tx, [], [there, *out]).volunteers] == [there["id"]]


def test_an_absence_is_no_part_of_a_shift(tx):
    wang = write_volunteer(tx, write_community(tx))
    write_absence(tx, wang, at("10:00"), at("11:30"))
    (volunteer,) = asked(tx, [], [wang]).volunteers
    assert volunteer.shifts == (
        Shift(opens_s=8 * HOUR, closes_s=10 * HOUR),
        Shift(opens_s=int(11.5 * HOUR), closes_s=18 * HOUR),
    )


def test_an_evening_may_last_until_midnight(tx):
    evenings = [{"weekday": 1, "from": "20:00", "until": "24:00"}]
    (volunteer,) = asked(tx, [], [write_volunteer(tx, write_community(tx), available=evenings)]).volunteers
    assert volunteer.shifts == (Shift(opens_s=20 * HOUR, closes_s=24 * HOUR),)


def test_who_is_on_duty_starts_from_where_they_are_until_they_go_off(tx):
    rider = write_volunteer(
        tx,
        write_community(tx),
        available=[],
        on_duty_until=at("15:00"),
        duty_lon_deg=LON + 0.01,
        duty_lat_deg=LAT,
    )
    (volunteer,) = asked(tx, [], [rider], now=at("10:00")).volunteers
    assert volunteer.shifts == (Shift(opens_s=10 * HOUR, closes_s=15 * HOUR),)
    assert volunteer.home.at == Wgs84(LON + 0.01, LAT)
    assert volunteer.end is not None
    assert volunteer.end.at == Wgs84(LON, LAT)
    assert asked(tx, [], [rider]).volunteers == ()


def test_windows_are_cut_to_the_days_and_what_lies_on_others_is_left_out(tx):
    li = write_recipient(tx, write_community(tx))
    night = write_need(tx, li, at("22:00", MONDAY - timedelta(days=1)), at("02:00"))
    late = write_need(tx, li, at("23:00"), at("03:00", TUESDAY))
    tomorrow = write_need(tx, li, at("09:00", TUESDAY), at("10:00", TUESDAY))
    windows = {need.id: need.windows for need in asked(tx, [night, late, tomorrow], []).needs}
    assert windows == {
        night["id"]: (TimeWindow(opens_s=0, closes_s=2 * HOUR),),
        late["id"]: (TimeWindow(opens_s=23 * HOUR, closes_s=27 * HOUR),),
    }


def test_what_has_begun_and_what_is_accepted_stays_and_all_have_been_told(tx):
    community = write_community(tx)
    wang, zhao, zhou = (write_volunteer(tx, community) for _ in range(3))
    li = write_recipient(tx, community)
    begun, accepted, published = (write_need(tx, li, state="assigned") for _ in range(3))
    write_visit(tx, begun, wang, at("09:00"), state="checked_in", checked_in_at=at("09:05"))
    write_visit(tx, accepted, zhao, at("11:00"), state="accepted")
    write_visit(tx, published, zhou, at("11:30"))
    day = asked(tx, [begun, accepted, published], [zhao, zhou], now=at("09:30"))
    assert {one.id for one in day.volunteers} == {wang["id"], zhao["id"], zhou["id"]}
    assert set(day.pins) == {
        Pin(need_id=begun["id"], volunteer_id=wang["id"], start_s=9 * HOUR + 300, started=True),
        Pin(need_id=accepted["id"], volunteer_id=zhao["id"]),
    }
    assert set(day.told) == {
        Told(need_id=begun["id"], volunteer_id=wang["id"], start_s=9 * HOUR),
        Told(need_id=accepted["id"], volunteer_id=zhao["id"], start_s=11 * HOUR),
        Told(need_id=published["id"], volunteer_id=zhou["id"], start_s=int(11.5 * HOUR)),
    }
    assert day.now_s == int(9.5 * HOUR)


def test_who_has_fallen_ill_keeps_nothing_that_is_to_come(tx):
    community = write_community(tx)
    wang = write_volunteer(tx, community)
    need = write_need(tx, write_recipient(tx, community), state="assigned")
    write_visit(tx, need, wang, at("11:00"), state="accepted")
    write_absence(tx, wang, at("09:00"), at("18:00"))
    day = asked(tx, [need], [wang], now=at("09:30"))
    assert day.pins == ()
    assert day.told == (Told(need_id=need["id"], volunteer_id=wang["id"], start_s=11 * HOUR),)


def test_who_has_accepted_outside_of_their_hours_has_time_for_it(tx):
    community = write_community(tx)
    wang = write_volunteer(tx, community, available=[])
    need = write_need(tx, write_recipient(tx, community), state="assigned")
    write_visit(tx, need, wang, at("11:00"), state="accepted")
    mornings = write_volunteer(tx, community, available=[{"weekday": 1, "from": "08:00", "until": "11:10"}])
    other = write_need(tx, write_recipient(tx, community), state="assigned")
    write_visit(tx, other, mornings, at("11:00"), state="accepted")
    day = asked(tx, [need, other], [mornings])
    (volunteer,) = day.volunteers
    (shift,) = volunteer.shifts
    assert shift.opens_s == 8 * HOUR
    assert shift.closes_s > 12 * HOUR


def test_a_visit_that_the_question_does_not_have_takes_its_time(tx):
    community = write_community(tx)
    wang = write_volunteer(tx, community)
    elsewhere = write_need(tx, write_recipient(tx, community), state="assigned")
    write_visit(tx, elsewhere, wang, at("10:00"))
    (volunteer,) = asked(tx, [], [wang]).volunteers
    assert [shift.closes_s for shift in volunteer.shifts] == [int(9.75 * HOUR), 18 * HOUR]


def test_a_need_whose_visit_is_on_another_day_is_not_asked(tx):
    community = write_community(tx)
    need = write_need(tx, write_recipient(tx, community), at("09:00"), at("12:00", TUESDAY), state="assigned")
    write_visit(tx, need, write_volunteer(tx, community), at("09:00", TUESDAY))
    assert asked(tx, [need], []).needs == ()


def test_links_and_series_hold_what_is_asked(tx):
    li = write_recipient(tx, write_community(tx))
    standing = write_standing(tx, li)
    first = write_need(tx, li, standing_id=standing["id"], occurs_on=MONDAY)
    second = write_need(
        tx, li, at("09:00", TUESDAY), at("10:00", TUESDAY), standing_id=standing["id"], occurs_on=TUESDAY
    )
    other = write_need(tx, li, state="cancelled")
    write_link(tx, first, second, "gap", min_minutes=60, max_minutes=2880)
    write_link(tx, first, other, "same_volunteer")
    write_link(tx, second, first, "after_outcome")
    day = asked(tx, [first, second, other], [], days=2)
    assert day.links == (
        Link(kind=LinkKind.GAP, first_id=first["id"], second_id=second["id"], min_s=HOUR, max_s=48 * HOUR),
    )
    assert day.series == (Series(id=standing["id"], need_ids=(first["id"], second["id"])),)


def test_who_has_been_there_lately_is_a_usual_carer_and_it_is_no_first_visit(tx):
    community = write_community(tx)
    wang = write_volunteer(tx, community)
    li = write_recipient(tx, community, first_visit_by_two=True)
    before = write_need(tx, li, state="done")
    lately = at("09:00", MONDAY - timedelta(days=7))
    write_visit(tx, before, wang, lately, state="checked_out", outcome="done")
    (need,) = asked(tx, [write_need(tx, li)], [wang]).needs
    assert (need.usual_carers, need.first_visit_flagged) == (frozenset({wang["id"]}), False)


def test_what_somebody_has_pinned_is_kept_to_the_minute(tx):
    community = write_community(tx)
    wang = write_volunteer(tx, community)
    need = write_need(tx, write_recipient(tx, community), state="assigned")
    write_visit(tx, need, wang, at("14:00"), pinned=True)
    day = asked(tx, [need], [wang])
    assert day.pins == (Pin(need_id=need["id"], volunteer_id=wang["id"], start_s=14 * HOUR),)
    assert day.needs[0].windows == (
        TimeWindow(opens_s=9 * HOUR, closes_s=12 * HOUR),
        TimeWindow(opens_s=14 * HOUR, closes_s=14 * HOUR),
    )


def test_hours_given_and_refusals_are_what_visits_and_offers_tell(tx):
    community = write_community(tx)
    busy, new = write_volunteer(tx, community), write_volunteer(tx, community)
    recipient = write_recipient(tx, community)
    now = write_need(tx, recipient)
    earlier = MONDAY - timedelta(days=30)
    for after, state in enumerate(("checked_out", "left", "failed", "withdrawn", "declined")):
        day = earlier + timedelta(days=after)
        write_visit(tx, write_need(tx, recipient, service_minutes=90), busy, at("09:00", day), state)
    long_ago = at("09:00", MONDAY - timedelta(days=200))
    write_visit(tx, write_need(tx, recipient), busy, long_ago, "checked_out")
    write_visit(tx, write_need(tx, recipient), busy, long_ago, "declined", role=1)
    for volunteer in (busy, new):
        values = {"community_id": community["id"], "starts_at": at("09:00"), "answer_by_at": at("08:30")}
        declined = {"state": "declined", "answered_at": at("08:00"), "volunteer_id": volunteer["id"]}
        write(tx, offer, need_id=now["id"], **values, **declined)
    write_visit(tx, now, busy, at("09:00"), "accepted")
    found = {one.id: one for one in asked(tx, [now], [busy, new]).volunteers}
    # Of six answers lately two were no: one to a visit, one to an offer.
    assert (found[busy["id"]].hours_given, found[busy["id"]].refusal_permille) == (4.0, 333)
    assert (found[new["id"]].hours_given, found[new["id"]].refusal_permille) == (0.0, 0)
