"""How our search is asked. The question and the answer are told without importing the search itself."""

from importlib import metadata

MODULE = "benchmarks.solve_one"


def our_request(format_name: str, text: str, *, cpu_seconds: float, seed: int) -> dict[str, object]:
    """What to ask MODULE."""
    return {"format": format_name, "text": text, "cpu_seconds": cpu_seconds, "seed": seed}


def our_version() -> str:
    """The version of this project."""
    return metadata.version("redvest")
