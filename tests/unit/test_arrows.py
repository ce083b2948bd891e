"""The arrows models <- matcher <- api, read from the source without importing it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("models", "matcher", "api")


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


# A stub counts as a module: it stands for the compiled core.
MODULES = {
    module_name(path)
    for folder in PACKAGES
    for ext in ("py", "pyi")
    for path in (ROOT / folder).rglob(f"*.{ext}")
}


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported_modules(path: Path) -> set[str]:
    """Every module that the file names in an import, at any depth, also under TYPE_CHECKING."""
    return names_in(nodes_of(path), module_name(path), is_package=path.name == "__init__.py")


def names_in(nodes: Iterable[ast.AST], module: str, *, is_package: bool) -> set[str]:
    return {
        name
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in names_of(node, module.split(".") if is_package else module.split(".")[:-1])
    }


def names_of(node: ast.Import | ast.ImportFrom, package: list[str]) -> Iterator[str]:
    """`from a import b` names a.b where that is a module of ours, else a."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    above = package[: len(package) + 1 - node.level] if node.level else []
    base = ".".join([*above, *([node.module] if node.module else [])])
    for alias in node.names:
        longer = f"{base}.{alias.name}"
        yield longer if longer in MODULES else base


def inside(module: str, *parents: str) -> bool:
    return any(module == parent or module.startswith(f"{parent}.") for parent in parents)


def violations(path: Path, *, banned: tuple[str, ...], but: tuple[str, ...] = ()) -> list[str]:
    return sorted(name for name in imported_modules(path) if inside(name, *banned) and not inside(name, *but))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources("models"), ids=shown)
def test_models_import_neither_matcher_nor_api(path):
    assert violations(path, banned=("matcher", "api")) == []


@pytest.mark.parametrize("path", sources("matcher"), ids=shown)
def test_matcher_is_pure(path):
    outside = ("api", "fastapi", "sqlalchemy", "redis", "os", "time", "random", "socket", "models.store")
    assert violations(path, banned=outside) == []


@pytest.mark.parametrize("path", sources("matcher/check"), ids=shown)
def test_the_judge_shares_no_code_with_the_search_but_the_models(path):
    assert violations(path, banned=("matcher",), but=("matcher.check",)) == []


@pytest.mark.parametrize("path", sources("matcher/formats"), ids=shown)
def test_formats_know_the_problem_and_the_answer_and_nothing_else_of_the_matcher(path):
    allowed = (
        "matcher.formats",
        "matcher.plain",
        "matcher.problem",
        "matcher.travel",
        "matcher.routing.result",
        "matcher.watched",
    )
    assert violations(path, banned=("matcher",), but=allowed) == []


def test_only_api_opens_the_store():
    openers = [p for p in sources("models", "matcher") if violations(p, banned=("models.store",))]
    assert [shown(p) for p in openers if not inside(module_name(p), "models.store")] == []


def test_api_is_imported_by_api_tests_and_benchmarks_only():
    others = sources("models", "matcher", "scripts")
    assert [shown(path) for path in others if violations(path, banned=("api",))] == []


def test_what_the_product_imports_it_declares():
    """What arrives with another package today may be gone with its next version."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {plain(re.split(r"[^\w.-]", line)[0]) for line in declared}
    imported = {name.split(".")[0] for path in sources(*PACKAGES) for name in imported_modules(path)}
    owners = packages_distributions()
    foreign = imported - set(PACKAGES) - set(sys.stdlib_module_names)
    assert [name for name in sorted(foreign) if names.isdisjoint(map(plain, owners.get(name, [])))] == []


def plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_models_and_matcher_are_told_the_time():
    """`datetime` is fine as a value; reading the clock through it is not."""
    clocks = {"now", "today", "utcnow"}
    readers = [
        f"{shown(path)}:{node.lineno}"
        for path in sources("models", "matcher")
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]
    assert readers == []


def test_no_two_modules_import_each_other_however_late():
    graph = {
        module_name(path): {name for name in imported_modules(path) if name in MODULES} - {module_name(path)}
        for path in sources(*PACKAGES)
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("a cycle of imports: " + " <- ".join(error.args[1]), pytrace=False)


@pytest.mark.parametrize(
    ("source", "module", "is_package", "expected"),
    [
        ("import os.path", "models.geo", False, {"os.path"}),
        ("from models import units", "matcher.cost", False, {"models.units"}),
        ("from models.units import Seconds", "matcher.cost", False, {"models.units"}),
        ("from . import units", "models.geo", False, {"models.units"}),
        ("from .units import Seconds", "models", True, {"models.units"}),
        ("from ..units import Seconds", "models.store.tables", False, {"models.units"}),
        ("from ..units import Seconds", "models.store", True, {"models.units"}),
        ("def late():\n    import api", "matcher.cost", False, {"api"}),
    ],
)
def test_an_import_is_seen_however_it_is_written(source, module, is_package, expected):
    assert names_in(ast.walk(ast.parse(source)), module, is_package=is_package) == expected
