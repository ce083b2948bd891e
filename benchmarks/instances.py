"""Where the public instances lie."""

import os
from pathlib import Path

from benchmarks.child import ROOT
from models.errors import InvalidInput


def instances_folder(named: Path | None) -> Path:
    """The folder named, else REDVEST_INSTANCES, else the one beside the checkout.

    Raises InvalidInput where there is none.
    """
    fallback = os.environ.get("REDVEST_INSTANCES")
    folder = named or (Path(fallback) if fallback else ROOT.parent / "shared" / "instances")
    if not folder.is_dir():
        raise InvalidInput(
            f"no folder of instances at {folder}: name one with --instances or REDVEST_INSTANCES"
        )
    return folder
