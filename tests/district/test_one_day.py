"""One day of a community, by HTTP alone: from the list of volunteers to the rating of what they did."""

from models.access import Bound, Role
from tests.district.lists import HEADER, csv_of, make_estate, sent
from tests.district.planning import done, publish, seen, visits_of
from tests.houses import Client, District

LIST = [
    ["A1", "李敏", "13900001111", "琴台社区", "芳草苑3栋", "陪伴3级", "每天 8:00-18:00"],
    ["A2", "王强", "13900002222", "琴台社区", "芳草苑3栋", "陪伴2级", "每天 8:00-18:00"],
]
MORNING = [{"from_at": "2026-11-23T09:00:00", "until_at": "2026-11-23T11:00:00"}]
AFTERNOON = [{"from_at": "2026-11-23T14:00:00", "until_at": "2026-11-23T16:00:00"}]


def test_one_day(district: District):
    office = district.administrator()
    community = make_estate(office)
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, community["id"])

    # 8:00. The list of volunteers comes in; both are trained before anybody sends them anywhere.
    people = the_list_of_volunteers(district, dispatcher)
    for person in people:
        trained(dispatcher, person)

    # 8:10. A daughter calls for her mother, who lives alone, and asks for company in the morning.
    district.clock.pass_(minutes=10)
    mother = dispatcher.add(
        "recipients",
        name="陈奶奶",
        phone="13800003333",
        community_id=community["id"],
        lives_alone=True,
        lon_deg=114.2105,
        lat_deg=30.5603,
        door="3栋1单元201",
    )
    caller = {"caller_name": "陈女士", "caller_relation": "女儿", "caller_phone": "13800004444"}
    morning = a_call(dispatcher, mother, MORNING, **caller)
    afternoon = a_call(dispatcher, mother, AFTERNOON, **caller)
    assert [one["id"] for one in afternoon["similar"]] == [morning["id"]]

    # 8:20. The plan is made, looked at, and told to those who go.
    district.clock.pass_(minutes=10)
    asked = dispatcher.add("plans", first_day="2026-11-23", community_id=community["id"], iterations=200)
    plan_id = done(district, dispatcher, asked)["result"]["plan_id"]
    plan = dispatcher.ok("GET", f"/v1/plans/{plan_id}")
    assert (plan["served"], plan["unmet"]) == (2, 0)
    first, second = sorted(visits_of(dispatcher, plan), key=lambda one: one["starts_at"])
    edit = {"edits": [{"action": "assign", "need_id": second["need_id"], "volunteer_id": people[0]["id"]}]}
    preview = dispatcher.ok("POST", f"/v1/plans/{plan_id}/edits?preview=true", edit, headers=seen(plan))
    assert preview["broken"] == []
    told = publish(dispatcher, plan)
    assert len(told["published"]) == 2

    # 8:30. Whoever goes says yes, and sees only now at which door to knock.
    district.clock.pass_(minutes=10)
    goer = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, first["volunteer_id"])
    (offered,) = [one for one in goer.ok("GET", "/v1/visits")["items"] if one["need_id"] == first["need_id"]]
    assert "陈奶奶" not in str(offered)
    accepted = goer.ok("POST", f"/v1/visits/{offered['id']}/accept", {})
    assert "3栋1单元201" in str(accepted)

    # At the door the recipient tells the code, and after the hour it is done.
    code = dispatcher.ok("GET", f"/v1/visits/{offered['id']}/code")["code"]
    district.clock.now = district.clock.now.fromisoformat(accepted["starts_at"])
    there = {"lon_deg": 114.2105, "lat_deg": 30.5603, "code": code}
    checked_in = goer.ok("POST", f"/v1/visits/{offered['id']}/check-in", there)
    assert checked_in["code_matched"]
    district.clock.now = district.clock.now.fromisoformat(accepted["ends_at"])
    goer.ok("POST", f"/v1/visits/{offered['id']}/check-out", {"outcome": "done"})
    assert dispatcher.ok("GET", f"/v1/needs/{first['need_id']}")["state"] == "done"

    # The daughter rates it.
    agent = district.signed_in(Role.AGENT, Bound.RECIPIENT, mother["id"])
    rated = agent.ok("POST", f"/v1/needs/{first['need_id']}/rate", {"stars": 5, "words": "聊得很开心"})
    assert rated["state"] == "rated"

    # Whoever was to come in the afternoon calls in sick: somebody else goes.
    span = {"from_at": "2026-11-23T12:00:00", "until_at": "2026-11-23T18:00:00", "why": "发烧"}
    affected = dispatcher.add(f"volunteers/{second['volunteer_id']}/absences", **span)
    assert second["need_id"] in str(affected)
    again = dispatcher.add("plans", base_id=plan_id, iterations=200)
    replanned_id = done(district, dispatcher, again)["result"]["plan_id"]
    replanned = dispatcher.ok("GET", f"/v1/plans/{replanned_id}")
    (change,) = dispatcher.ok("GET", f"/v1/plans/{replanned_id}/changes")["items"]
    assert change["was"]["volunteer_id"] == second["volunteer_id"] != change["now"]["volunteer_id"]
    publish(dispatcher, replanned)

    # The other one goes there, and nobody is home: at somebody who lives alone a clock begins to run.
    other = district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, change["now"]["volunteer_id"])
    (visit,) = other.ok("GET", f"/v1/visits?need_id={second['need_id']}&state=published")["items"]
    other.ok("POST", f"/v1/visits/{visit['id']}/accept", {})
    district.clock.now = district.clock.now.fromisoformat(visit["starts_at"])
    other.ok("POST", f"/v1/visits/{visit['id']}/check-in", {})
    other.ok("POST", f"/v1/visits/{visit['id']}/check-out", {"outcome": "nobody_home"})
    (alarm,) = dispatcher.ok("GET", "/v1/alarms")["items"]
    assert (alarm["kind"], alarm["recipient_id"]) == ("welfare_check", mother["id"])
    dispatcher.ok("POST", f"/v1/alarms/{alarm['id']}/take", {})
    dispatcher.ok("POST", f"/v1/alarms/{alarm['id']}/resolve", {"resolution": "在邻居家打牌"})

    # Everything that was done is in the history, by whom, in the order in which it was done.
    lines = dispatcher.ok("GET", f"/v1/needs/{first['need_id']}/history")["items"]
    steps = [line["step"] for line in lines]
    assert steps == ["created", "offered", "assigned", "begun", "done", "rated"]
    assert lines[-1]["by_id"] == agent.user_id


def the_list_of_volunteers(district: District, dispatcher: Client) -> list[dict]:
    answer = sent(dispatcher, csv_of(HEADER, *LIST))
    assert answer.status_code == 202, answer.text
    done(district, dispatcher, answer.json())
    return dispatcher.ok("GET", "/v1/volunteers")["items"]


def trained(dispatcher: Client, person: dict) -> None:
    training = {"kind": "training", "name": "岗前培训", "from_on": "2026-01-01", "until_on": "2027-12-31"}
    dispatcher.add(f"volunteers/{person['id']}/credentials", **training)
    dispatcher.ok("POST", f"/v1/volunteers/{person['id']}/train", {})


def a_call(dispatcher: Client, recipient: dict, windows: list[dict], **caller: str) -> dict:
    body = {"kind": "company", "recipient_id": recipient["id"], "windows": windows, **caller}
    return dispatcher.add("needs", **body, verified=True, open=True)
