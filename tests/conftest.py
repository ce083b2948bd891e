"""What every test may ask for: a part of the machine, the shared instances, one profile for Hypothesis."""

import importlib.util
import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from tests.databases import migrated_postgres, migrated_sqlite, postgres_programs, postgres_server

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


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of this run's own: its URL, in which {name} stands for the database."""
    programs = postgres_programs()
    require_part("PostgreSQL (apt-get install postgresql)", programs)
    # Not in pytest's own folder: another run closes that to other users, and takes it away after a while.
    with (
        TemporaryDirectory(prefix="redvest-") as folder,
        postgres_server(programs, Path(folder) / "data") as server,
    ):
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path, tmp_path_factory):
    """The URL of a database with all tables and no rows; a test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return migrated_sqlite(tmp_path, tmp_path_factory.getbasetemp() / "template.db")
    return migrated_postgres(request.getfixturevalue("postgres"))


@pytest.fixture
def district(database_url):
    """A house on a database without rows, on both kinds."""
    from tests.houses import District  # half a second, which a test of the core need not wait for

    district = District(database_url)
    yield district
    district.close()


@pytest.fixture
def small_district(tmp_path, tmp_path_factory):
    """A house on SQLite alone, where what is tested does not depend on the database."""
    from tests.houses import District

    district = District(migrated_sqlite(tmp_path, tmp_path_factory.getbasetemp() / "template.db"))
    yield district
    district.close()
