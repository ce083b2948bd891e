from datetime import date

import pytest

from api.streams.mapping import read_mapping
from api.streams.requests import read_stream
from models.catalogue import NeedKind
from models.errors import BadFormat, BadTable, InvalidInput
from tests.unit.api.streams.mappings import COLUMNS

WEDNESDAY = date(2018, 1, 3)
MAPPING = COLUMNS + '[[rule]]\ncategories = ["light*"]\nkind = "repair"\n'

STREAM = """id,created,code,ward,lat,lon
1,2018-01-02T23:59:59,Light out,7,38.60,-90.20
2,2018-01-03T00:00:00,Light out,7,38.61,-90.21
3,2018-01-03T23:59:59,"Light, hanging",7,38.62,-90.22
4,2018-01-04T00:00:00,Light out,7,38.63,-90.23
"""


def read(tmp_path, text, *, created=(WEDNESDAY, WEDNESDAY), mapping=MAPPING, **more):
    path = tmp_path / "requests.csv"
    path.write_text(text, encoding="utf-8")
    return read_stream(path, read_mapping(mapping), first_day=WEDNESDAY, created=created, **more)


def test_the_requests_of_a_day_become_its_needs(tmp_path):
    table = read(tmp_path, STREAM)

    assert [need.id for need in table.rows] == ["2", "3"]
    need = table.rows[1]
    assert (need.kind, need.note) == (NeedKind.REPAIR, "Light, hanging")
    assert (need.place.at.lon_deg, need.place.at.lat_deg) == (-90.22, 38.62)
    assert need.risky  # as repairs are
    assert [cell.problem for cell in table.notices] == ["2 requests were created on other days: left out"]


def test_other_days_may_be_asked_for(tmp_path):
    table = read(tmp_path, STREAM, created=(date(2018, 1, 1), WEDNESDAY))
    assert [need.id for need in table.rows] == ["1", "2", "3"]


def test_days_in_the_wrong_order_are_refused(tmp_path):
    with pytest.raises(InvalidInput, match="ends before it begins"):
        read(tmp_path, STREAM, created=(WEDNESDAY, date(2018, 1, 2)))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2,2018-01-03T00:00:00", "3,2018-01-03T00:00:00", "row 3, column id: '3' is the id of row 4 too"),
        ("2,2018-01-03T00:00:00", ",2018-01-03T00:00:00", "row 3, column id: is empty"),
        ("2018-01-03T00:00:00", "yesterday", "row 3, column created: 'yesterday'"),
        ("T00:00:00,Light out,7,38.61", "T00:00:00,Snow,7,38.61", "row 3, column code: 'Snow'"),
        ("38.61", "nan", "row 3, column lat: 'nan'"),
        ("38.61", "91", "row 3, column lat: '91' is not on the globe"),
        ("-90.21", "west", "row 3, column lon: 'west'"),
        ("7,38.61", "38.61", "row 3: has 5 cells, the header 6"),
        ("code", "kind", "the header has no column 'code'"),
        ("id,created,code,ward,lat,lon", "a,b,c,d,e,f", "no header with the columns"),
    ],
)
def test_what_cannot_be_read_is_told_by_row_column_and_value(tmp_path, old, new, told):
    with pytest.raises(BadTable) as error:
        read(tmp_path, STREAM.replace(old, new, 1))
    assert told in str(error.value)


def test_a_place_far_from_all_others_is_a_mistake(tmp_path):
    more = "".join(f"{number},2018-01-03T08:00:00,Light out,7,38.6,-90.2\n" for number in range(5, 9))
    with pytest.raises(BadTable, match="km from the other places"):
        read(tmp_path, STREAM.replace("38.61", "48.61") + more)


def test_every_bad_cell_of_a_row_is_told_and_the_good_rows_kept_on_request(tmp_path):
    table = read(tmp_path, STREAM.replace("Light out,7,38.61", "Snow,7,x"), keep_good=True)

    assert [need.id for need in table.rows] == ["3"]
    assert [(cell.row, cell.column) for cell in table.bad] == [(3, "code"), (3, "lat")]


def test_semicolons_and_blank_lines_do_no_harm(tmp_path):
    assert (
        len(read(tmp_path, STREAM.replace(",", ";").replace('"Light; ', '"Light ') + "\n;;;;;\n").rows) == 2
    )


def test_an_empty_stream_is_refused(tmp_path):
    with pytest.raises(BadFormat, match="empty"):
        read(tmp_path, "")
