"""Pairs that may be one person: proposed with evidence, decided by the office, merged and taken apart."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.sealing import Seal
from models.access import Bound, Role
from models.lifecycle import VisitState
from models.store import journal
from models.store.columns import metadata
from models.store.tables.access import role_grant, user_account
from models.store.tables.civic import organisation, project, team
from models.store.tables.needs import need
from models.store.tables.people import likeness, membership, project_sign_up, volunteer
from models.store.tables.visits import incident, visit
from tests.district.builders import (
    make_community,
    make_credential,
    make_organisation,
    make_recipient,
    make_team,
    make_volunteer,
)
from tests.district.rows import (
    ACT,
    at,
    write,
    write_absence,
    write_community,
    write_credential,
    write_need,
    write_recipient,
    write_standing,
    write_visit,
    write_volunteer,
)
from tests.houses import MONDAY_8

MAN = "360426199101010071"


def proposed(client, query="?state=proposed"):
    return client.ok("GET", f"/v1/likenesses{query}")["items"]


def pair_of(client, **second):
    """Two entries of one man from two lists, and the pair that they are."""
    one = make_volunteer(client, name="王敏", identity_number=MAN, born_on=None, sex=None)
    values = {"identity_number": MAN, "born_on": None, "sex": None} | second
    other = make_volunteer(client, name="王 敏", **values)
    return one, other, proposed(client)[0]


def test_of_entries_written_at_the_same_moment_every_pair_is_proposed(district):
    client = district.administrator()
    community, together = make_community(client), Barrier(4)

    def add(number):
        together.wait(10)
        client.add("volunteers", name="王敏", identity_number=MAN, community_id=community["id"])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))
    assert len(proposed(client)) == 6


def merged(client, pair, keep):
    return client.ok("POST", f"/v1/likenesses/{pair['id']}/merge", {"keep": keep["id"], "why": "同一人"})


def test_the_same_person_from_two_lists_is_proposed_with_the_evidence(district):
    client = district.administrator()
    one = make_volunteer(client, name="王敏", phone="13800001234", number="420105001", origins=["名册甲"])
    other = make_volunteer(client, name="王 敏", phone="138 0000 1234", born_on=None, origins=["名册乙"])
    (pair,) = proposed(client)
    assert pair["evidence"] == {"agrees": ["phone", "name", "sex"], "contradicts": []}
    assert {pair["first"]["id"], pair["second"]["id"]} == {one["id"], other["id"]}
    assert {pair["first"]["phone"], pair["second"]["phone"]} == {"138****1234"}


def test_a_family_that_shares_one_phone_is_not_proposed(district):
    client = district.administrator()
    for name, born_on in (("王敏", "1980-05-01"), ("王强", "1978-01-01"), ("王敏", "2005-05-01")):
        make_volunteer(client, name=name, phone="13800001234", born_on=born_on)
    assert proposed(client) == []


def test_pairs_within_one_list_are_found_the_surest_first(district):
    client = district.administrator()
    home = make_community(client)["id"]
    rows = [
        {"name": "王敏", "born_on": "1980-05-01"},
        {"name": "李强", "number": "7", "phone": "13800001234"},
        {"name": "王敏", "born_on": "1980-05-01"},
        {"name": "李强", "number": "7", "phone": "13800001234"},
    ]
    items = [row | {"community_id": home} for row in rows]
    ids = client.ok("POST", "/v1/volunteers/bulk", {"items": items})["ids"]
    found = [{pair["first_id"], pair["second_id"]} for pair in map(with_ids, proposed(client))]
    assert found == [{ids[1], ids[3]}, {ids[0], ids[2]}]


def with_ids(pair):
    return {"first_id": pair["first"]["id"], "second_id": pair["second"]["id"]}


def test_a_proposal_lapses_and_comes_back_with_what_it_rests_on(district):
    client = district.administrator()
    make_volunteer(client, name="王敏", phone="13800001234")
    other = make_volunteer(client, name="王敏", phone="13800001234")
    (pair,) = proposed(client)
    path = f"/v1/volunteers/{other['id']}"
    client.ok("PATCH", path, {"born_on": "1999-01-01"})
    assert proposed(client) == []
    client.ok("PATCH", path, {"born_on": "1980-05-01"})
    assert [one["id"] for one in proposed(client)] == [pair["id"]]


def test_two_people_are_said_to_be_two_once(district):
    client = district.administrator()
    _, other, pair = pair_of(client)
    client.ok("POST", f"/v1/likenesses/{pair['id']}/reject", {"why": "号码录错"})
    client.ok("PATCH", f"/v1/volunteers/{other['id']}", {"note": "一"})
    assert proposed(client) == []
    assert client.refused(409, "POST", f"/v1/likenesses/{pair['id']}/unmerge", {})["code"] == "forbidden_step"


def test_everything_of_the_one_that_goes_is_with_the_one_that_stays(district):
    client = district.administrator()
    kept, gone, pair = pair_of(client, number="420105001", specialities={"nursing": 2}, note="会按摩")
    make_credential(client, gone, kind="vetting")
    team = make_team(client, kept, gone)
    asked = make_recipient(client, wanted=[gone["id"]], refused=[])
    with district.store.writing() as tx:
        need_ = write_need(tx, asked, wanted=[kept["id"], gone["id"]])
        visit_ = write_visit(tx, need_, gone, at("10:00"))
    own = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, gone["id"])
    answer = merged(client, pair, kept)
    assert answer["state"] == "merged"
    now = client.ok("GET", f"/v1/volunteers/{kept['id']}")
    assert (now["number"], now["note"]) == ("420105001", "会按摩")
    assert now["specialities"] == {"companionship": 3, "nursing": 2}
    kinds = [one["kind"] for one in client.ok("GET", f"/v1/volunteers/{kept['id']}/credentials")["items"]]
    assert sorted(kinds) == ["training", "training", "vetting"]
    assert len(client.ok("GET", f"/v1/teams/{team['id']}/members")["items"]) == 1
    assert client.ok("GET", f"/v1/recipients/{asked['id']}")["wanted"] == [kept["id"]]
    assert row_of(district, need, need_["id"])["wanted"] == [kept["id"]]
    assert row_of(district, visit, visit_["id"])["volunteer_id"] == kept["id"]
    assert [one["id"] for one in own.ok("GET", "/v1/volunteers")["items"]] == [kept["id"]]
    closed = client.ok("GET", f"/v1/volunteers/{gone['id']}")
    assert (closed["merged_into_id"], closed["closed_at"] is None) == (kept["id"], False)
    assert kept["id"] in client.refused(409, "PATCH", f"/v1/volunteers/{gone['id']}", {"note": "x"})["detail"]
    assert proposed(client) == []


def row_of(district, table, id):
    with district.store.reading() as tx:
        return dict(tx.execute(select(table).where(table.c.id == id)).mappings().one())


def test_what_was_changed_since_the_merge_stays_and_is_named(district):
    client = district.administrator()
    kept, gone, pair = pair_of(client, number="420105001", note="会按摩", phone="13800001234")
    path = f"/v1/volunteers/{kept['id']}"
    merged(client, pair, kept)
    client.ok("PATCH", path, {"note": "会按摩，周三不便"})
    answer = client.ok("POST", f"/v1/likenesses/{pair['id']}/unmerge", {"why": "看错了"})
    assert answer["left"] == [{"noun": "volunteer", "id": kept["id"], "fields": ["note"]}]
    now, back = client.ok("GET", path), client.ok("GET", f"/v1/volunteers/{gone['id']}")
    assert (now["number"], now["note"]) == (None, "会按摩，周三不便")
    assert (back["number"], back["merged_into_id"], back["closed_at"]) == ("420105001", None, None)
    assert answer["likeness"]["state"] == "unmerged"
    assert merged(client, pair, gone)["state"] == "merged"


def test_who_is_suspended_under_one_name_is_suspended(small_district):
    client = small_district.administrator()
    kept, gone, pair = pair_of(client)
    client.ok("POST", f"/v1/volunteers/{gone['id']}/suspend", {"why": "投诉"})
    merged(client, pair, kept)
    now = client.ok("GET", f"/v1/volunteers/{kept['id']}")
    assert (now["state"], now["suspended_why"]) == ("suspended", "投诉")


def test_nobody_is_merged_into_two_visits_at_once(district):
    client = district.administrator()
    kept, gone, pair = pair_of(client)
    asked = make_recipient(client)
    with district.store.writing() as tx:
        for one in (kept, gone):
            write_visit(tx, write_need(tx, asked), one, at("10:00"))
    problem = client.refused(409, "POST", f"/v1/likenesses/{pair['id']}/merge", {"keep": kept["id"]})
    assert "at once" in problem["detail"]


def test_a_project_knows_a_merged_person_once(district):
    client = district.administrator()
    kept, gone, pair = pair_of(client)
    project = client.add("projects", name="慰问", organisation_id=make_organisation(client)["id"])
    path = f"/v1/projects/{project['id']}"
    for step in ("publish", "recruit"):
        client.ok("POST", f"{path}/{step}", {})
    for one in (kept, gone):
        client.ok("POST", f"{path}/sign-ups", {"volunteer_id": one["id"]})
    merged(client, pair, kept)
    assert [one["volunteer_id"] for one in client.ok("GET", f"{path}/sign-ups")["items"]] == [kept["id"]]
    client.ok("POST", f"/v1/likenesses/{pair['id']}/unmerge", {})
    assert len(client.ok("GET", f"{path}/sign-ups")["items"]) == 2


def test_merges_are_taken_back_the_last_one_first(small_district):
    client = small_district.administrator()
    first, second, pair = pair_of(client)
    merged(client, pair, first)
    third = make_volunteer(client, name="王敏", identity_number=MAN, born_on=None, sex=None)
    (later,) = proposed(client)
    merged(client, later, third)
    problem = client.refused(409, "POST", f"/v1/likenesses/{pair['id']}/unmerge", {})
    assert "unmerge that first" in problem["detail"]
    for one in (later, pair):
        client.ok("POST", f"/v1/likenesses/{one['id']}/unmerge", {})
    assert {one["id"] for one in client.ok("GET", "/v1/volunteers")["items"]} == {
        one["id"] for one in (first, second, third)
    }


def test_only_who_is_responsible_for_both_decides_about_a_pair(district):
    client = district.administrator()
    home = make_community(client)["id"]
    kept, _, pair = pair_of(client, community_id=home)
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, home)
    assert proposed(dispatcher) == []
    dispatcher.refused(404, "POST", f"/v1/likenesses/{pair['id']}/merge", {"keep": kept["id"]})
    own = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, kept["id"])
    own.refused(403, "GET", "/v1/likenesses")
    client.refused(422, "POST", f"/v1/likenesses/{pair['id']}/merge", {"keep": home})


either = st.sampled_from(["kept", "gone"])
words = st.sampled_from(["", "一", "二"])
people = st.fixed_dictionaries(
    {
        "number": st.sampled_from([None, "1", "2"]),
        "phone_sealed": st.sampled_from([None, Seal(b"0" * 32).sealed("+8613800001234")]),
        "born_on": st.sampled_from([None, MONDAY_8.date() - timedelta(days=9000)]),
        "sex": st.sampled_from([None, "female"]),
        "languages": st.lists(st.sampled_from(["mandarin", "wuhan", "sign"]), unique=True),
        "specialities": st.dictionaries(st.sampled_from(["nursing", "legal"]), st.integers(1, 5)),
        "limits": st.sampled_from([{}, {"tasks": 3}]),
        "state": st.sampled_from(["registered", "trained", "suspended"]),
        "suspended_why": words,
        "on_duty_until": st.sampled_from([None, MONDAY_8 + timedelta(hours=2)]),
        "note": words,
        "origins": st.lists(words.filter(bool), unique=True),
    }
)
lists = st.lists(st.sampled_from(["kept", "gone", "third"]), unique=True)
worlds = st.fixed_dictionaries(
    {
        "kept": people,
        "gone": people,
        "wanted": lists,
        "refused": lists,
        "carer": either,
        "guards": st.sampled_from([(), ("kept", "gone"), ("gone", "kept"), ("third", "gone")]),
        "visits": st.lists(st.tuples(either, st.sampled_from(list(VisitState))), max_size=3),
        "members": st.lists(st.tuples(either, st.booleans()), max_size=4),
        "sign_ups": st.dictionaries(either, st.sampled_from(["signed_up", "withdrawn"])),
    }
)


def write_world(tx, drawn):
    """The drawn rows around two entries: their ids by name, and the id of the pair."""
    home = write_community(tx)
    ids = {}
    for name in ("kept", "gone", "third"):
        ids[name] = write_volunteer(tx, home, **drawn.get(name, {}))["id"]
    if drawn["guards"]:
        ward, guardian = (ids[name] for name in drawn["guards"])
        journal.change(tx, volunteer, ward, {"guardian_id": guardian}, ACT, "changed")
    chosen = {name: [ids[one] for one in drawn[name]] for name in ("wanted", "refused")}
    asked = write_recipient(tx, home, **chosen)
    carer = ids[drawn["carer"]]
    standing = write_standing(tx, asked, usual_carer_id=carer, asks=chosen)
    for number, (who, state) in enumerate(drawn["visits"]):
        served = write_need(tx, asked, **chosen)
        write_visit(tx, served, {"id": ids[who]}, at(f"{10 + number}:00"), state.value)
    charity = write(tx, organisation, party="charity", name="基金会")["id"]
    team_id = write(tx, team, name="队", speciality="legal", organisation_id=charity)["id"]
    for who, leads in drawn["members"]:
        write(tx, membership, volunteer_id=ids[who], team_id=team_id, leads=leads)
    project_id = write(tx, project, name="慰问", organisation_id=charity)["id"]
    for who, state in drawn["sign_ups"].items():
        write(tx, project_sign_up, volunteer_id=ids[who], project_id=project_id, state=state)
    write_credential(tx, {"id": carer}, "training")
    write_absence(tx, {"id": carer}, at("08:00"), at("09:00"))
    where = {"community_id": home["id"], "recipient_id": standing["recipient_id"], "volunteer_id": carer}
    write(tx, incident, kind="fall", happened_at=at("08:00"), told="摔倒", reporter_id="test", **where)
    bound = {"role": "volunteer", "bound": "volunteer", "bound_id": carer}
    user = write(tx, user_account, login=carer, password_hash="none")
    write(tx, role_grant, user_id=user["id"], **bound)
    first_id, second_id = sorted([ids["kept"], ids["gone"]])
    evidence = {"agrees": [], "contradicts": []}
    pair = write(tx, likeness, first_id=first_id, second_id=second_id, evidence=evidence, score=50)
    return ids, pair["id"]


def all_rows(district):
    """Every row that has a history, but for its version, and without the pairs."""
    found = {}
    with district.store.reading() as tx:
        for table in metadata.sorted_tables:
            if "changed_at" in table.c and table is not likeness:
                for row in tx.execute(select(table)).mappings():
                    kept = set(row) - {"version", "changed_at"}
                    found[table.name, row["id"]] = {name: row[name] for name in kept}
    return found


def references_to(district, id):
    """Where the person with that entry is still named."""
    named = []
    for (noun, row_id), row in all_rows(district).items():
        names = [name for name, value in row.items() if id in repr(value) and name != "id"]
        named += [(noun, row_id, name) for name in names]
    return named


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=worlds)
def test_a_merge_leaves_nothing_behind_and_taken_back_gives_back_every_row(district, drawn):
    client = district.administrator()
    with district.store.writing() as tx:
        ids, pair_id = write_world(tx, drawn)
    before = all_rows(district)
    path = f"/v1/likenesses/{pair_id}"
    client.ok("POST", f"{path}/merge", {"keep": ids["kept"]})
    left = [noun for noun, _, name in references_to(district, ids["gone"]) if name != "login"]
    both_signed_up = len(drawn["sign_ups"]) == 2
    assert left == ["project_sign_up"] * both_signed_up
    assert client.ok("POST", f"{path}/unmerge", {})["left"] == []
    assert all_rows(district) == before
    with district.store.reading() as tx:
        for id in ids.values():
            row = dict(tx.execute(select(volunteer).where(volunteer.c.id == id)).mappings().one())
            assert journal.replayed(tx, volunteer, id) == row
