"""All four files of a plan in a folder."""

from dataclasses import replace

import pytest
from pypdf import PdfReader

from api.printouts.folder import write_all
from models.errors import InvalidInput
from tests.printouts.world import sample_day, sample_picture, sample_plan


def test_four_files_are_written_and_nothing_else(tmp_path):
    told: list[tuple[int, int]] = []
    warned: list[str] = []
    wang, *others = sample_day().volunteers
    day = replace(sample_day(), volunteers=(replace(wang, name="王\U00020bb7"), *others))
    paths = write_all(
        day,
        sample_plan(),
        tmp_path / "new" / "out",
        progress=lambda done, total: told.append((done, total)),
        warn=warned.append,
    )
    assert [path.name for path in paths] == ["plan.xlsx", "route-sheets.pdf", "plan.geojson", "plan.png"]
    assert sorted((tmp_path / "new" / "out").iterdir()) == sorted(paths)
    assert told[0] == (0, 100)
    assert told[-1] == (100, 100)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert warned == ["the font has no \U00020bb7 (U+20BB7): route sheets and picture show 〓"]
    assert "王〓" in PdfReader(paths[1]).pages[1].extract_text()
    # The picture names no volunteer, so it is the same whatever they are called, and whenever it is drawn.
    assert paths[3].read_bytes() == sample_picture()


def test_nothing_is_written_of_a_plan_that_does_not_belong_to_the_day(tmp_path):
    stranger = replace(sample_plan().routes[0], volunteer_id="stranger")
    with pytest.raises(InvalidInput):
        write_all(sample_day(), replace(sample_plan(), routes=(stranger,)), tmp_path / "out")
    assert not (tmp_path / "out").exists()
