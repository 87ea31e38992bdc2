"""Reading tables: CSV as offices write it, and XLSX. Rows keep the numbers they have in the sheet."""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ayo.files.data import FileCard
from ayo.registry.errors import BadValues
from ayo.registry.imports.data import Cells

HEADER_WITHIN = 15
MOST_COLUMNS = 200
_CSV = "text/csv"
_SAMPLE = 64_000


def rows(file: FileCard) -> Iterator[tuple[int, Cells]]:
    """Yield every row that is not empty with its number in the sheet, 1 being the first. Raises BadValues."""
    found = _csv_rows(file.path) if file.content_type == _CSV else _xlsx_rows(file.path)
    for number, row in enumerate(found, start=1):
        if any(cell not in ("", None) for cell in row):
            yield number, row[:MOST_COLUMNS]


def first_rows(file: FileCard) -> list[tuple[int, Cells]]:
    return list(islice(rows(file), HEADER_WITHIN))


def body(file: FileCard, header_row: int) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below the header."""
    return ((number, row) for number, row in rows(file) if number > header_row)


def _csv_rows(path: Path) -> Iterator[Cells]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        separator = _separator(file.read(_SAMPLE))
        file.seek(0)
        try:
            for row in csv.reader(file, delimiter=separator, strict=False):
                yield [cell.strip() for cell in row]
        except csv.Error as error:
            raise bad_table() from error


def _encoding(path: Path) -> str:
    """Return UTF-8 (with or without mark) when the whole file is that, else what Windows writes here."""
    for encoding in ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise bad_table("bad_encoding")


def _separator(sample: str) -> str:
    """Return the separator that gives the widest table; the first lines decide."""
    lines = [line for line in sample.splitlines()[:HEADER_WITHIN] if line.strip()]
    width = {
        separator: sum(len(row) for row in csv.reader(lines, delimiter=separator))
        for separator in (";", ",", "\t", "|")
    }
    return max(width, key=lambda separator: width[separator])


def _xlsx_rows(path: Path) -> Iterator[Cells]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheet = book.get_sheet_by_index(0)
            for row in sheet.iter_rows():
                yield list(row)
    except (CalamineError, OSError, ValueError) as error:
        raise bad_table() from error


def bad_table(code: str = "bad_table") -> BadValues:
    return BadValues("The file cannot be read as a table.", fields={"file": code})
