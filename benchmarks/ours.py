"""How our search is asked. The question and the answer are told without importing the search itself."""

import tomllib

from benchmarks.child import ROOT

MODULE = "benchmarks.solve_one"


def our_request(
    format_name: str,
    text: str,
    *,
    cpu_seconds: float,
    seed: int,
    objective: str | None = None,
    chains: int = 1,
) -> dict[str, object]:
    """What to ask MODULE. `cpu_seconds` are those of all chains; `objective` None: the format's default."""
    return {
        "format": format_name,
        "text": text,
        "objective": objective,
        "cpu_seconds": cpu_seconds,
        "seed": seed,
        "chains": chains,
    }


def our_version() -> str:
    """The version of this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
