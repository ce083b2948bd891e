"""What every test may ask for: a part of the machine, the shared instances, one profile for Hypothesis."""

import importlib.util
import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# No deadline: the time of one example says more about the machine than about the code. Derandomised, so that
# `make test` gives one verdict for one commit; a soak looks for new examples.
settings.register_profile("redvest", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("redvest")

# A run started in the background inherits an ignored SIGINT, and so would the programs that tests start: the
# tests of Ctrl-C need it heard, as at a desk.
signal.signal(signal.SIGINT, signal.default_int_handler)


def require_part(name: str, present: object) -> None:
    """Skip the calling test where the part `name` is absent; fail it where REDVEST_REQUIRE_PARTS=1.

    A part is what a machine must bring and `.ci/run` installs: a compiler, poppler, later PostgreSQL, Redis
    and Chromium. A desk without it loses that test only; CI sets the flag, so there nothing is lost unseen.

        require_part("pdftoppm (apt-get install poppler-utils)", shutil.which("pdftoppm"))

    The shared instances are not a part: their absence always skips, see `shared_instances`.
    """
    if present:
        return
    if os.environ.get("REDVEST_REQUIRE_PARTS") == "1":
        pytest.fail(f"{name} is missing and REDVEST_REQUIRE_PARTS=1", pytrace=False)
    pytest.skip(f"{name} is missing")


def instances_folder() -> Path | None:
    """The folder of public instances: REDVEST_INSTANCES, else the one beside the checkout, else None."""
    named = os.environ.get("REDVEST_INSTANCES")
    folder = Path(named) if named else ROOT.parent / "shared" / "instances"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def shared_instances() -> Path:
    """The folder of public instances; the test is skipped where it is absent, whatever the flags."""
    folder = instances_folder()
    if folder is None:
        pytest.skip("no shared instances: set REDVEST_INSTANCES or lay shared/instances beside the checkout")
    return folder


def load_core(path: Path) -> None:
    """Let `matcher.routing._core` be the module at `path`: `make sanitize` tests its own build this way."""
    spec = importlib.util.spec_from_file_location("matcher.routing._core", path)
    assert spec is not None, f"not an extension module: {path}"
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[spec.name] = module


if other_core := os.environ.get("REDVEST_CORE"):
    load_core(Path(other_core))
