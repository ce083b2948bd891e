import os

import pytest

from api.usecases import reading
from api.usecases.reading import document_at, regular, text_of
from models.errors import BadFormat, InvalidInput


def test_the_text_of_a_file_is_without_its_mark(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert text_of(path) == "{}"


@pytest.mark.parametrize("content", [b"", b" \n\t"], ids=["nothing", "blanks"])
def test_an_empty_file_is_refused(tmp_path, content):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(BadFormat, match=r"a\.json: the file is empty"):
        text_of(tmp_path / "a.json")


def test_a_file_in_another_encoding_is_told_with_the_first_byte_that_is_none(tmp_path):
    (tmp_path / "a.json").write_bytes(b'{"a": "\xba\xba"}')
    with pytest.raises(BadFormat, match=r"a\.json: not UTF-8 text: byte 0xba at position 7"):
        text_of(tmp_path / "a.json")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    (tmp_path / "a.json").write_bytes(b"x" * 11)
    with pytest.raises(InvalidInput, match="larger than the 10 bytes"):
        text_of(tmp_path / "a.json")


def test_a_pipe_is_refused_as_it_may_have_no_end(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidInput, match="not a regular file"):
        regular(tmp_path / "pipe")


def test_what_is_wrong_in_a_document_is_told_with_the_name_of_its_file(tmp_path):
    (tmp_path / "a.json").write_text("{", encoding="utf-8")

    def read(text):
        raise BadFormat(f"not closed: {text}")

    with pytest.raises(BadFormat, match=r"a\.json: not closed: \{"):
        document_at(tmp_path / "a.json", read)
