"""Whatever is done in whatever order: what must never be is not, and the state is what the history says."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from api.usecases.clock.needs_clock import needs_clock
from api.usecases.clock.visits_clock import visits_clock
from models.lifecycle import HOLDS_SEAT, NEED_STEPS, TAKES_TIME, VISIT_STEPS, Outcome
from models.store import journal
from models.store.columns import metadata
from models.store.journal import history
from models.store.tables.needs import need as need_table
from models.store.tables.visits import visit as visit_table
from tests.databases import migrated_postgres, migrated_sqlite
from tests.district.builders import (
    make_community,
    make_need,
    make_recipient,
    make_station,
    make_team,
    make_volunteer,
)
from tests.district.planning import make_plan, seen
from tests.houses import District

EXPECTED = {403, 404, 409, 422}
"""What a step that does not go now may be answered. Anything else, a 500 above all, is a fault."""

SEQUENCES = int(os.environ.get("REDVEST_SEQUENCES", "6"))
"""On each database; `make soak` thinks of more."""

picked = st.integers(0, 10**6)


class AnyOrder(RuleBasedStateMachine):
    """A dispatcher's district under whatever steps Hypothesis thinks of."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self.district = District(self.new_url())

    def new_url(self) -> str:
        raise NotImplementedError

    @initialize()
    def people_and_places(self) -> None:
        self.client = self.district.administrator()
        community = make_community(self.client)
        there = {"community_id": community["id"]}
        twin = {"name": "王敏", "born_on": "1970-01-01", "phone": "13711112222"}
        self.volunteers = [
            make_volunteer(self.client, **there),
            make_volunteer(self.client, **there, **twin),
            make_volunteer(self.client, **there, **twin),
        ]
        self.recipients = [make_recipient(self.client, **there, lives_alone=alone) for alone in (True, False)]
        station = make_station(self.client, community)
        make_team(self.client, *self.volunteers[:2], station_id=station["id"])
        self.station = station
        self.needs: list[str] = []

    # What is asked of the office.

    @rule(whom=picked, hour=st.integers(9, 16), crew=st.integers(1, 2))
    def a_need_comes_in(self, whom: int, hour: int, crew: int) -> None:
        day = f"2026-11-{self.district.clock.now.day:02}"
        windows = [{"from_at": f"{day}T{hour:02}:00:00", "until_at": f"{day}T{hour + 1:02}:30:00"}]
        recipient = self.recipients[whom % len(self.recipients)]
        body = {"windows": windows, "crew": [{}] * crew}
        self.needs.append(make_need(self.client, recipient, **body)["id"])

    @precondition(lambda self: self.needs)
    @rule(which=picked, whom=picked, role=st.integers(0, 1))
    def it_is_offered_to_somebody(self, which: int, whom: int, role: int) -> None:
        volunteer = self.volunteers[whom % len(self.volunteers)]
        self.asked(f"needs/{self.one(which)}/offers", volunteer_id=volunteer["id"], role=role)

    @precondition(lambda self: self.needs)
    @rule(which=picked)
    def it_is_offered_to_a_station(self, which: int) -> None:
        self.asked(f"needs/{self.one(which)}/offers", station_id=self.station["id"])

    @rule(which=picked, whom=picked, yes=st.booleans())
    def an_offer_is_answered(self, which: int, whom: int, yes: bool) -> None:
        offers = self.client.ok("GET", "/v1/offers?state=open")["items"]
        if not offers:
            return
        offer = offers[which % len(offers)]
        if not yes:
            self.asked(f"offers/{offer['id']}/decline", why="没空")
            return
        volunteer = self.volunteers[whom % len(self.volunteers)]
        people = [] if offer["volunteer_id"] else [{"volunteer_id": volunteer["id"]}]
        self.asked(f"offers/{offer['id']}/accept", people=people)

    @precondition(lambda self: self.needs)
    @rule(which=picked, step=st.sampled_from(["cancel", "give-up", "reopen"]))
    def a_need_is_ended(self, which: int, step: str) -> None:
        self.asked(f"needs/{self.one(which)}/{step}", why="家里有人了")

    @precondition(lambda self: self.needs)
    @rule()
    def a_plan_is_published(self) -> None:
        day = self.district.clock.now.date().isoformat()
        plan = make_plan(self.district, self.client, first_day=day, iterations=20)
        self.asked(f"plans/{plan['id']}/publish", headers=seen(plan))

    # What those who go do.

    @rule(which=picked, step=st.sampled_from(["accept", "decline", "withdraw", "check-in"]))
    def a_visit_takes_a_step(self, which: int, step: str) -> None:
        visit = self.visit(which)
        if visit:
            body = {"why": "病了"} if step in ("decline", "withdraw") else {}
            self.asked(f"visits/{visit}/{step}", **body)

    @rule(which=picked, outcome=st.sampled_from(sorted(Outcome)))
    def a_visit_ends(self, which: int, outcome: str) -> None:
        visit = self.visit(which)
        if visit:
            more = {"handed_to": "邻居"} if outcome == Outcome.HANDED_OVER else {}
            self.asked(f"visits/{visit}/check-out", outcome=outcome, note="在", **more)

    @rule(minutes=st.sampled_from([5, 45, 240, 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.district.clock.pass_(minutes=minutes)
        needs_clock(self.district.house, self.district.clock.now)
        visits_clock(self.district.house, self.district.clock.now)

    # One person in two lists.

    @rule(step=st.sampled_from(["merge", "unmerge", "reject"]), keep=picked)
    def two_entries_are_looked_at(self, step: str, keep: int) -> None:
        for pair in self.client.ok("GET", "/v1/likenesses")["items"]:
            entries = [pair["first"]["id"], pair["second"]["id"]]
            more = {"keep": entries[keep % 2]} if step == "merge" else {}
            self.asked(f"likenesses/{pair['id']}/{step}", why="看过", **more)

    # What must always hold.

    @invariant()
    def nobody_is_at_two_visits_at_once(self) -> None:
        one, other = visit_table.alias(), visit_table.alias()
        takes_time = sorted(TAKES_TIME)
        query = select(func.count()).where(
            one.c.id < other.c.id,
            one.c.volunteer_id == other.c.volunteer_id,
            one.c.state.in_(takes_time),
            other.c.state.in_(takes_time),
            one.c.starts_at < other.c.ends_at,
            other.c.starts_at < one.c.ends_at,
        )
        with self.district.store.reading() as tx:
            assert tx.execute(query).scalar_one() == 0

    @invariant()
    def no_crew_is_larger_than_was_asked_for(self) -> None:
        seats = func.count(visit_table.c.id).label("seats")
        people = func.count(visit_table.c.volunteer_id.distinct()).label("people")
        held = select(visit_table.c.need_id, seats, people).where(visit_table.c.state.in_(sorted(HOLDS_SEAT)))
        crews = held.group_by(visit_table.c.need_id).subquery()
        query = select(need_table.c.crew, crews.c.seats, crews.c.people).join(
            crews, crews.c.need_id == need_table.c.id
        )
        with self.district.store.reading() as tx:
            for crew, seats_held, people_held in tx.execute(query):
                assert seats_held == people_held <= len(crew)

    def teardown(self) -> None:
        """At the end the whole history is read: it is what the tables say, and every step was allowed."""
        with self.district.store.reading() as tx:
            for table in metadata.sorted_tables:
                if "changed_at" not in table.c:
                    continue
                told = journal.told_columns(table) | {"version", "created_at", "changed_at"}
                for row in tx.execute(select(table)).mappings():
                    kept = {name: value for name, value in row.items() if name in told}
                    assert journal.replayed(tx, table, row["id"]) == kept, table.name
            for table, steps in ((need_table, NEED_STEPS), (visit_table, VISIT_STEPS)):
                for id in tx.execute(select(table.c.id)).scalars():
                    check_steps(journal.lines_of(tx, table, id), steps)
            versions = select(history.c.noun, history.c.subject_id, func.count(), func.max(history.c.version))
            for *_, lines, newest in tx.execute(versions.group_by(history.c.noun, history.c.subject_id)):
                assert lines == newest
        self.district.close()

    # How it is done.

    def asked(self, path: str, headers: dict | None = None, **body: object) -> None:
        """A step that goes or is refused: in good order either way."""
        answer = self.client.post(f"/v1/{path}", json=body, headers=headers)
        assert answer.status_code < 300 or answer.status_code in EXPECTED, answer.text

    def one(self, which: int) -> str:
        return self.needs[which % len(self.needs)]

    def visit(self, which: int) -> str | None:
        found = self.client.ok("GET", "/v1/visits?limit=200")["items"]
        return found[which % len(found)]["id"] if found else None


def check_steps(lines: list[dict], steps: dict) -> None:
    """Every line that changes the state is a step that leads there from the state before."""
    state = lines[0]["changes"]["state"]
    for line in lines[1:]:
        if "state" in line["changes"]:
            assert (line["step"], line["changes"]["state"]) in steps_of(steps, state), (state, line)
            state = line["changes"]["state"]


def steps_of(steps: dict, state: str) -> list[tuple[str, str]]:
    here = next(one for one in steps if one == state)
    return [(step, leads_to.value) for step, leads_to in steps[here].items()]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whatever_is_done_in_whatever_order(kind, request, tmp_path, tmp_path_factory):
    server = request.getfixturevalue("postgres") if kind == "postgresql" else ""
    template = tmp_path_factory.getbasetemp() / "template.db"

    class OnThis(AnyOrder):
        def new_url(self) -> str:
            return migrated_postgres(server) if server else migrated_sqlite(tmp_path, template)

    few = settings(max_examples=SEQUENCES, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(OnThis, settings=few)
