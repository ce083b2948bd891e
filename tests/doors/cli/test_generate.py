import pytest

from api.tables.reading import read_needs, read_volunteers
from models.district.gazetteer import hanyang
from tests.builders import MONDAY
from tests.doors.cli.tables import write_tables


def test_a_district_of_the_size_asked_for_is_written(redvest, tmp_path):
    out = tmp_path / "d"

    said = redvest("generate", "--volunteers", 30, "--needs", 10, "--date", MONDAY, "--out", out, "--json")

    assert said.code == 0
    assert said.document["files"] == ["volunteers.csv", "needs.csv"]
    read = {"gazetteer": hanyang(), "first_day": MONDAY}
    assert len(read_volunteers(out / "volunteers.csv", **read).rows) == 30
    assert len(read_needs(out / "needs.csv", **read).rows) == 10
    assert sorted(path.name for path in out.iterdir()) == ["needs.csv", "volunteers.csv"]


def test_the_same_seed_gives_the_same_files(redvest, tmp_path):
    for name in ("a", "b"):
        redvest("generate", "--volunteers", 5, "--needs", 5, "--seed", 4, "--out", tmp_path / name)
    assert (tmp_path / "a/needs.csv").read_bytes() == (tmp_path / "b/needs.csv").read_bytes()


def test_people_are_made_where_given_needs_are(redvest, tmp_path):
    _, needs = write_tables(tmp_path)

    said = redvest("generate", "--around", needs, "--volunteers", 20, "--out", tmp_path / "d", "--json")

    assert said.document["files"] == ["volunteers.csv"]
    assert said.document["date"] == MONDAY.isoformat()
    people = read_volunteers(tmp_path / "d/volunteers.csv", gazetteer=hanyang(), first_day=MONDAY).rows
    wishes = read_needs(needs, gazetteer=hanyang(), first_day=MONDAY).rows
    assert len(people) == 20
    for person in people:
        assert person.home.at.lon_deg == pytest.approx(wishes[0].place.at.lon_deg, abs=0.02)
        assert person.home.at.lat_deg == pytest.approx(wishes[0].place.at.lat_deg, abs=0.02)


def test_a_file_in_the_way_of_the_folder_is_told(redvest, tmp_path):
    (tmp_path / "d").write_text("not a folder", encoding="utf-8")

    said = redvest("generate", "--volunteers", 5, "--needs", 5, "--out", tmp_path / "d")

    assert said.code == 2
    assert str(tmp_path / "d") in said.error
