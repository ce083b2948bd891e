"""Files as text, and the documents in them: a fault is told with the name of the file."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from models.errors import BadFormat, InvalidInput

T = TypeVar("T")

MOST_BYTES = 2**30
"""A city's problem is about a third of it."""

ZIP = b"PK\x03\x04"
"""How a ZIP file begins, as every XLSX is one. Source: APPNOTE.TXT of PKWARE, 4.3.7."""


def text_of(path: Path) -> str:
    """The text of a UTF-8 file. Raises BadFormat, InvalidInput, and OSError where it cannot be opened.

    A workbook is easily given where the text beside it is meant, so it is told by name.
    """
    with regular(path).open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InvalidInput(f"{path}: larger than the {MOST_BYTES} bytes that are read")
    if not content.strip():
        raise BadFormat(f"{path}: the file is empty")
    if content.startswith(ZIP):
        raise BadFormat(
            f"{path}: a workbook or another ZIP file, where a text file such as plan.json is wanted"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        raise BadFormat(f"{path}: not UTF-8 text: byte {byte:#04x} at position {error.start}") from error


def regular(path: Path) -> Path:
    """The path itself. Raises InvalidInput where a pipe or a device stands there: it may have no end."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InvalidInput(f"{path}: not a regular file")
    return path


def document_at(path: Path, read: Callable[[str], T]) -> T:
    """What `read` makes of the text of the file. Raises as `text_of`, and BadFormat naming the file."""
    return from_text(path, text_of(path), read)


def from_text(path: Path, text: str, read: Callable[[str], T]) -> T:
    """What `read` makes of the text that the file holds. Raises BadFormat naming the file."""
    try:
        return read(text)
    except BadFormat as error:
        raise BadFormat(f"{path}: {error}") from error
