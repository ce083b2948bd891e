import hashlib
import os
import subprocess
import sys
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from models.demo.draws import stream
from models.demo.generator import make_day
from models.demo.needs import make_needs
from models.demo.volunteers import make_volunteers
from models.district.gazetteer import Gazetteer
from models.errors import InvalidInput
from tests.builders import MONDAY

ROOT = Path(__file__).resolve().parents[4]


def small_day(**changes):
    return make_day(**({"volunteers": 60, "needs": 60, "seed": 7, "first_day": MONDAY} | changes))


def plain(value):
    """The value as nested text whose order owes nothing to hashing."""
    if is_dataclass(value):
        return [plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, dict):
        return [[plain(key), plain(one)] for key, one in value.items()]
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.value if isinstance(value, Enum) else repr(value)


def fingerprint(day) -> str:
    return hashlib.sha256(repr(plain(day)).encode()).hexdigest()


def test_the_same_arguments_give_the_same_day_and_another_seed_another():
    assert small_day() == small_day()
    assert small_day().volunteers != small_day(seed=8).volunteers
    assert small_day().needs != small_day(seed=8).needs


def test_the_day_owes_nothing_to_how_python_hashes():
    code = "import tests.demo.test_generator as t; print(t.fingerprint(t.small_day()))"
    other = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == fingerprint(small_day())


def test_more_needs_change_no_volunteer():
    assert small_day(needs=61).volunteers == small_day().volunteers


def test_what_is_valid_moves_with_the_first_day():
    later = small_day(first_day=date(2030, 1, 1))
    covered = [one.insured_until for one in later.volunteers if one.insured_until is not None]
    assert sum(day >= date(2030, 1, 1) for day in covered) > len(covered) / 2
    assert later.needs == small_day().needs


def test_nobody_and_nothing_is_a_day_too():
    assert small_day(volunteers=0).volunteers == ()
    assert len(small_day(volunteers=0).needs) == 60
    assert small_day(needs=0).needs == ()
    assert len(small_day(volunteers=1, needs=1).needs) == 1


def test_a_gazetteer_without_buildings_is_refused():
    nowhere = Gazetteer((), (), ())
    with pytest.raises(InvalidInput, match="no building"):
        make_volunteers(1, stream(1, "volunteers"), first_day=MONDAY, gazetteer=nowhere)
    with pytest.raises(InvalidInput, match="no building"):
        make_needs(1, stream(1, "needs"), gazetteer=nowhere)


@pytest.mark.parametrize(
    "changes", [{"volunteers": -1}, {"needs": -1}, {"seed": -1}, {"volunteers": 1_000_001}]
)
def test_an_impossible_count_or_seed_is_refused(changes):
    value = next(iter(changes.values()))
    with pytest.raises(InvalidInput, match=str(value)):
        small_day(**changes)
