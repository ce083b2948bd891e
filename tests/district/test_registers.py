"""Places and organisations: added, listed in pages, changed by version, closed, each step in the history."""

from models.access import Bound, Role


def subdistrict(client, name="琴断口街道"):
    return client.add("places", kind="subdistrict", name=name, lon_deg=114.2, lat_deg=30.55)


def community(client, within, name="琴台社区"):
    return client.add(
        "places", kind="community", name=name, parent_id=within["id"], lon_deg=114.2, lat_deg=30.55
    )


def test_a_place_knows_the_community_and_the_subdistrict_that_it_lies_in(district):
    client = district.administrator()
    street = subdistrict(client)
    home = community(client, street)
    station = client.add(
        "places", kind="station", name="阳小驿", parent_id=home["id"], lon_deg=114.2, lat_deg=30.55
    )
    assert (station["community_id"], station["subdistrict_id"]) == (home["id"], street["id"])


def test_a_place_in_a_place_of_the_wrong_kind_is_refused(district):
    client = district.administrator()
    street = subdistrict(client)
    body = {
        "kind": "station",
        "name": "阳小驿",
        "parent_id": street["id"],
        "lon_deg": 114.2,
        "lat_deg": 30.55,
    }
    problem = client.refused(422, "POST", "/v1/places", body)
    assert "a station lies in a community" in problem["detail"]


def test_pages_hold_every_row_once(district):
    client = district.administrator()
    street = subdistrict(client)
    names = [f"社区{number}" for number in range(7)]
    body = {
        "items": [
            {"kind": "community", "name": name, "parent_id": street["id"], "lon_deg": 114.2, "lat_deg": 30.5}
            for name in names
        ]
    }
    client.ok("POST", "/v1/places/bulk", body)
    seen, after = [], ""
    while after is not None:
        page = client.ok("GET", f"/v1/places?kind=community&limit=3{after}")
        seen += [one["name"] for one in page["items"]]
        after = page["next"] and f"&after={page['next']}"
    assert seen == names


def test_a_change_names_the_version_that_was_seen(district):
    client = district.administrator()
    place = subdistrict(client)
    path = f"/v1/places/{place['id']}"
    changed = client.ok("PATCH", path, {"note": "一"}, headers={"if-match": '"1"'})
    assert changed["version"] == 2
    problem = client.refused(409, "PATCH", path, {"note": "二"}, headers={"if-match": '"1"'})
    assert problem["code"] == "stale"


def test_every_step_is_in_the_history(district):
    client = district.administrator()
    place = subdistrict(client)
    client.ok("PATCH", f"/v1/places/{place['id']}", {"note": "一"})
    client.ok("DELETE", f"/v1/places/{place['id']}")
    lines = client.ok("GET", f"/v1/places/{place['id']}/history")["items"]
    assert [(line["step"], line["by_id"]) for line in lines] == [
        ("created", client.user_id),
        ("changed", client.user_id),
        ("closed", client.user_id),
    ]
    assert client.ok("GET", "/v1/places")["items"] == []


def test_a_dispatcher_of_a_community_keeps_its_places_and_no_others(district):
    client = district.administrator()
    street = subdistrict(client)
    own, other = community(client, street), community(client, street, "月湖社区")
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, own["id"])
    venue = {"kind": "venue", "name": "活动室", "lon_deg": 114.2, "lat_deg": 30.55}
    dispatcher.ok("POST", "/v1/places", venue | {"parent_id": own["id"]})
    problem = dispatcher.refused(403, "POST", "/v1/places", venue | {"parent_id": other["id"]})
    assert problem["code"] == "forbidden"
    assert len(dispatcher.ok("GET", "/v1/places?kind=venue")["items"]) == 1


def test_a_request_that_is_sent_again_with_its_key_is_not_done_again(district):
    client = district.administrator()
    body = {"party": "charity", "name": "基金会"}
    first = client.ok("POST", "/v1/organisations", body, headers={"idempotency-key": "k"})
    again = client.ok("POST", "/v1/organisations", body, headers={"idempotency-key": "k"})
    assert again == first
    assert len(client.ok("GET", "/v1/organisations")["items"]) == 1
    other = client.refused(
        422, "POST", "/v1/organisations", body | {"name": "另一个"}, headers={"idempotency-key": "k"}
    )
    assert other["code"] == "key_reused"


def test_a_leader_makes_their_team_no_station_s_riders(district):
    admin = district.administrator()
    home = community(admin, subdistrict(admin))
    at = {"parent_id": home["id"], "lon_deg": 114.2, "lat_deg": 30.55}
    station = admin.add("places", kind="station", name="阳小驿", **at)
    team = admin.add("teams", name="天使在身边", speciality="companionship")
    path, riders = f"/v1/teams/{team['id']}", {"station_id": station["id"]}
    leader = district.signed_in(Role.LEADER, Bound.TEAM, team["id"])
    leader.refused(404, "PATCH", path, riders)
    leader.ok("PATCH", path, {"note": "周三例会"})
    admin.ok("PATCH", path, riders | {"community_id": home["id"]})
    leader.ok("PATCH", path, riders | {"note": "周四例会"})
    dispatcher = district.signed_in(Role.DISPATCHER, Bound.COMMUNITY, home["id"])
    dispatcher.ok("PATCH", path, {"station_id": None})
    dispatcher.ok("PATCH", path, riders)
