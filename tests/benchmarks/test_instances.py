import pytest

from benchmarks.instances import instances_folder
from models.errors import InvalidInput


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InvalidInput, match="nowhere"):
        instances_folder(tmp_path / "nowhere")
