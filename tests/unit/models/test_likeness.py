"""Which entries are proposed as one person, and on what evidence."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.likeness import MOST_SHARERS, Entry, Trait, alike, keys, likeness

BORN = date(1980, 5, 1)


def entry(name="王敏", **values):
    return Entry(name=name, **values)


def test_one_identity_is_one_person_however_the_name_is_written():
    found = likeness(entry("王敏", identity_print="a"), entry("王 敏敏", identity_print="a"))
    assert found is not None
    assert (found.agrees, found.contradicts) == ((Trait.IDENTITY,), (Trait.NAME,))


def test_another_identity_rules_the_pair_out_whatever_agrees():
    both = {"number": "1", "phone_print": "p", "born_on": BORN}
    assert likeness(entry(identity_print="a", **both), entry(identity_print="b", **both)) is None


def test_a_family_that_shares_one_phone_is_not_one_person():
    assert likeness(entry("王敏", phone_print="p"), entry("王强", phone_print="p")) is None


def test_twins_with_one_phone_are_not_one_person():
    twins = {"phone_print": "p", "born_on": BORN}
    assert likeness(entry("王敏", **twins), entry("王慧", **twins)) is None


def test_a_mother_and_a_daughter_of_one_name_and_phone_are_two():
    mother = entry(phone_print="p", born_on=BORN)
    assert likeness(mother, entry(phone_print="p", born_on=date(2005, 5, 1))) is None


def test_a_name_alone_proposes_nobody():
    assert likeness(entry(), entry()) is None


def test_name_and_phone_propose_and_more_that_agrees_is_surer():
    some = likeness(entry("王 敏", phone_print="p"), entry("王敏", phone_print="p"))
    more = likeness(entry(phone_print="p", born_on=BORN), entry(phone_print="p", born_on=BORN))
    assert some is not None
    assert more is not None
    assert some.score < more.score


def test_who_shares_a_number_is_proposed_with_what_contradicts():
    found = likeness(entry("王敏", number="1", sex="female"), entry("王强", number="1", sex="male"))
    assert found is not None
    assert found.contradicts == (Trait.NAME, Trait.SEX)


def test_two_numbers_tell_two_people_of_one_name_and_birth_date_apart():
    assert likeness(entry(number="1", born_on=BORN), entry(number="2", born_on=BORN)) is None


def test_a_number_that_fills_a_column_proposes_nobody():
    many = {f"v{n:03}": entry(f"志愿者{n}", number="0") for n in range(MOST_SHARERS + 1)}
    assert alike(many, many) == {}


few = st.sampled_from([None, "a", "b"])
entries = st.builds(
    Entry,
    name=st.sampled_from(["王敏", "王 敏", "李强"]),
    number=few,
    phone_print=few,
    identity_print=few,
    born_on=st.sampled_from([None, BORN, date(2005, 5, 1)]),
    sex=st.sampled_from([None, "female", "male"]),
)


@given(entries, entries)
def test_it_does_not_matter_which_of_the_two_comes_first(one, other):
    assert likeness(one, other) == likeness(other, one)


@given(entries, entries)
def test_whoever_is_proposed_shares_a_key_by_which_they_are_found(one, other):
    if likeness(one, other) is not None:
        assert not set(keys(one)).isdisjoint(keys(other))


@given(st.lists(entries, max_size=8))
def test_the_pairs_found_by_keys_are_those_of_every_comparison(many):
    named = {f"v{n}": one for n, one in enumerate(many)}
    every = {
        (a, b): found
        for a in named
        for b in named
        if a < b and (found := likeness(named[a], named[b])) is not None
    }
    assert alike(named, named) == every
