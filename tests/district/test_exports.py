"""Exports: what the caller reaches, telephones masked, no cell a formula, the file kept for a week."""

import csv
import io

from openpyxl import load_workbook

from api.usecases.forgetting import forget_files
from models.access import Bound, Role
from tests.district.builders import make_community, make_need, make_recipient, make_volunteer
from tests.district.planning import work_off
from tests.district.rows import at, write_community, write_need, write_recipient, write_visit, write_volunteer


def exported(district, client, **body):
    """The export once the worker is through with it, and its file."""
    asked = client.add("exports", **body)
    work_off(district)
    made = client.ok("GET", f"/v1/exports/{asked['id']}")
    assert made["state"] == "done", made
    answer = client.get(made["url"])
    assert answer.status_code == 200, answer.text
    return made, answer


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_table_of_volunteers_has_masked_telephones_and_no_formulas(district):
    client = district.administrator()
    home = make_community(client, name="琴台社区")
    make_volunteer(
        client, name="=HYPERLINK(1)", phone="13900001234", community_id=home["id"], address="@SUM(1)"
    )
    made, answer = exported(district, client, of="volunteers", format="csv")
    assert made["rows"] == 1
    assert answer.headers["content-disposition"].endswith('.csv"')
    [row] = rows_of(answer)
    assert (row["姓名"], row["住址"]) == ("'=HYPERLINK(1)", "'@SUM(1)")
    assert (row["手机号"], row["所属社区"], row["状态"]) == ("139****1234", "琴台社区", "已培训")
    _, answer = exported(district, client, of="volunteers", format="xlsx")
    [header, cells] = load_workbook(io.BytesIO(answer.content)).active.iter_rows()
    assert header[2].value == "姓名"
    assert [cell.data_type for cell in cells if cell.value == "'=HYPERLINK(1)"] == ["s"]
    assert not any(cell.data_type == "f" for cell in cells)


def test_an_export_holds_what_its_asker_reaches(district):
    admin = district.administrator()
    own, other = make_community(admin), make_community(admin)
    for home in (own, other):
        make_need(admin, make_recipient(admin, community_id=home["id"]))
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, own["id"])
    made, answer = exported(district, dispatcher, of="needs", format="csv")
    assert [row["所属社区"] for row in rows_of(answer)] == [own["name"]]
    admin.refused(404, "GET", made["url"])
    assert exported(district, admin, of="needs", format="csv")[0]["rows"] == 2
    narrowed = {"community_id": other["id"], "from_at": "2026-01-01T00:00:00"}
    assert exported(district, admin, of="needs", format="csv", filters=narrowed)[0]["rows"] == 1
    district.signed_in(Role.LEADER, Bound.TEAM, "t").refused(403, "POST", "/v1/exports", {"of": "needs"})


def test_visits_are_exported_with_their_times_and_outcomes(district):
    with district.store.writing() as tx:
        home = write_community(tx)
        need = write_need(tx, write_recipient(tx, home, name="李奶奶"))
        write_visit(tx, need, write_volunteer(tx, home, name="王敏"), at("10:00"), "accepted")
    client = district.administrator()
    _, answer = exported(district, client, of="visits", format="csv", filters={"kind": "company"})
    [row] = rows_of(answer)
    assert (row["志愿者"], row["服务对象"], row["开始"], row["状态"]) == (
        "王敏",
        "李奶奶",
        "2026-11-23 10:00",
        "已接单",
    )


def test_an_auditor_exports_the_history(district):
    client = district.administrator()
    volunteer = make_volunteer(client, name="张三", note="秘密")
    auditor = district.signed_in(Role.AUDITOR)
    _, answer = exported(district, auditor, of="history", format="csv", filters={"kind": "volunteer"})
    rows = rows_of(answer)
    assert {row["编号"] for row in rows} == {volunteer["id"]}
    assert rows[0]["步骤"] == "created"
    assert rows[0]["操作人"] == client.user_id
    assert "秘密" not in answer.content.decode()


def test_a_filter_that_the_table_does_not_have_is_refused(small_district):
    client = small_district.administrator()
    problem = client.refused(422, "POST", "/v1/exports", {"of": "volunteers", "filters": {"kind": "company"}})
    assert "filters.kind: volunteers cannot be narrowed by that" in problem["detail"]


def test_a_file_is_there_once_it_is_made_and_for_a_week(district):
    client = district.administrator()
    asked = client.add("exports", of="volunteers")
    problem = client.refused(409, "GET", f"/v1/exports/{asked['id']}/file")
    assert "is queued" in problem["detail"]
    work_off(district)
    assert client.get(f"/v1/exports/{asked['id']}/file").status_code == 200
    assert forget_files(district.house, district.clock.now) == 0
    district.clock.pass_(days=7, minutes=1)
    assert forget_files(district.house, district.clock.now) == 1
    client.refused(404, "GET", f"/v1/exports/{asked['id']}/file")
