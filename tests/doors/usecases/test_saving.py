import pytest

from api.usecases.saving import check_target, staged, write_file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_staged_files_appear_together_at_the_end(tmp_path):
    out = tmp_path / "a" / "b"
    with staged(out) as stage:
        (stage / "one.txt").write_text("1", encoding="utf-8")
        (stage / "two.txt").write_text("2", encoding="utf-8")
        assert not (out / "one.txt").exists()
    assert names(out) == ["one.txt", "two.txt"]


def test_a_folder_that_is_there_is_used_again_and_its_other_files_stay(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "one.txt").write_text("old", encoding="utf-8")
    with staged(tmp_path) as stage:
        (stage / "one.txt").write_text("new", encoding="utf-8")
    assert names(tmp_path) == ["mine.txt", "one.txt"]
    assert (tmp_path / "one.txt").read_text(encoding="utf-8") == "new"


def test_where_something_fails_all_is_as_it_was(tmp_path):
    out = tmp_path / "out"

    def write_and_fail():
        with staged(out) as stage:
            (stage / "one.txt").write_text("1", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert not out.exists()


def test_a_folder_in_the_way_of_one_file_keeps_all_of_them_out(tmp_path):
    (tmp_path / "two.txt").mkdir()

    def write():
        with staged(tmp_path) as stage:
            (stage / "one.txt").write_text("1", encoding="utf-8")
            (stage / "two.txt").write_text("2", encoding="utf-8")

    with pytest.raises(IsADirectoryError) as told:
        write()
    assert told.value.filename == str(tmp_path / "two.txt")
    assert names(tmp_path) == ["two.txt"]


def test_a_target_is_refused_before_the_work_is_done_and_nothing_made_for_it(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert check_target(tmp_path / "new" / "a.json") == tmp_path / "new" / "a.json"
    assert names(tmp_path) == ["file"]
    with pytest.raises(IsADirectoryError):
        check_target(tmp_path)
    with pytest.raises(NotADirectoryError):
        check_target(tmp_path / "file" / "a.json")


def test_a_file_is_written_whole(tmp_path):
    write_file(tmp_path / "new" / "a.txt", "汉阳")
    assert (tmp_path / "new" / "a.txt").read_text(encoding="utf-8") == "汉阳"
    assert names(tmp_path / "new") == ["a.txt"]
