"""Rows of text out of a CSV or XLSX file, whatever its encoding; its cells are not understood yet."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from api.tables import workbook
from api.tables.merged import MergedCells
from models.errors import BadFormat

GB18030 = "gb18030"
ENCODINGS = ("utf-8-sig", GB18030)
"""What Excel and WPS write in China. Anything else is refused by name: a wrong guess gives wrong names."""

BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"

MAX_ROWS = 2_000_000
MAX_BYTES = 2 * 2**30
CHUNK = 2**20

Row = list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One way to read a file: a sheet of a workbook, or a CSV file by one delimiter."""

    file: str
    rows: Iterator[Row]
    merged: tuple[MergedCells, ...] = ()
    encoding: str = ""
    """Of a CSV file."""


def sheets(path: Path) -> Iterator[Sheet]:
    """Every way to read the file, most likely first. Raises BadFormat where it can be no table.

    A sheet's rows can be read until the next sheet is asked for; they are at most MAX_ROWS.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
            size = file.seek(0, 2)
    except OSError as error:
        raise BadFormat(f"{path}: cannot be read: {error.strerror}") from error
    if not start:
        raise BadFormat(f"{path.name}: the file is empty")
    if size > MAX_BYTES:
        raise BadFormat(f"{path.name}: {size} bytes are more than the {MAX_BYTES} that are read")
    if start.startswith(OLE):
        raise BadFormat(
            f"{path.name}: an old .xls or a workbook with a password; save it as .xlsx without a password"
        )
    if start.startswith(ZIP):
        for name, rows, merged in workbook.sheets(path):
            yield Sheet(name, _bounded(rows, name), merged)
    elif path.suffix.casefold() in {".xlsx", ".xlsm", ".xls"}:
        raise BadFormat(f"{path.name}: not a workbook: it does not begin like one")
    else:
        encoding = encoding_of(path)
        for delimiter in ",\t;":
            with path.open(encoding=encoding, newline="") as text:
                rows = _bounded(_csv_rows(text, delimiter, path.name), path.name)
                yield Sheet(path.name, rows, encoding=encoding)


def encoding_of(path: Path) -> str:
    """The one of ENCODINGS that every byte of the file agrees with. Raises BadFormat where none is."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in BOMS.items():
        if start.startswith(mark):
            raise BadFormat(f"{path.name}: encoded as {name}; save it as UTF-8 or GB18030")
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    if b"\0" in chunk:
                        raise BadFormat(f"{path.name}: has zero bytes: binary, or UTF-16; save it as UTF-8")
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise BadFormat(f"{path.name}: its encoding is neither UTF-8 nor GB18030")


def _csv_rows(text: Iterable[str], delimiter: str, file: str) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise BadFormat(
            f"{file}, line {reader.line_num}: {error}; is a quotation mark not closed?"
        ) from error


def _bounded(rows: Iterator[Row], file: str) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count >= MAX_ROWS:
            raise BadFormat(f"{file}: more than {MAX_ROWS} rows")
        yield row
