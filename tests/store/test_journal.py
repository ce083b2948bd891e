"""The row and its history are written together, and say the same."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.errors import NotFound, StaleWrite
from models.store import journal
from models.store.journal import Act
from models.store.store import Store
from models.store.tables.access import user_account
from models.store.tables.civic import organisation
from tests.houses import MONDAY_8

ACT = Act(by_id="somebody", at=MONDAY_8, why="a reason")


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    yield store
    store.close()


def made(tx, **changes):
    values = {"id": "o1", "party": "charity", "name": "基金会"}
    return journal.create(tx, organisation, values | changes, ACT)


def test_what_is_written_is_what_is_read(store):
    with store.writing() as tx:
        row = made(tx)
    with store.reading() as tx:
        assert dict(tx.execute(select(organisation)).mappings().one()) == row


def test_a_row_is_what_its_history_says(store):
    with store.writing() as tx:
        made(tx, note="first")
        later = Act(by_id="another", at=MONDAY_8 + timedelta(hours=1))
        row = journal.change(
            tx, organisation, "o1", {"name": "新名", "closed_at": MONDAY_8}, later, "renamed"
        )
        assert journal.replayed(tx, organisation, "o1") == row


def test_a_history_tells_who_when_and_why(store):
    with store.writing() as tx:
        made(tx)
        line = journal.lines_of(tx, organisation, "o1")[0]
    assert (line["by_id"], line["at"], line["why"]) == ("somebody", MONDAY_8, "a reason")


def test_a_change_that_changes_nothing_leaves_no_line(store):
    with store.writing() as tx:
        row = made(tx)
        assert journal.change(tx, organisation, "o1", {"name": "基金会"}, ACT, "renamed") == row
        assert len(journal.lines_of(tx, organisation, "o1")) == 1


def test_a_change_of_what_another_has_changed_is_refused(store):
    with store.writing() as tx:
        made(tx)
        journal.change(tx, organisation, "o1", {"name": "新名"}, ACT, "renamed", version=1)
        with pytest.raises(StaleWrite, match="at version 2, and version 1 was to be changed"):
            journal.change(tx, organisation, "o1", {"name": "旧名"}, ACT, "renamed", version=1)


def test_nothing_of_a_transaction_that_fails_is_kept(store):
    with pytest.raises(NotFound), store.writing() as tx:
        made(tx)
        journal.change(tx, organisation, "nobody", {}, ACT, "renamed")
    with store.reading() as tx:
        assert journal.lines_of(tx, organisation, "o1") == []
        assert tx.execute(select(organisation)).all() == []


def test_a_secret_is_not_in_the_history(store):
    with store.writing() as tx:
        journal.create(tx, user_account, {"id": "u1", "login": "wang", "password_hash": "hash"}, ACT)
        line = journal.lines_of(tx, user_account, "u1")[0]
    assert "password_hash" not in line["changes"]
