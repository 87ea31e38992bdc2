"""The refused rows as a file: the original columns, and why."""

import csv
import io
from collections.abc import Iterable, Iterator

from ayo.registry import models
from ayo.registry.imports import cells, table, words
from ayo.registry.imports.data import Stage

_PER_BLOCK = 500


def rejects_file(row: models.Import) -> Iterator[bytes]:
    """Yield a CSV that a spreadsheet here opens by itself: UTF-8 with mark, semicolons, numbers kept as text."""
    yield "\ufeff".encode()
    yield _written([[*row.headers, words.heading("row"), words.heading("column"), words.heading("reason")]])
    rejects = row.rejects.filter(stage=Stage.RUN).order_by("number", "id")
    waiting: dict[int, list[models.ImportReject]] = {}
    for reject in rejects.iterator(chunk_size=2_000):
        waiting.setdefault(reject.number, []).append(reject)
    block: list[list[str]] = []
    for number, found in table.body(row) if waiting else ():
        for reject in waiting.get(number, ()):
            texts = [_safe(cells.text(cell)) for cell in found]
            texts += [""] * (len(row.headers) - len(texts))
            block.append([*texts, str(number), reject.column, words.reason(reject.code)])
        if len(block) >= _PER_BLOCK:
            yield _written(block)
            block = []
    if block:
        yield _written(block)


def _safe(written: str) -> str:
    """Keep long numbers from being rounded, and formulas of strangers from being computed, by the next spreadsheet."""
    if written[:1] in {"=", "+", "-", "@"} or (len(written) >= 12 and written.isdigit()):
        return f"'{written}"
    return written


def _written(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
