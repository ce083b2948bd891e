"""A district copied into a file and put back, row by row the same; and what the doctor says of it."""

import io
import stat
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from api.sealing import make_keys, read_keys
from api.settings import Settings
from api.usecases.jobs.alive import tell_alive, tell_gone
from api.usecases.operations.doctor import examine
from models.store.store import Store
from models.store.tables import metadata
from models.store.tables.operations import backup as backup_table
from models.store.tables.work import job
from tests.command_line import CommandLine
from tests.databases import empty_postgres

PORT = 0
"""Any free one."""


@pytest.fixture
def redvest(capsys):
    return CommandLine(capsys)


@pytest.fixture
def kept(district, tmp_path, monkeypatch):
    """A district with places and their history, which the command line finds by its settings."""
    client = district.administrator()
    street = client.add("places", kind="subdistrict", name="琴断口街道", lon_deg=114.2, lat_deg=30.55)
    for name in ("琴台社区", "月湖社区"):
        client.add(
            "places", kind="community", name=name, parent_id=street["id"], lon_deg=114.2, lat_deg=30.55
        )
    make_keys(tmp_path / "keys")
    monkeypatch.setenv("REDVEST_DATABASE", district.url)
    monkeypatch.setenv("REDVEST_KEYS", str(tmp_path / "keys"))
    return district


def rows_of(store):
    """Every row of every table but those that tell of backups."""
    with store.reading() as tx:
        return {
            table.name: sorted(map(repr, tx.execute(select(table)).all()))
            for table in metadata.sorted_tables
            if table is not backup_table
        }


def test_what_is_restored_is_row_by_row_what_was_backed_up(kept, redvest, tmp_path):
    file, before = tmp_path / "backup", rows_of(kept.store)
    said = redvest("backup", file, "--json")
    assert (said.code, said.document["keys_included"]) == (0, False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept.administrator().add("places", kind="subdistrict", name="洲头街道", lon_deg=114.2, lat_deg=30.55)
    assert rows_of(kept.store) != before

    assert redvest("restore", file, "--replace").code == 0

    assert rows_of(kept.store) == before
    kept.administrator().add("places", kind="subdistrict", name="洲头街道", lon_deg=114.2, lat_deg=30.55)


def test_a_backup_is_restored_into_a_new_database(kept, redvest, tmp_path, request, monkeypatch):
    file = tmp_path / "backup"
    redvest("backup", file)
    is_sqlite = kept.store.is_sqlite
    url = (
        f"sqlite:///{tmp_path / 'new.db'}"
        if is_sqlite
        else empty_postgres(request.getfixturevalue("postgres"))
    )
    monkeypatch.setenv("REDVEST_DATABASE", url)
    assert redvest("restore", file).code == 0
    other = Store(url)
    assert rows_of(other) == rows_of(kept.store)
    other.close()


def test_rows_are_given_up_only_where_that_is_said(kept, redvest, tmp_path):
    file = tmp_path / "backup"
    redvest("backup", file)
    before = rows_of(kept.store)
    said = redvest("restore", file)
    assert said.code == 2
    assert "--replace gives them up" in said.error
    assert rows_of(kept.store) == before


@pytest.mark.parametrize("checksum_is_there", [True, False])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(kept, redvest, tmp_path, checksum_is_there):
    file = tmp_path / "backup"
    redvest("backup", file)
    before, content = rows_of(kept.store), file.read_bytes()
    file.write_bytes(content[: len(content) // 3])
    if not checksum_is_there:
        (tmp_path / "backup.sha256").unlink()
        if not kept.store.is_sqlite:
            file.write_bytes(content[:200])  # of a longer one PostgreSQL sees only while it restores
    said = redvest("restore", file, "--replace")
    assert said.code == 2
    assert ("another checksum" if checksum_is_there else "the copy is damaged") in said.error
    assert rows_of(kept.store) == before


def test_a_backup_that_ends_early_leaves_the_database_as_it_was(kept, redvest, tmp_path):
    file = tmp_path / "backup"
    redvest("backup", file)
    (tmp_path / "backup.sha256").unlink()
    before, content = rows_of(kept.store), file.read_bytes()
    file.write_bytes(content[:-2000])
    assert redvest("restore", file, "--replace").code == 2
    assert rows_of(kept.store) == before


def test_a_file_that_is_no_backup_is_refused(kept, redvest, tmp_path):
    (tmp_path / "x").write_text("hello", encoding="utf-8")
    assert "this is no backup" in redvest("restore", tmp_path / "x", "--replace").error
    assert redvest("restore", tmp_path / "missing").code == 2


def test_a_backup_of_the_other_kind_of_database_is_refused(kept, redvest, tmp_path):
    file = tmp_path / "other"
    file.write_bytes(b"PGDMP" + b"\0" * 100 if kept.store.is_sqlite else b"SQLite format 3\0" + b"\0" * 100)
    said = redvest("restore", file, "--replace")
    assert said.code == 2
    assert rows_of(kept.store)["place"]


def test_a_backup_is_never_written_over(kept, redvest, tmp_path):
    redvest("backup", tmp_path / "backup")
    assert "never written over" in redvest("backup", tmp_path / "backup").error


def test_a_database_of_a_newer_version_is_not_restored_into(kept, redvest, tmp_path):
    redvest("backup", tmp_path / "backup")
    with kept.store.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "a newer one made it" in redvest("restore", tmp_path / "backup", "--replace").error


def checks(district, tmp_path, *, now=None):
    settings = Settings(database=district.url, keys=str(tmp_path / "keys"))
    found = examine(settings, host="127.0.0.1", port=PORT, now=now or datetime.now(UTC))
    return {one.name: one for one in found}


def in_need(district, tmp_path, **more):
    return {name for name, one in checks(district, tmp_path, **more).items() if not one.is_well}


def test_the_doctor_asks_for_a_backup_until_there_is_a_fresh_one(kept, redvest, tmp_path):
    tell_alive(kept.store, "desk:1:x", datetime.now(UTC))
    assert in_need(kept, tmp_path) == {"backup"}
    said = redvest("doctor", "--port", "0", "--json")
    assert (said.code, said.document["ok"]) == (1, False)
    redvest("backup", tmp_path / "backup")
    assert redvest("doctor", "--port", "0").code == 0
    assert "backup" in in_need(kept, tmp_path, now=datetime.now(UTC) + timedelta(days=2))


def test_the_doctor_sees_keys_that_others_read_and_keys_that_do_not_fit(kept, tmp_path):
    (tmp_path / "keys").chmod(0o644)
    assert "chmod 600" in checks(kept, tmp_path)["keys"].todo
    (tmp_path / "keys").chmod(0o600)
    webhook = {"id": "w", "version": 1, "url": "x", "nouns": [], "active": True, "note": ""}
    now = datetime.now(UTC)
    secret = read_keys(tmp_path / "keys").sealed("secret")
    with kept.store.writing() as tx:
        table = metadata.tables["webhook"]
        tx.execute(insert(table).values(**webhook, secret_sealed=secret, created_at=now, changed_at=now))
    assert "webhook.secret_sealed" in checks(kept, tmp_path)["sealed"].found
    assert checks(kept, tmp_path)["sealed"].is_well
    (tmp_path / "keys").unlink()
    assert "there is no such file" in checks(kept, tmp_path)["keys"].found
    make_keys(tmp_path / "keys")
    assert not checks(kept, tmp_path)["sealed"].is_well


def test_the_doctor_sees_that_no_worker_is_there(kept, tmp_path):
    now = datetime.now(UTC)
    assert checks(kept, tmp_path)["worker"].todo == "start redvest work"
    tell_alive(kept.store, "desk:2:y", now)
    assert checks(kept, tmp_path)["worker"].found == "waiting for jobs: desk:2:y"
    tell_gone(kept.store, "desk:2:y")
    row = {"kind": "plan", "asks": {}, "by_id": "u", "attempts": 0, "queued_at": now - timedelta(minutes=5)}
    with kept.store.writing() as tx:
        tx.execute(insert(job).values(id="j1", state="queued", **row))
    assert checks(kept, tmp_path)["worker"].found == "a job has waited 5 minutes"
    with kept.store.writing() as tx:
        busy = {"state": "running", "worker": "desk:1:x", "leased_until": now + timedelta(minutes=1)}
        tx.execute(insert(job).values(id="j2", **row, **busy))
    assert checks(kept, tmp_path)["worker"].found == "at work: desk:1:x"


def test_the_doctor_sees_a_clock_that_went_back_and_a_full_disk(kept, tmp_path, monkeypatch):
    long_ago = datetime.now(UTC) - timedelta(days=400)
    assert "clock" in in_need(kept, tmp_path, now=long_ago)
    monkeypatch.setattr("api.usecases.operations.standing.LEAST_FREE_BYTES", 2**80)
    monkeypatch.setattr("api.usecases.operations.standing.LEAST_FREE_SHARE", 1.0)
    assert "make room" in checks(kept, tmp_path)["disk"].todo


def test_the_doctor_goes_on_without_a_database(tmp_path):
    settings = Settings(database=f"sqlite:///{tmp_path / 'none.db'}", keys=str(tmp_path / "keys"))
    found = {one.name: one for one in examine(settings, host="127.0.0.1", port=0, now=datetime.now(UTC))}
    assert found["database"].todo == "redvest migrate"
    assert not (tmp_path / "none.db").exists()
    away = Settings(database="postgresql://nobody@127.0.0.1:1/x", keys=str(tmp_path / "keys"))
    found = {one.name: one for one in examine(away, host="127.0.0.1", port=0, now=datetime.now(UTC))}
    assert "REDVEST_DATABASE names it" in found["database"].todo


def test_a_password_is_reset_from_the_command_line_and_users_are_listed(kept, redvest, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert redvest("user", "wang.min").code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("another long password\n"))
    assert redvest("user", "wang.min", "--reset-password", "--json").document["password"] == "reset"
    listed = redvest("user", "--list", "--json").document["users"]
    assert {"login": "wang.min", "roles": ["administrator"], "closed": False} in listed
    client = kept.administrator()
    sign_in = {"login": "wang.min", "password": "another long password"}
    kept.clock.now = datetime.now(UTC)
    assert client.ok("POST", "/v1/tokens", sign_in)["token"]
    client.refused(401, "POST", "/v1/tokens", sign_in | {"password": "correct horse battery"})
    assert redvest("user", "nobody", "--reset-password").code == 2
    assert redvest("user").code == 2
