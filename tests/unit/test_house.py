"""Habits of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import require_part

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("models", "matcher", "api")
MAX_LINES = 400
SAYS_NOTHING = {"utils", "util", "helpers", "common", "manager", "misc"}


def code(*suffixes: str) -> list[Path]:
    return sorted(p for folder in PACKAGES for p in (ROOT / folder).rglob("*") if p.suffix in suffixes)


@pytest.mark.parametrize(
    "folder", sorted({p.parent for p in code(".py")}), ids=lambda p: str(p.relative_to(ROOT))
)
def test_a_package_says_what_it_is(folder):
    init = folder / "__init__.py"
    assert init.exists(), f"{folder.relative_to(ROOT)} has no __init__.py"
    assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8")))


def test_a_file_is_named_after_what_it_knows():
    assert [str(p.relative_to(ROOT)) for p in code(".py", ".cpp", ".hpp") if p.stem in SAYS_NOTHING] == []


def test_no_file_outgrows_its_reader():
    lines = {
        str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines())
        for p in code(".py", ".cpp", ".hpp")
    }
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda p: p.name)
def test_a_lock_has_hashes_and_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^\S+==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pins
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_a_missing_part_skips_at_a_desk(monkeypatch):
    monkeypatch.delenv("REDVEST_REQUIRE_PARTS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="lathe is missing"):
        require_part("lathe", present=False)


def test_a_missing_part_fails_in_ci(monkeypatch):
    monkeypatch.setenv("REDVEST_REQUIRE_PARTS", "1")
    with pytest.raises(pytest.fail.Exception, match="lathe is missing"):
        require_part("lathe", present=False)
