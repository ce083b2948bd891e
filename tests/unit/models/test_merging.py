"""What one entry takes over from the other, and what of it is given back."""

import pytest

from models.merging import replaced, set_back, taken_over

NOBODY = {
    "id": "kept",
    "number": None,
    "phone_sealed": None,
    "phone_print": None,
    "identity_print": None,
    "born_on": None,
    "sex": None,
    "languages": [],
    "specialities": {},
    "limits": {},
    "available": [],
    "community_id": None,
    "home_id": None,
    "lon_deg": None,
    "lat_deg": None,
    "address": "",
    "guardian_id": None,
    "refuses": [],
    "state": "registered",
    "suspended_why": "",
    "on_duty_until": None,
    "duty_lon_deg": None,
    "duty_lat_deg": None,
    "origins": [],
    "note": "",
}


def over(kept=None, gone=None):
    return taken_over(NOBODY | (kept or {}), NOBODY | {"id": "gone"} | (gone or {}))


def test_what_is_missing_is_filled_and_what_is_there_stays():
    assert over({"note": "一"}, {"note": "二", "sex": "female"}) == {"sex": "female"}


def test_lists_of_both_are_joined_and_the_higher_level_counts():
    kept = {"languages": ["wuhan"], "specialities": {"legal": 2, "nursing": 1}}
    gone = {"languages": ["sign", "wuhan"], "specialities": {"legal": 4}}
    assert over(kept, gone) == {"languages": ["wuhan", "sign"], "specialities": {"legal": 4, "nursing": 1}}


def test_a_position_is_taken_over_whole_or_not_at_all():
    position = {"lon_deg": 114.2, "lat_deg": 30.5}
    assert over({}, position) == position
    assert over({"address": "一号"}, position) == {}


def test_nobody_becomes_their_own_guardian():
    assert over({}, {"guardian_id": "kept"}) == {}


@pytest.mark.parametrize(
    ("kept", "gone", "state"),
    [
        ("registered", "trained", "trained"),
        ("trained", "registered", "trained"),
        ("trained", "suspended", "suspended"),
        ("suspended", "trained", "suspended"),
    ],
)
def test_the_graver_state_is_that_of_the_person(kept, gone, state):
    assert (NOBODY | {"state": kept} | over({"state": kept}, {"state": gone}))["state"] == state


def test_an_id_in_a_document_is_replaced_and_named_once():
    document = {"wanted": ["gone", "kept", "other"], "roles": [{"named": "gone"}, "kept"]}
    assert replaced(document, "gone", "kept") == {
        "wanted": ["kept", "other"],
        "roles": [{"named": "kept"}, "kept"],
    }


def test_half_of_a_position_is_not_given_back():
    columns = ["lon_deg", "lat_deg", "note"]
    assert set_back(columns, ["lon_deg"]) == {"note"}
    assert set_back(columns, []) == set(columns)
