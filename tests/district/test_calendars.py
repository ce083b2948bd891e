"""Calendars by a secret link: what they show, of whom, and until when."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from api.usecases.steps import visit_step
from models.access import Bound, Role
from models.store.journal import Act
from models.store.tables.civic import team as team_table
from models.store.tables.people import membership
from tests.district.rows import (
    at,
    write,
    write_community,
    write_need,
    write_recipient,
    write_visit,
    write_volunteer,
)
from tests.houses import MONDAY_8, ZONE, Client


@pytest.fixture
def rows(district):
    """A volunteer of a team, asked to visit somebody at ten on Monday."""
    with district.store.writing() as tx:
        home = write_community(tx, "琴台社区")
        volunteer = write_volunteer(tx, home)
        recipient = write_recipient(tx, home, name="李奶奶", door="3栋2单元501", note="耳背")
        need = write_need(tx, recipient, label="芳草苑")
        visit = write_visit(tx, need, volunteer, at("10:00"))
        team = write(tx, team_table, name="天使在身边", speciality="companionship", community_id=home["id"])
        write(tx, membership, volunteer_id=volunteer["id"], team_id=team["id"])
    return {"home": home, "volunteer": volunteer, "need": need, "visit": visit, "team": team}


def step(district, visit, name):
    with district.store.writing() as tx:
        return visit_step(tx, Act(by_id="test", at=district.clock.now), visit, name)


def link(client, path, row):
    return client.ok("POST", f"/v1/calendars/{path}/{row['id']}")


def events(district, url):
    """Read as a calendar program does: without signing in."""
    answer = Client(district.app, "none", "none").get(url, headers={"authorization": ""})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content), answer.text


def test_a_calendar_shows_the_door_once_the_visit_is_accepted(district, rows):
    url = link(district.signed_in(Role.DISPATCHER), "volunteers", rows["volunteer"])["url"]
    book, text = events(district, url)
    [event] = book.walk("VEVENT")
    assert (event["summary"], event["location"], event["status"]) == ("陪伴聊天", "琴台社区", "TENTATIVE")
    assert event["dtstart"].dt == at("10:00")
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert "3栋" not in text
    step(district, rows["visit"], "accepted")
    book, text = events(district, url)
    [event] = book.walk("VEVENT")
    assert (event["location"], event["status"]) == ("琴台社区 芳草苑 3栋2单元501", "CONFIRMED")
    assert "李" not in text
    assert "耳背" not in text
    district.clock.now = at("13:30")
    [event] = events(district, url)[0].walk("VEVENT")
    assert event["location"] == "琴台社区"


def test_a_change_has_the_same_uid_and_a_higher_sequence(district, rows):
    url = link(district.administrator(), "volunteers", rows["volunteer"])["url"]
    [first] = events(district, url)[0].walk("VEVENT")
    step(district, rows["visit"], "withdrawn")
    [second] = events(district, url)[0].walk("VEVENT")
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    assert second["status"] == "CANCELLED"


def test_what_was_only_proposed_is_in_no_calendar_not_even_when_it_is_called_off(district, rows):
    url = link(district.administrator(), "volunteers", rows["volunteer"])["url"]
    with district.store.writing() as tx:
        need = write_need(tx, {"id": rows["need"]["recipient_id"], "community_id": rows["home"]["id"]})
        proposed = write_visit(tx, need, rows["volunteer"], at("14:00"), "proposed")
    assert len(events(district, url)[0].walk("VEVENT")) == 1
    step(district, proposed, "withdrawn")
    assert len(events(district, url)[0].walk("VEVENT")) == 1


def test_the_time_zone_is_told(district, rows):
    url = link(district.administrator(), "volunteers", rows["volunteer"])["url"]
    [zone] = events(district, url)[0].walk("VTIMEZONE")
    assert zone["tzid"] == "Asia/Shanghai"
    [standard] = zone.walk("STANDARD")
    assert standard["tzoffsetto"].td == timedelta(hours=8)


def test_a_team_s_calendar_has_the_visits_of_its_members(district, rows):
    leader = district.signed_in(Role.LEADER, Bound.TEAM, rows["team"]["id"])
    book, _ = events(district, link(leader, "teams", rows["team"])["url"])
    assert book["x-wr-calname"] == "天使在身边"
    assert len(book.walk("VEVENT")) == 1


def test_a_link_that_is_revoked_or_wrong_opens_nothing(district, rows):
    client, visitor = district.administrator(), Client(district.app, "none", "none")
    made = link(client, "volunteers", rows["volunteer"])
    assert [one["id"] for one in client.ok("GET", "/v1/calendars")["items"]] == [made["id"]]
    visitor.refused(404, "GET", made["url"] + "x")
    visitor.refused(404, "GET", made["url"].replace(rows["volunteer"]["id"], "another"))
    visitor.refused(422, "GET", made["url"].partition("?")[0])
    client.ok("DELETE", f"/v1/calendars/links/{made['id']}")
    visitor.refused(404, "GET", made["url"])
    assert client.ok("GET", "/v1/calendars")["items"] == []


def test_who_no_longer_leads_a_team_reads_its_calendar_no_more(district, rows):
    admin = district.administrator()
    leader = district.signed_in(Role.LEADER, Bound.TEAM, rows["team"]["id"])
    url = link(leader, "teams", rows["team"])["url"]
    events(district, url)
    [grant] = admin.ok("GET", f"/v1/users/{leader.user_id}/grants")["items"]
    admin.ok("DELETE", f"/v1/users/{leader.user_id}/grants/{grant['id']}")
    Client(district.app, "none", "none").refused(404, "GET", url)


def test_nobody_gets_a_link_to_what_they_do_not_reach(district, rows):
    with district.store.writing() as tx:
        other = write_community(tx, "月湖社区")
    for client in (
        district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, other["id"]),
        district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, "somebody"),
        district.signed_in(Role.LEADER, Bound.TEAM, "another"),
    ):
        client.refused(404, "POST", f"/v1/calendars/volunteers/{rows['volunteer']['id']}")
        assert client.ok("GET", "/v1/calendars")["items"] == []
    own = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, rows["volunteer"]["id"])
    made = link(own, "volunteers", rows["volunteer"])
    assert [one["id"] for one in own.ok("GET", "/v1/calendars")["items"]] == [made["id"]]
    assert MONDAY_8.tzinfo is ZONE


def test_who_leads_a_volunteer_no_more_reads_their_calendar_no_more(district, rows):
    admin = district.administrator()
    leader = district.signed_in(Role.LEADER, Bound.TEAM, rows["team"]["id"])
    url = link(leader, "volunteers", rows["volunteer"])["url"]
    events(district, url)
    [grant] = admin.ok("GET", f"/v1/users/{leader.user_id}/grants")["items"]
    admin.ok("DELETE", f"/v1/users/{leader.user_id}/grants/{grant['id']}")
    Client(district.app, "none", "none").refused(404, "GET", url)
