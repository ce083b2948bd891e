"""Donated medicine: what is left over is what was received less what is out, whatever happens to it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.usecases.clock.all import CLOCKS
from api.usecases.clock.stock_clock import stock_clock
from models.store import journal
from models.store.tables.needs import need as need_table
from models.store.tables.requests import keyed_request
from models.store.tables.stock import lot as lot_table
from models.store.tables.stock import release as release_table
from tests.district.dispensing import MEDICINE, Dispensing
from tests.district.planning import make_plan, publish
from tests.district.rows import write_credential, write_need, write_volunteer


def test_the_worker_calls_the_clock_of_stock():
    assert stock_clock in CLOCKS


def test_what_is_released_is_no_longer_left_over(district):
    stock = Dispensing(district)
    released = stock.release(3)
    assert (released["state"], released["pharmacist_id"]) == ("released", stock.pharmacist_row["id"])
    assert len(released["code"]) == 6
    assert stock.lot_now()["left_over"] == 7


def test_the_code_of_the_seal_is_shown_once_and_kept_nowhere(small_district):
    stock = Dispensing(small_district)
    key = {"headers": {"idempotency-key": "k"}}
    released = stock.pharmacist.ok("POST", "/v1/releases", stock.wish(), **key)
    again = stock.pharmacist.refused(409, "POST", "/v1/releases", stock.wish(), **key)
    assert again["code"] == "answer_lost"
    with small_district.store.reading() as tx:
        assert released["code"] not in str(tx.execute(select(keyed_request)).all())
    path = f"/v1/releases/{released['id']}"
    assert "code" not in stock.pharmacist.ok("GET", path)
    lines = stock.office.ok("GET", f"{path}/history")["items"]
    assert released["code"] not in str(lines)
    assert "seal_print" not in str(lines)
    assert released["code"] not in str(stock.release_now(released))


def test_only_a_pharmacist_in_person_releases(small_district):
    stock = Dispensing(small_district)
    for other in (stock.office, stock.goer, small_district.administrator()):
        problem = other.refused(403, "POST", "/v1/releases", stock.wish())
        assert "by a pharmacist in person" in problem["detail"]
    named = stock.wish() | {"pharmacist_id": stock.pharmacist_row["id"]}
    assert stock.office.refused(422, "POST", "/v1/releases", named)["code"] == "invalid_input"
    assert stock.lot_now()["left_over"] == 10


@pytest.mark.parametrize(
    ("credential", "volunteer"),
    [
        ({"until_on": "2026-11-22"}, {}),
        ({"from_on": "2026-11-24"}, {}),
        ({"ended_at": True}, {}),
        ({}, {"state": "suspended"}),
        ({"name": "physician"}, {}),
    ],
    ids=str,
)
def test_a_qualification_that_does_not_hold_today_releases_nothing(small_district, credential, volunteer):
    stock = Dispensing(small_district)
    values = {"name": "pharmacist"} | credential
    for name in ("until_on", "from_on"):
        if name in values:
            values[name] = small_district.clock.now.date().fromisoformat(values[name])
    if values.pop("ended_at", None):
        values["ended_at"] = small_district.clock.now
    with small_district.store.writing() as tx:
        other = write_volunteer(tx, stock.visiting.community, **volunteer)
        write_credential(tx, other, "qualification", **values)
    stock.signed_in(other).refused(403, "POST", "/v1/releases", stock.wish())


def test_no_more_is_released_than_is_left(district):
    stock = Dispensing(district, received=3)
    stock.release(2)
    problem = stock.pharmacist.refused(409, "POST", "/v1/releases", stock.wish(2))
    assert "has 1 盒 left, not 2" in problem["detail"]


def test_what_expires_before_it_is_used_is_not_released(small_district):
    stock = Dispensing(small_district, expires_on="2026-11-23")
    stock.release(1)  # the need is for today
    with small_district.store.writing() as tx:
        tomorrow = stock.visiting.need_row["until_at"].replace(day=24)
        later = write_need(tx, stock.visiting.recipient_row, closes=tomorrow)
    problem = stock.pharmacist.refused(409, "POST", "/v1/releases", stock.wish(need_id=later["id"]))
    assert "expires on 2026-11-23" in problem["detail"]


def test_what_has_expired_is_not_taken_in(small_district):
    stock = Dispensing(small_district)
    body = stock.lot_body(expires_on="2026-11-22")
    assert stock.office.refused(422, "POST", "/v1/lots", body)["detail"].startswith("expires_on")


def test_a_lot_lies_where_medicine_may_lie(small_district):
    stock = Dispensing(small_district)
    venue = stock.office.add(
        "places",
        kind="venue",
        name="活动室",
        parent_id=stock.pharmacy["parent_id"],
        lon_deg=114.2,
        lat_deg=30.5,
    )
    problem = stock.office.refused(422, "POST", "/v1/lots", stock.lot_body(place_id=venue["id"]))
    assert "place_id" in problem["detail"]


def test_no_diagnosis_is_taken_in(small_district):
    stock = Dispensing(small_district)
    problem = stock.pharmacist.refused(422, "POST", "/v1/releases", stock.wish(diagnosis="高血压"))
    assert problem["errors"][0]["at"] == "body.diagnosis"
    assert not [column.name for column in (*lot_table.c, *release_table.c) if "diagnos" in column.name]


def test_the_first_to_expire_is_suggested_first(district):
    stock = Dispensing(district)
    soon = stock.add_lot(lot_number="A2", expires_on="2026-12-31")
    gone = stock.add_lot(lot_number="A3", expires_on="2026-12-01", received=1)
    stock.release(1, lot_id=gone["id"])
    stock.add_lot(medicine="布洛芬")
    path = f"/v1/lots/first-to-expire?medicine={MEDICINE}"
    found = stock.pharmacist.ok("GET", path)["items"]
    assert [one["id"] for one in found] == [soon["id"], stock.lot["id"]]
    assert stock.goer.ok("GET", path)["items"] == []  # a rider has no business with the shelves


def test_many_lots_come_in_at_once_or_none(small_district):
    stock = Dispensing(small_district)
    many = [stock.lot_body(lot_number=f"B{number}") for number in range(3)]
    assert len(stock.office.ok("POST", "/v1/lots/bulk", {"items": many})["ids"]) == 3
    wrong = [*many, stock.lot_body(expires_on="2020-01-01")]
    problem = stock.office.refused(422, "POST", "/v1/lots/bulk", {"items": wrong})
    assert problem["detail"].startswith("items.3: expires_on")
    assert len(stock.office.ok("GET", "/v1/lots")["items"]) == 4


def test_what_is_delivered_was_collected_for_the_visit_and_bears_the_code(district):
    stock = Dispensing(district)
    released = stock.release()
    path = f"/v1/releases/{released['id']}"
    handing = {"visit_id": stock.visit_id, "code": released["code"].lower()}
    assert stock.goer.refused(409, "POST", f"{path}/deliver", handing)["detail"].endswith(
        "after the check-in"
    )
    assert stock.collect(released)["visit_id"] == stock.visit_id
    stock.check_in()
    wrong = stock.goer.refused(409, "POST", f"{path}/deliver", handing | {"code": "222222"})
    assert "sealed with another code" in wrong["detail"]
    assert stock.goer.ok("POST", f"{path}/deliver", handing)["state"] == "delivered"
    stock.check_out(outcome="done")
    assert stock.lot_now()["left_over"] == 8


def test_nobody_collects_for_a_need_that_they_do_not_visit(small_district):
    stock, other = Dispensing(small_district), Dispensing(small_district)
    released = stock.release()
    body = {"visit_id": other.visit_id}
    other.goer.refused(404, "POST", f"/v1/releases/{released['id']}/collect", body)
    body = {"visit_id": stock.visit_id}
    other.goer.refused(404, "POST", f"/v1/releases/{released['id']}/collect", body)


UNDELIVERED = [
    {"outcome": "nobody_home"},
    {"outcome": "wrong_address"},
    {"outcome": "refused_at_door", "cancel": True},
    {"outcome": "unsafe", "note": "恶犬"},
]


@pytest.mark.parametrize("outcome", UNDELIVERED, ids=lambda one: one["outcome"])
def test_what_cannot_be_delivered_comes_back(district, outcome):
    stock = Dispensing(district)
    released = stock.release(3)
    stock.collect(released)
    stock.check_in()
    stock.check_out(**outcome)
    assert stock.release_now(released)["state"] == "returned"
    assert stock.lot_now()["left_over"] == 10


def test_goods_are_returned_to_a_place(small_district):
    stock = Dispensing(small_district)
    released = stock.release(3)
    stock.collect(released)
    stock.check_in()
    stock.check_out(outcome="goods_returned", returned_to_id=stock.pharmacy["id"])
    assert stock.release_now(released)["returned_to_id"] == stock.pharmacy["id"]
    assert stock.lot_now()["left_over"] == 10


def test_what_was_left_elsewhere_is_out_until_somebody_brings_it_back(small_district):
    stock = Dispensing(small_district)
    released = stock.release(3)
    stock.collect(released)
    spot = {"lon_deg": 114.2, "lat_deg": 30.5, "parent_id": stock.pharmacy["parent_id"]}
    station = stock.office.add("places", kind="station", name="阳小驿", **spot)
    stock.check_in()
    stock.check_out(outcome="goods_returned", returned_to_id=station["id"])
    assert stock.release_now(released)["returned_to_id"] == station["id"]
    assert stock.lot_now()["left_over"] == 7
    stock.office.ok("POST", f"/v1/releases/{released['id']}/return", {"why": "驿站送回"})
    assert stock.lot_now()["left_over"] == 10


def test_goods_are_returned_to_a_place_that_there_is(small_district):
    stock = Dispensing(small_district)
    stock.check_in()
    body = {"outcome": "goods_returned", "returned_to_id": "nowhere"}
    problem = stock.goer.refused(422, "POST", f"{stock.visiting.path()}/check-out", body)
    assert "returned_to_id='nowhere'" in problem["detail"]


@pytest.mark.parametrize(("storage", "intact"), [("cold", True), ("room", False)])
def test_what_comes_back_unusable_is_written_off(district, storage, intact):
    stock = Dispensing(district, storage=storage)
    released = stock.release(3)
    body = {"why": "无人在家", "seal_intact": intact}
    stock.office.ok("POST", f"/v1/releases/{released['id']}/return", body)
    lot = stock.lot_now()
    assert (lot["left_over"], lot["written_off"]) == (7, 3)
    assert stock.release_now(released)["why"] == "无人在家"


def test_a_volunteer_who_declines_brings_back_what_they_carry(small_district):
    stock = Dispensing(small_district)
    stock.collect(stock.release(3))
    stock.goer.ok("POST", f"{stock.visiting.path()}/decline", {"why": "车坏了"})
    assert stock.lot_now()["left_over"] == 10


def test_what_was_collected_for_a_need_that_is_cancelled_comes_back(small_district):
    stock = Dispensing(small_district)
    stock.collect(stock.release(3))
    need_id = stock.visiting.need_row["id"]
    stock.office.ok("POST", f"/v1/needs/{need_id}/cancel", {"why": "家属已取药"})
    assert stock.lot_now()["left_over"] == 10


def test_what_was_collected_for_a_visit_that_a_new_plan_withdraws_comes_back(district):
    stock, client = Dispensing(district), district.administrator()
    released = stock.release(3)
    stock.collect(released)
    span = {"from_at": "2026-11-23T08:20:00", "until_at": "2026-11-23T18:00:00", "why": "发烧"}
    client.add(f"volunteers/{stock.visiting.volunteers[0]['id']}/absences", **span)
    assert publish(client, make_plan(district, client))["withdrawn"] == [stock.visit_id]
    assert (stock.lot_now()["left_over"], stock.release_now(released)["state"]) == (10, "returned")


@pytest.mark.parametrize("state", ["cancelled", "expired", "unmet"])
def test_what_is_out_for_a_need_that_is_over_comes_back_by_the_clock(district, state):
    stock = Dispensing(district)
    stock.release(3)
    need_id, act = stock.visiting.need_row["id"], journal.Act(by_id="test", at=district.clock.now)
    assert stock_clock(district.house, district.clock.now) == 0
    with district.store.writing() as tx:
        journal.change(tx, need_table, need_id, {"state": state}, act, state)
    assert stock_clock(district.house, district.clock.now) == 1
    assert stock.lot_now()["left_over"] == 10
    assert stock_clock(district.house, district.clock.now) == 0


def test_what_has_been_received_is_corrected_to_no_less_than_has_gone(small_district):
    stock = Dispensing(small_district)
    stock.release(3)
    path = f"/v1/lots/{stock.lot['id']}"
    assert stock.office.ok("PATCH", path, {"received": 8})["left_over"] == 5
    assert "3 have been released" in stock.office.refused(422, "PATCH", path, {"received": 2})["detail"]


def test_twenty_who_release_at_once_release_no_more_than_there_is(district):
    stock = Dispensing(district, received=5)

    def ask(_: int) -> int:
        return stock.pharmacist.post("/v1/releases", json=stock.wish(1)).status_code

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(20)))
    assert (answers.count(201), answers.count(409)) == (5, 15)
    assert stock.lot_now()["left_over"] == 0


AMOUNTS = st.integers(1, 4)
MOVES = st.one_of(
    st.tuples(st.just("release"), AMOUNTS),
    st.tuples(st.just("write_off"), AMOUNTS),
    st.tuples(st.sampled_from(["collect", "return", "return_broken", "lose"]), st.integers(0, 3)),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["room", "cold"]), st.lists(MOVES, min_size=3, max_size=10))
def test_what_is_left_over_is_what_was_received_less_what_is_out(district, storage, moves):
    stock = Dispensing(district, received=6, storage=storage)
    releases: list[dict] = []
    for move, number in moves:
        if move == "release":
            answer = stock.pharmacist.post("/v1/releases", json=stock.wish(number))
            releases += [answer.json()] * (answer.status_code == 201)
        elif move == "write_off":
            stock.office.post(f"/v1/lots/{stock.lot['id']}/write-off", json={"amount": number, "why": "破损"})
        elif releases:
            path = f"/v1/releases/{releases[number % len(releases)]['id']}"
            if move == "collect":
                stock.goer.post(f"{path}/collect", json={"visit_id": stock.visit_id})
            elif move == "lose":
                stock.office.post(f"{path}/lose", json={"why": "遗失"})
            else:
                intact = {"seal_intact": move == "return"}
                stock.office.post(f"{path}/return", json={"why": "退回"} | intact)
        check_balance(stock)


def check_balance(stock: Dispensing) -> None:
    lot = stock.lot_now()
    with stock.district.store.reading() as tx:
        query = select(release_table).where(release_table.c.lot_id == lot["id"])
        rows = tx.execute(query).mappings().all()
        out = sum(row["amount"] for row in rows if row["state"] != "returned")
        assert lot["left_over"] == lot["received"] - lot["written_off"] - out
        assert 0 <= lot["left_over"] <= lot["received"]
        assert journal.replayed(tx, lot_table, lot["id"]) == lot
