"""Walks through an XLSX archive before it is unpacked: a few kilobytes can ask for more memory than there is.

The workbook reader lays a sheet out as one block from its first to its last cell. So declared sizes are
bounded, checksums must hold, and the block that the cells of a sheet span must not be too large.
"""

import re
import zlib
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from models.errors import BadFormat

MAX_UNPACKED_BYTES = 2**30
MAX_CELLS = 50_000_000
"""About 2 GB of memory: half a million rows of a hundred columns."""

MAX_ROW_BYTES = 2**22
CHUNK = 2**20

ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
ROW_NUMBER = re.compile(rb"\sr=[\"'](\d+)")
COLUMN_BEYOND_Z = re.compile(rb"r=[\"']([A-Z]{2,})\d")
SPACED_EQUALS = re.compile(rb"\s*=\s*")
CELL_TAGS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")

BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What the archive reader raises where an archive is truncated, encrypted or otherwise not in order."""


def check(path: Path) -> None:
    """Raises BadFormat where the archive is broken, or larger unpacked than is read."""
    try:
        with ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked > MAX_UNPACKED_BYTES:
                raise BadFormat(
                    f"{path.name}: unpacks to {unpacked} bytes; at most {MAX_UNPACKED_BYTES} are read"
                )
            for member in archive.infolist():
                with archive.open(member) as content:
                    if "worksheets/" in member.filename:
                        _check_block(content, path.name)
                    else:
                        while content.read(CHUNK):
                            pass
    except BadFormat:
        raise
    except BROKEN as error:
        raise BadFormat(f"{path.name}: truncated or damaged, not a whole workbook ({error})") from error


def _check_block(sheet: IO[bytes], file: str) -> None:
    """Raises BadFormat where the cells of the sheet span too large a block."""
    rows = columns = 0
    pending = b""
    while chunk := sheet.read(CHUNK):
        *whole_rows, pending = ROW.split(pending + chunk)
        for row in whole_rows:
            rows, columns = _grown(rows, columns, row)
        if len(pending) > MAX_ROW_BYTES or rows * columns > MAX_CELLS:
            raise BadFormat(f"{file}: {rows} rows of {columns} columns are more than are read")
    rows, columns = _grown(rows, columns, pending)
    if rows * columns > MAX_CELLS:
        raise BadFormat(f"{file}: {rows} rows of {columns} columns are more than are read")


def _grown(rows: int, columns: int, row: bytes) -> tuple[int, int]:
    """The block with one more row. Cells that do not say where they stand follow one another."""
    if b"= " in row or b" =" in row:
        row = SPACED_EQUALS.sub(b"=", row)
    numbered = ROW_NUMBER.match(row)
    rows = max(rows + 1, int(numbered[1]) if numbered else 0)
    columns = max(columns, sum(row.count(tag) for tag in CELL_TAGS), 1)
    return rows, max([columns, *(_column(letters) for letters in COLUMN_BEYOND_Z.findall(row))])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
