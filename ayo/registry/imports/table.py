"""The rows of an import's file, in chunks, each with its place."""

from collections.abc import Iterator

from ayo.files import facade as files
from ayo.registry import models
from ayo.registry.imports import reading
from ayo.registry.imports.data import Cells, Line
from ayo.registry.imports.terms import Terms

CHUNK = 1_000


def chunks(row: models.Import, terms: Terms) -> Iterator[tuple[int, list[Line]]]:
    """Yield the rows in chunks with the position of each; the first row with a number is the one that counts."""
    seen: dict[str, int] = {}
    lines: list[Line] = []
    start = 0
    for number, cells in body(row):
        line = terms.reading.line(number, cells)
        refuse_double(line, seen)
        lines.append(line)
        if len(lines) == CHUNK:
            yield start, lines
            start, lines = start + CHUNK, []
    if lines:
        yield start, lines


def refuse_double(line: Line, seen: dict[str, int]) -> None:
    if not line.key or line.faults:
        return
    first = seen.setdefault(line.key, line.number)
    if first != line.number:
        line.refuse("", "double_in_file", f"baris {first}")


def body(row: models.Import) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below the header. Raises BadValues when the file is gone or damaged."""
    card = files.stored(row.file_id) if row.file_id else None
    if card is None or not card.path.exists():
        raise reading.bad_table("file_gone")
    return reading.body(card, row.header_row)
