"""Lists as communities keep them come into the registers, and are known when they come again."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import func, select

from api.usecases.forgetting import forget_files
from models.access import Bound, Role
from models.store.tables.people import recipient, volunteer
from models.store.tables.plans import document
from tests.district.builders import make_community, make_team
from tests.district.lists import HEADER, csv_of, imported, make_estate, sent, xlsx_of
from tests.district.planning import work_off

LI = ["A1", "李敏", "13900001111", "琴台社区", "芳草苑3栋", "陪伴", "周一至周五 8:00-12:00"]
WANG = ["A2", "王强", "13900002222", "琴台社区", "芳草苑", "驾驶接送3级", "周末全天"]


def counts(report):
    return tuple(report[name] for name in ("added", "changed", "unchanged", "refused"))


@pytest.fixture
def home(district):
    """A community with an estate of buildings."""
    return make_estate(district.administrator())


def test_a_list_of_volunteers_becomes_entries_of_the_register(district, home):
    client = district.administrator()
    assert counts(imported(district, client, csv_of(HEADER, LI, WANG))) == (2, 0, 0, 0)
    found = client.ok("GET", "/v1/volunteers?name=李敏")["items"][0]
    assert found["phone"] == "139****1111"
    assert found["community_id"] == home["id"]
    assert (found["lon_deg"], found["address"]) == (114.2101, "芳草苑3栋")
    assert found["available"] == [{"weekday": day, "from": "08:00", "until": "12:00"} for day in range(1, 6)]
    assert found["origins"] == ["名单"]
    wang = client.ok("GET", "/v1/volunteers?name=王强")["items"][0]
    assert wang["specialities"] == {"driving": 3}


def test_the_same_list_again_changes_nothing(district, home):
    client = district.administrator()
    content = xlsx_of(HEADER, LI, WANG)
    imported(district, client, content, file="名单.xlsx")
    before = client.ok("GET", "/v1/event-log")["next"]
    assert counts(imported(district, client, content, file="名单.xlsx")) == (0, 0, 2, 0)
    assert client.ok("GET", f"/v1/event-log?after={before}&noun=volunteer")["items"] == []


def test_what_the_list_says_anew_is_changed_and_what_the_office_has_changed_stays(district, home):
    client = district.administrator()
    imported(district, client, csv_of(HEADER, LI))
    entry = client.ok("GET", "/v1/volunteers")["items"][0]
    client.ok("PATCH", f"/v1/volunteers/{entry['id']}", {"address": "搬到3栋2单元"})
    anew = [*LI[:2], "13900009999", *LI[3:]]
    assert counts(imported(district, client, csv_of(HEADER, anew))) == (0, 1, 0, 0)
    found = client.ok("GET", f"/v1/volunteers/{entry['id']}")
    assert (found["phone"], found["address"]) == ("139****9999", "搬到3栋2单元")


def test_a_column_that_the_list_no_longer_has_takes_nothing_away(district, home):
    client = district.administrator()
    imported(district, client, csv_of(HEADER, LI))
    fewer = csv_of(HEADER[:2] + HEADER[3:5], LI[:2] + LI[3:5])
    assert counts(imported(district, client, fewer)) == (0, 0, 1, 0)
    assert client.ok("GET", "/v1/volunteers")["items"][0]["phone"] == "139****1111"
    assert counts(imported(district, client, csv_of(HEADER, LI))) == (0, 0, 1, 0)


def test_what_the_register_has_no_place_for_is_told(small_district):
    client = small_district.administrator()
    make_estate(client)
    columns = {"服务时长": ("120", ""), "自带物资": ("药盒3", ""), "休息时间": ("11:30-13:30 休息30分钟", "")}
    rows = [[*row, *(said[at] for said in columns.values())] for at, row in enumerate((LI, WANG))]
    report = imported(small_district, client, csv_of([*HEADER, *columns], *rows))
    assert counts(report) == (2, 0, 0, 0)
    told = {one["column"].split()[0]: one["problem"] for one in report["notices"]}
    assert told == dict.fromkeys(columns, "has no place in the register: not kept, of 1 rows")


def test_a_rehearsal_tells_the_same_and_writes_nothing(district, home):
    client = district.administrator()
    minor = ["A3", "李小明", "", "琴台社区", "芳草苑", "", "", "2012-05-01", "A1"]
    rows = [[*HEADER, "出生日期", "监护人编号"], minor, [*LI, "1980-01-01", ""], [*WANG, "", ""]]
    rehearsed = imported(district, client, csv_of(*rows), dry_run="true")
    assert client.ok("GET", "/v1/volunteers")["items"] == []
    done = imported(district, client, csv_of(*rows))
    assert rehearsed | {"dry_run": False} == done
    assert counts(done) == (3, 0, 0, 0)
    child = client.ok("GET", "/v1/volunteers?name=李小明")["items"][0]
    assert child["guardian_id"] == client.ok("GET", "/v1/volunteers?name=李敏")["items"][0]["id"]


def test_every_bad_cell_is_told_and_the_good_rows_come_in(district, home):
    client = district.administrator()
    bad = ["A3", "", "123", "琴台社区", "芳草园9栋", "唱歌", "周一"]
    report = imported(district, client, csv_of(HEADER, LI, bad))
    assert counts(report) == (1, 0, 0, 1)
    told = {(cell["row"], cell["column"]) for cell in report["bad"]}
    assert {(3, "手机号"), (3, "住址"), (3, "特长")} <= told
    assert all("芳草苑" in "".join(cell["candidates"]) for cell in report["bad"] if cell["column"] == "住址")


def test_a_minor_without_birth_date_or_guardian_is_refused(small_district):
    client = small_district.administrator()
    make_community(client, name="琴台社区")
    rows = [
        ["编号", "姓名", "所属社区", "年龄", "出生日期"],
        ["A1", "小明", "琴台社区", "12", ""],
        ["A2", "小红", "琴台社区", "", "2012-05-01"],
    ]
    report = imported(small_district, client, csv_of(*rows))
    assert counts(report) == (0, 0, 0, 2)
    assert ["birth date" in report["bad"][0]["problem"], "guardian" in report["bad"][1]["problem"]] == [
        True
    ] * 2


def test_their_own_headers_are_mapped_to_ours(district, home):
    client = district.administrator()
    rows = [
        ["工号牌", "大名", "联络", "小区名", "可服务时间"],
        ["7", "李敏", "13900001111", "芳草苑", "秘密"],
    ]
    mapping = {"工号牌": "编号", "大名": "name", "联络": "手机号", "小区名": "estate", "可服务时间": None}
    report = imported(district, client, csv_of(*rows), columns=json.dumps(mapping))
    assert counts(report) == (1, 0, 0, 0)
    assert client.ok("GET", "/v1/volunteers")["items"][0]["name"] == "李敏"
    refused = sent(client, csv_of(*rows), columns=json.dumps({"大名": "nonsense"}))
    assert refused.status_code == 422
    assert "'大名' means 'nonsense'" in refused.json()["detail"]


def test_credentials_teams_and_identity_numbers_come_with_the_list(district, home):
    client = district.administrator()
    team = make_team(client, name="天使在身边")
    header = [*HEADER, "职业资格", "保险到期", "队伍", "身份证号"]
    more = ["机动车驾驶证(2027-06-30)", "2027-12-31", "天使在身边"]
    wrong = [*WANG, "", "", "", "420105198504120020"]
    report = imported(district, client, csv_of(header, [*LI, *more, "420105198504120025"], wrong))
    assert counts(report) == (1, 0, 0, 1)
    assert [(cell["column"], cell["value"]) for cell in report["bad"]] == [("身份证号", "")]
    [entry] = client.ok("GET", "/v1/volunteers")["items"]
    assert (entry["identity_known"], entry["born_on"], entry["sex"]) == (True, "1985-04-12", "female")
    held = client.ok("GET", f"/v1/volunteers/{entry['id']}/credentials")["items"]
    assert {(one["kind"], one["until_on"]) for one in held} == {
        ("qualification", "2027-06-30"),
        ("insurance", "2027-12-31"),
    }
    members = client.ok("GET", f"/v1/teams/{team['id']}/members")["items"]
    assert entry["id"] in {one["volunteer_id"] for one in members}


def test_the_same_person_from_two_lists_is_proposed_as_one(district, home):
    client = district.administrator()
    imported(district, client, csv_of(HEADER, LI), list="社区名单")
    report = imported(district, client, csv_of(HEADER, ["X7", *LI[1:]]), list="驿站名单")
    assert (report["added"], report["likenesses"]) == (1, 1)


def test_a_list_without_ids_is_known_again_by_name_and_telephone(district, home):
    client = district.administrator()
    header, li, wang = (row[1:] for row in (HEADER, LI, WANG))
    imported(district, client, csv_of(header, li))
    assert counts(imported(district, client, csv_of(header, wang, li))) == (1, 0, 1, 0)


def test_a_dispatcher_imports_into_their_community_alone(district, home):
    admin = district.administrator()
    make_community(admin, name="月湖社区")
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, home["id"])
    other = ["A9", "赵一", "13900003333", "月湖社区", "", "陪伴", "周一"]
    report = imported(district, dispatcher, csv_of(HEADER, LI, other))
    assert counts(report) == (1, 0, 0, 1)
    assert "月湖社区 is none of the communities" in report["bad"][0]["problem"]
    [own] = dispatcher.ok("GET", "/v1/imports")["items"]
    assert own["list"] == "名单"
    district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, home["id"]).refused(
        404, "GET", f"/v1/imports/{own['id']}"
    )
    district.signed_in(Role.LEADER, Bound.TEAM, "t").refused(403, "GET", "/v1/imports")


NEEDS = ["需求编号", "类型", "服务对象", "电话", "所属社区", "住址", "期望时间"]
VISIT = ["N1", "陪伴聊天", "李奶奶", "02784661234", "琴台社区", "芳草苑3栋2单元501", "2026-11-24 9:00-11:00"]


def test_a_community_of_the_same_name_elsewhere_is_no_obstacle(district, home):
    admin = district.administrator()
    make_community(admin, name="琴台社区")
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, home["id"])
    assert counts(imported(district, dispatcher, csv_of(HEADER, LI))) == (1, 0, 0, 0)
    [row] = dispatcher.ok("GET", "/v1/volunteers")["items"]
    assert row["community_id"] == home["id"]
    report = imported(district, admin, csv_of(HEADER, WANG))
    assert counts(report) == (0, 0, 0, 1)
    assert "琴台社区" in report["bad"][0]["value"] + report["bad"][0]["problem"]


def test_a_list_of_needs_becomes_drafts_with_their_recipients(district, home):
    client = district.administrator()
    second = ["N2", "上门理发", *VISIT[2:]]
    assert counts(imported(district, client, csv_of(NEEDS, VISIT, second), of="needs")) == (2, 0, 0, 0)
    assert counts(imported(district, client, csv_of(NEEDS, VISIT, second), of="needs")) == (0, 0, 2, 0)
    needs = client.ok("GET", "/v1/needs")["items"]
    assert {one["state"] for one in needs} == {"draft"}
    assert needs[0]["windows"] == [
        {"from_at": "2026-11-24T09:00:00+08:00", "until_at": "2026-11-24T11:00:00+08:00"}
    ]
    with district.store.reading() as tx:
        assert tx.execute(select(func.count()).select_from(recipient)).scalar_one() == 1


def test_needs_that_the_office_vouches_for_are_opened_unless_they_bear_risks(district, home):
    client = district.administrator()
    risky = ["N2", "上门维修", *VISIT[2:]]
    report = imported(district, client, csv_of(NEEDS, VISIT, risky), of="needs", verified="true")
    states = {one["kind"]: one["state"] for one in client.ok("GET", "/v1/needs")["items"]}
    assert states == {"company": "open", "repair": "draft"}
    assert any("risk" in one["problem"] for one in report["notices"])


def test_what_was_sent_is_kept_sealed_and_forgotten_once_it_is_in(district, home):
    client = district.administrator()
    assert sent(client, csv_of(HEADER, LI)).status_code == 202
    with district.store.reading() as tx:
        held = tx.execute(select(document.c.held)).scalar_one()
    assert "李敏".encode() not in held
    work_off(district)
    with district.store.reading() as tx:
        assert tx.execute(select(func.count()).select_from(document)).scalar_one() == 0
        assert tx.execute(select(func.count()).select_from(volunteer)).scalar_one() == 1


def test_a_list_whose_import_was_cancelled_is_forgotten_too(district, home):
    client = district.administrator()
    asked = sent(client, csv_of(HEADER, LI)).json()
    client.ok("POST", f"/v1/jobs/{asked['id']}/cancel")
    assert forget_files(district.house, district.clock.now) == 1
    assert client.ok("GET", f"/v1/imports/{asked['id']}")["state"] == "cancelled"


def test_the_template_can_be_filled_in_and_imported(district, home):
    client = district.administrator()
    answer = client.get("/v1/imports/template?of=volunteers")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert counts(imported(district, client, answer.content, file="志愿者.xlsx")) == (0, 0, 0, 1)
    cells = {cell.value: cell.column for cell in sheet[1]}
    for header, value in {"姓名": "李敏", "所属社区": "琴台社区", "住址": "芳草苑3栋"}.items():
        sheet.cell(2, cells[header]).value = value
    content = io.BytesIO()
    book.save(content)
    assert counts(imported(district, client, content.getvalue(), file="志愿者.xlsx")) == (1, 0, 0, 0)


def test_an_upload_that_is_sent_again_with_its_key_is_one_import(small_district):
    client = small_district.administrator()
    ids = []
    for boundary in ("one", "two"):
        form = (
            f'--{boundary}\r\ncontent-disposition: form-data; name="of"\r\n\r\nvolunteers\r\n--{boundary}\r\n'
        )
        form += (
            f'content-disposition: form-data; name="file"; filename="x.csv"\r\n\r\nx\r\n--{boundary}--\r\n'
        )
        headers = {"content-type": f"multipart/form-data; boundary={boundary}", "idempotency-key": "k"}
        answer = client.post("/v1/imports", content=form.encode(), headers=headers)
        assert answer.status_code == 202, answer.text
        ids.append(answer.json()["id"])
    assert ids[0] == ids[1]


def test_a_file_that_is_too_long_is_refused(small_district):
    client = small_district.administrator()
    assert sent(client, b"x" * (21 * 2**20)).status_code == 413


@settings(max_examples=60)
@given(
    content=st.binary(max_size=400)
    | st.text(max_size=200).map(str.encode)
    | st.lists(st.lists(st.text(max_size=8), max_size=8), max_size=5).map(lambda rows: csv_of(HEADER, *rows))
    | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail)
)
def check_rubbish(district, client, content):
    answer = sent(client, content, of="volunteers", file="x.csv")
    assert answer.status_code in (202, 422), answer.text
    work_off(district)
    if answer.status_code == 202:
        found = client.ok("GET", answer.headers["location"])
        assert found["state"] == "done" or found["problem"]["code"] == "bad_format", found


def test_whatever_is_sent_is_told_and_breaks_nothing(small_district):
    client = small_district.administrator()
    make_community(client, name="琴台社区")
    check_rubbish(small_district, client)
