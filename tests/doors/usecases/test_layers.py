import pytest

from tests.unit.test_arrows import ROOT, shown, sources, violations


@pytest.mark.parametrize("path", sources("api/usecases"), ids=shown)
def test_a_use_case_knows_no_terminal_and_no_http(path):
    doors = (
        "typer",
        "rich",
        "fastapi",
        "starlette",
        "uvicorn",
        "api.cli",
        "api.routes",
        "api.app",
        "api.server",
    )
    assert violations(path, banned=doors) == []


def test_there_are_use_cases():
    assert (ROOT / "api/usecases/planning.py").exists()
