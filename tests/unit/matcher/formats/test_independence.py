"""The evaluators are an independent check: no code of theirs knows the Problem or a reader's arrays."""

import ast
from pathlib import Path

import pytest

FORMATS = Path(__file__).resolve().parents[4] / "matcher" / "formats"
PREFIX = "matcher.formats."
TEXT_ALONE = ("document", "judging", "jsontext", "columns", "sections", "verdict")


def imports(path: Path) -> set[str]:
    return {
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }


def reached(path: Path) -> set[str]:
    """Modules of ours that the file names, and those that they name."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        for module in imports(waiting.pop()) - found:
            if module.startswith("matcher"):
                found.add(module)
                inner = FORMATS / (module.removeprefix(PREFIX).replace(".", "/") + ".py")
                if module.startswith(PREFIX):
                    waiting.append(inner)
    return found


@pytest.mark.parametrize("judge", sorted(FORMATS.glob("*/judge.py")), ids=lambda path: path.parent.name)
def test_an_evaluator_works_from_the_text_alone(judge):
    family = f"{PREFIX}{judge.parent.name}."
    found = reached(judge)
    allowed = {PREFIX + name for name in TEXT_ALONE}
    assert {module for module in found if not module.startswith(family)} <= allowed
    assert family + "reader" not in found
    assert family + "text" in found
