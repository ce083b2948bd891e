"""A visit with all that it hangs on, written to the store, and clients of those who have to do with it."""

from dataclasses import dataclass, field

from sqlalchemy import select

from models.access import Bound, Role
from models.store import journal
from models.store.journal import Row
from models.store.tables.needs import need as need_table
from models.store.tables.visits import visit as visit_table
from tests.district.rows import at, write_community, write_need, write_recipient, write_visit, write_volunteer
from tests.houses import Client, District

TEN = at("10:00")


@dataclass
class Visiting:
    """One need of the crew asked for, each seat with a volunteer; visits last an hour from ten on Monday."""

    district: District
    crew: int = 1
    state: str = "accepted"
    need: dict = field(default_factory=dict)
    recipient: dict = field(default_factory=dict)
    volunteer: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        phone = {"phone_sealed": self.district.house.seal.sealed("+8613912345678")}
        need_state = "assigned" if self.state == "accepted" else "offered"
        with self.district.store.writing() as tx:
            self.community = write_community(tx)
            self.recipient_row = write_recipient(tx, self.community, **(phone | self.recipient))
            asked = {"crew": [{}] * self.crew, "state": need_state} | self.need
            self.need_row = write_need(tx, self.recipient_row, **asked)
            self.volunteers = [
                write_volunteer(tx, self.community, **(phone | self.volunteer)) for _ in range(self.crew)
            ]
            self.visits = [
                write_visit(tx, self.need_row, volunteer, TEN, self.state, role=role)
                for role, volunteer in enumerate(self.volunteers)
            ]
        self.office = self.district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, self.community["id"])

    def goer(self, number: int = 0) -> Client:
        """The volunteer of that seat, signed in."""
        return self.district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, self.volunteers[number]["id"])

    def path(self, number: int = 0) -> str:
        return f"/v1/visits/{self.visits[number]['id']}"

    def attend(self, client: Client | None = None, number: int = 0, **outcome: object) -> dict:
        """Checked in, and checked out with that outcome, at the hour that was planned."""
        client = client or self.goer(number)
        self.district.clock.now = max(self.district.clock.now, TEN)
        client.ok("POST", f"{self.path(number)}/check-in", {})
        return client.ok("POST", f"{self.path(number)}/check-out", {"outcome": "done"} | outcome)

    def need_now(self) -> Row:
        return self.row(need_table, self.need_row["id"])

    def visit_now(self, number: int = 0) -> Row:
        return self.row(visit_table, self.visits[number]["id"])

    def row(self, table, id: str) -> Row:
        with self.district.store.reading() as tx:
            return dict(tx.execute(select(table).where(table.c.id == id)).mappings().one())

    def check_history(self, *tables) -> None:
        """Each table has rows, and each row is what its history says."""
        for table in tables:
            rows = self.rows(table)
            assert rows, table.name
            with self.district.store.reading() as tx:
                assert [journal.replayed(tx, table, row["id"]) for row in rows] == rows

    def rows(self, table) -> list[Row]:
        with self.district.store.reading() as tx:
            return [dict(row) for row in tx.execute(select(table).order_by(table.c.id)).mappings()]
