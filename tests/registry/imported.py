"""Files for the import tests: CSV and XLSX made by hand, and an import taken from upload to end."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor
from ayo.registry.imports import actions, running
from ayo.registry.models import Import

PERSON_HEADER = ["NIK", "Nama Lengkap", "L/P", "Tempat Lahir", "Tgl Lahir", "No. HP", "No. KK", "SHDK"]


def csv_bytes(rows: Sequence[Sequence[Any]], *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows).encode(encoding)


def xlsx_bytes(rows: Sequence[Sequence[Any]], *, first_row: int = 1) -> bytes:
    """Return a minimal workbook: text, numbers and dates with their style."""
    lines = []
    for number, row in enumerate(rows, start=first_row):
        cells = "".join(_cell(f"{chr(65 + index)}{number}", value) for index, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="xl/workbook.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        '<Relationship Id="r2" Target="styles.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>',
        "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def _cell(place: str, value: Any) -> str:
    if value in ("", None):
        return ""
    if isinstance(value, date):
        days = (datetime(value.year, value.month, value.day) - datetime(1899, 12, 30)).days
        return f'<c r="{place}" s="1"><v>{days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def uploaded(
    content: bytes, *, kind: str = "person", source: str = "DISDUKCAPIL", day: date | None = None, actor: Actor = SYSTEM
) -> Import:
    return actions.create_import(
        name="data.csv", chunks=[content], kind=kind, source=source, valid_from=day or clock.today(), actor=actor
    )


def nik(number: int) -> str:
    return f"367101{number % 28 + 1:02d}0190{number + 1:04d}"


def people_file(count: int) -> bytes:
    rows = [
        [nik(n), f"Warga {chr(97 + n % 26)}", "L", "Tangerang", f"{n % 28 + 1:02d}-01-1990", "", "", ""]
        for n in range(count)
    ]
    return csv_bytes([PERSON_HEADER, *rows])


def checked(row: Import, *, actor: Actor = SYSTEM) -> Import:
    actions.check_here(import_id=row.pk, actor=actor)
    running.work(row.pk, after_each=lambda: None)
    return fresh(row)


def started(row: Import) -> Import:
    actions.start_here(import_id=row.pk, actor=SYSTEM)
    return row


def run(row: Import, *, actor: Actor = SYSTEM) -> Import:
    checked(row, actor=actor)
    actions.start_here(import_id=row.pk, actor=actor)
    running.work(row.pk, after_each=lambda: None)
    return fresh(row)


def fresh(row: Import) -> Import:
    return Import.objects.get(pk=row.pk)


def imported(rows: Sequence[Sequence[Any]], **more: Any) -> Import:
    return run(uploaded(csv_bytes(rows), **more))


def codes(row: Import) -> list[tuple[int, str]]:
    return [(one.number, one.code) for one in row.rejects.filter(stage="RUN").order_by("number", "id")]
