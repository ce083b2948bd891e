"""Lists as communities keep them: written as CSV and XLSX, sent in, and read by the worker."""

import csv
import io

from openpyxl import Workbook

from tests.district.builders import make_community, make_place
from tests.district.planning import done
from tests.houses import Client, District

HEADER = ["编号", "姓名", "手机号", "所属社区", "住址", "特长", "可服务时间"]
"""Of a list of volunteers."""


def csv_of(*rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(*rows) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def sent(client: Client, content: bytes, of="volunteers", file="名单.csv", **fields):
    """The answer to sending it."""
    return client.post("/v1/imports", files={"file": (file, content)}, data={"of": of, **fields})


def imported(district: District, client: Client, content: bytes, **more) -> dict:
    """The report of the import, once the worker is through with it."""
    answer = sent(client, content, **more)
    assert answer.status_code == 202, answer.text
    done(district, client, answer.json())
    return client.ok("GET", answer.headers["location"])["report"]


def make_estate(client: Client) -> dict:
    """琴台社区 with the estate 芳草苑, in which there is a building 3栋: the community."""
    community = make_community(client, name="琴台社区")
    estate = make_place(client, "estate", community, name="芳草苑", lon_deg=114.21, lat_deg=30.56)
    make_place(client, "building", estate, name="3栋", lon_deg=114.2101, lat_deg=30.5601)
    return community
