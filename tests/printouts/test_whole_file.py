"""Files that are there whole or not at all."""

import pytest

from api.printouts.whole_file import write_whole


def test_a_file_is_replaced_in_one_step(tmp_path):
    path = tmp_path / "plan.png"
    path.write_bytes(b"yesterday's")
    assert write_whole(path, b"today's") == path
    assert path.read_bytes() == b"today's"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path):
    (tmp_path / "plan.png").mkdir()
    with pytest.raises(OSError, match=r"plan\.png"):
        write_whole(tmp_path / "plan.png", b"today's")
    assert [path.is_dir() for path in tmp_path.iterdir()] == [True]
