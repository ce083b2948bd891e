"""Bad input in tables: exit 2, the place and the value in words, nothing written."""

import pytest

from tests.builders import MONDAY
from tests.doors.cli.tables import spoil, write_tables


@pytest.fixture
def tables(tmp_path):
    return write_tables(tmp_path)


def plan(redvest, tables, *more):
    volunteers, needs = tables
    out = volunteers.parent / "plan"
    said = redvest("plan", "--volunteers", volunteers, "--needs", needs, "--out", out, *more)
    return said, out


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"id": "v2"}, "volunteers.csv"),
        ({"home_lon_deg": "NaN"}, "row 2, column home_lon_deg: 'NaN'"),
        ({"home_lat_deg": "95"}, "row 2, column home_lat_deg: '95'"),
        ({"home_lat_deg": "35.1"}, "km from the other places"),
        ({"shifts": "2026-11-23T09:00/2026-11-23T09:00"}, "has zero length"),
        ({"specialities": "juggling:1"}, "row 2, column specialities: 'juggling:1'"),
        ({"age": "old"}, "row 2, column age: 'old'"),
    ],
    ids=["id", "nan", "globe", "far", "shift", "speciality", "age"],
)
def test_a_bad_volunteer_is_told_by_row_and_column_and_nothing_is_written(redvest, tables, cells, told):
    spoil(tables[0], 2, **cells)

    said, out = plan(redvest, tables)

    assert said.code == 2
    assert told in said.error
    assert said.out == ""
    assert not out.exists()


def test_a_window_that_closes_before_it_opens_is_told(redvest, tables):
    spoil(tables[1], 3, windows="2026-11-23T12:00/2026-11-23T09:00")

    said, _ = plan(redvest, tables)

    assert said.code == 2
    assert "needs.csv, row 3, column windows" in said.error
    assert "closes before it opens" in said.error


def test_a_repeated_id_is_told_in_a_table_of_both_rows(redvest, tables):
    spoil(tables[0], 3, id="v1")

    said, _ = plan(redvest, tables)

    assert said.error == "error: 2 faults in volunteers.csv"
    assert "is the id of row 3 too" in said.err
    assert "is the id of row 2 too" in said.err


def test_the_faults_of_both_tables_are_told_at_once(redvest, tables):
    spoil(tables[0], 2, age="old")
    spoil(tables[1], 2, priority="none")

    said, _ = plan(redvest, tables, "--json")

    assert said.code == 2
    cells = said.document["cells"]
    assert [(cell["file"], cell["row"], cell["column"], cell["value"]) for cell in cells] == [
        ("volunteers.csv", 2, "age", "old"),
        ("needs.csv", 2, "priority", "none"),
    ]
    assert all(set(cell) == {"file", "row", "column", "value", "problem", "candidates"} for cell in cells)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.csv", b"", "empty.csv: the file is empty"),
        ("letters.csv", "编号,姓名\n1,甲\n".encode("utf-16"), "UTF-16"),
        ("bytes.csv", b"id,name\n\xff\xff,\x81\n", "neither UTF-8 nor GB18030"),
        ("list.csv", b"a,b\n1,2\n", "no header among the first"),
        ("cut.xlsx", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "truncated or damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old .xls"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_name(redvest, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)

    said = redvest("import", "volunteers", tmp_path / name, "--out", tmp_path / "out.csv")

    assert said.code == 2
    assert name in said.error
    assert told in said.error
    assert not (tmp_path / "out.csv").exists()


def test_what_is_to_be_said_of_many_rows_is_said_once(redvest, tables):
    _, needs = tables
    header, *rows = needs.read_text(encoding="utf-8-sig").splitlines()
    rows = [rows[0].replace("n1", f"n{number}", 1) for number in range(9)]
    needs.write_text("\n".join([header, *rows]), encoding="utf-8")

    said = redvest("import", "needs", needs, "--date", "2026-11-30", "--out", needs.with_name("out.csv"))

    (note,) = (line for line in said.err.splitlines() if line.startswith("note: "))
    assert "needs.csv, row 2: is for other days than those planned: left out" in note
    assert note.endswith("(likewise rows 3, 4, 5, 6, 7 and 3 more)")


def test_a_template_is_not_written_under_the_name_of_another_kind_of_file(redvest, tmp_path):
    said = redvest("template", "needs", "--out", tmp_path / "needs.csv")

    assert said.code == 2
    assert "needs.csv: the template is a workbook, name it like needs.xlsx" in said.error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["import", "plan"])
def test_a_missing_file_is_told(redvest, tmp_path, command):
    missing = tmp_path / "nobody.csv"
    words = ["volunteers", missing] if command == "import" else ["--volunteers", missing, "--needs", missing]

    said = redvest(command, *words)

    assert said.code == 2
    assert "nobody.csv" in said.error


def test_good_rows_are_kept_on_request_and_the_others_told(redvest, tables):
    volunteers, _ = tables
    spoil(volunteers, 2, age="old")
    out = volunteers.with_name("good.csv")

    said = redvest("import", "volunteers", volunteers, "--out", out, "--keep-good", "--json")

    assert said.code == 0
    assert said.document["rows"] == 2
    assert [cell["row"] for cell in said.document["left_out"]] == [2]
    assert "v2" in out.read_text(encoding="utf-8-sig")
    assert "v1" not in out.read_text(encoding="utf-8-sig")


def test_without_a_single_good_row_nothing_is_written(redvest, tables):
    volunteers, _ = tables
    for row in (2, 3, 4):
        spoil(volunteers, row, age="old")
    out = volunteers.with_name("good.csv")

    said = redvest("import", "volunteers", volunteers, "--out", out, "--keep-good")

    assert said.code == 2
    assert not out.exists()


def test_an_imported_table_is_the_same_when_imported_again(redvest, tables):
    volunteers, _ = tables
    once, twice = volunteers.with_name("once.csv"), volunteers.with_name("twice.csv")
    first = redvest("import", "volunteers", volunteers, "--out", once, "--json").document
    redvest("import", "volunteers", once, "--out", twice)

    assert first["date"] == MONDAY.isoformat()
    assert once.read_bytes() == twice.read_bytes()


@pytest.mark.parametrize("what", ["volunteers", "needs"])
def test_a_template_can_be_imported_as_it_is(redvest, tmp_path, what):
    template = tmp_path / "template.xlsx"
    assert redvest("template", what, "--out", template, "--json").document == {"file": str(template)}

    said = redvest("import", what, template, "--out", tmp_path / "out.csv", "--date", "2026-11-23", "--json")

    assert said.document["rows"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plan"], "--volunteers FILE and --needs FILE, --problem FILE, --from"),
        (["plan", "--from", "plan.xlsx", "--needs", "n.csv"], "--needs n.csv"),
        (["plan", "--from", "plan.xlsx", "--date", "2026-11-23"], "--date 2026-11-23"),
        (["import", "volunteers", "v.csv", "--mapping", "m.toml"], "--mapping m.toml"),
        (["import", "needs", "n.csv", "--mapping", "m.toml"], "wants a --date"),
        (["import", "needs", "n.csv", "--created-to", "2026-11-23"], "--created-to 2026-11-23"),
        (["import", "needs", "n.csv", "--days", "15"], "days=15"),
        (["generate", "--around", "n.csv", "--needs", "3"], "--needs 3"),
        (["generate", "--volunteers", "454301"], "volunteers=454301"),
        (["generate", "--needs", "50001"], "needs=50001"),
        (["generate", "--seed", "-1"], "'--seed': -1 is not between 0 and"),
        (["check", "plan.json"], "PLAN --problem FILE"),
        (["check", "a", "b", "--problem", "p.json"], "1 file here, not 2"),
        (["check", "a", "--format", "auto"], "2 files here, not 1"),
        (["plan", "--volunteers", "v.csv", "--needs", "n.csv", "--seconds", "10000000"], "seconds=10000000"),
        (["plan", "--volunteers", "v.csv", "--needs", "n.csv", "--cpu-seconds", "nan"], "cpu_seconds=nan"),
        (["serve", "--port", "70000"], "--port 70000"),
        (["serve", "--host", "no.such.host.invalid"], "--host no.such.host.invalid"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_options_that_cannot_be_are_named(redvest, monkeypatch, tmp_path, words, told):
    monkeypatch.chdir(tmp_path)

    said = redvest(*words)

    assert said.code == 2
    assert told in said.error
    assert list(tmp_path.iterdir()) == []
