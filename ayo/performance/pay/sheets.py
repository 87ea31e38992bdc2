"""Tables as files for a spreadsheet, written by hand: no cell can become a formula, whatever a name contains."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TypeAlias
from xml.sax.saxutils import escape

Cell: TypeAlias = str | int
Row: TypeAlias = Sequence[Cell]

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{sheets}</Types>'
)
_SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="3" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a table as CSV with a mark of its encoding, which spreadsheets need to read names right."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([_inert(cell) if isinstance(cell, str) else cell for cell in row])


def xlsx(file: IO[bytes], sheets: Sequence[tuple[str, Iterable[Row]]]) -> None:
    """Write a workbook: texts are texts, numbers are numbers, the first row of each sheet is bold."""
    count = range(1, len(sheets) + 1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        book.writestr("[Content_Types].xml", _TYPES.format(sheets="".join(_SHEET_TYPE.format(n=n) for n in count)))
        book.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        names = "".join(
            f'<sheet name="{_quoted(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _rows) in enumerate(sheets, 1)
        )
        book.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f"<sheets>{names}</sheets></workbook>",
        )
        parts = [*(("worksheet", f"worksheets/sheet{n}.xml") for n in count), ("styles", "styles.xml")]
        book.writestr("xl/_rels/workbook.xml.rels", _relations(parts))
        book.writestr("xl/styles.xml", _STYLES)
        for n, (_name, rows) in enumerate(sheets, 1):
            with book.open(f"xl/worksheets/sheet{n}.xml", "w") as sheet:
                for text in _sheet(rows):
                    sheet.write(text.encode())


class _Echo(io.StringIO):
    def write(self, text: str) -> str:  # type: ignore[override]  # what is written is what is yielded
        return text


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _relations(parts: Sequence[tuple[str, str]]) -> str:
    made = (
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(parts, 1)
    )
    return _RELATIONS.format(all="".join(made))


def _sheet(rows: Iterable[Row]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}"><sheetData>'
    for number, row in enumerate(rows):
        yield "<row>" + "".join(_cell(cell, is_head=not number) for cell in row) + "</row>"
    yield "</sheetData></worksheet>"


def _cell(cell: Cell, *, is_head: bool) -> str:
    if isinstance(cell, int):
        return f'<c s="1"><v>{cell}</v></c>'
    text = "".join(one for one in cell if one >= " " or one in "\t\n")
    style = ' s="2"' if is_head else ""
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _quoted(name: str) -> str:
    return escape(name, {'"': "&quot;"})
