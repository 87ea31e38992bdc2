"""Line codecs for the journal: how one row reads as one line of text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from sandbox.kit.stores import Local, Row

NOTHING = "\\N"


class Delimited:
    """Fields between delimiters, in a fixed order: CSV with semicolons, pipes of a tape dump, tabs."""

    def __init__(self, between: str) -> None:
        self.between = between
        self.escapes = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", between: "\\d"}
        self.unescapes = {mark: plain for plain, mark in self.escapes.items()}
        self.pattern = re.compile("[" + "".join(map(re.escape, self.escapes)) + "]")

    def open(self, names: tuple[str, ...]) -> None:
        self.names = names

    def encode(self, row: Mapping[str, Local]) -> str:
        return self.between.join(self._field(row[name]) for name in self.names)

    def decode(self, line: str) -> Row:
        return dict(zip(self.names, map(self._value, line.split(self.between)), strict=False))

    def _field(self, value: Local) -> str:
        if value is None:
            return NOTHING
        return self.pattern.sub(lambda found: self.escapes[found[0]], str(value))

    def _value(self, field: str) -> Local:
        if field == NOTHING:
            return None
        if "\\" not in field:
            return field
        return re.sub(r"\\.", lambda found: self.unescapes[found[0]], field)


class Documents:
    """One JSON document a line, with names like `pemohon.nama` nested into objects."""

    def open(self, names: tuple[str, ...]) -> None:
        self.names = names

    def encode(self, row: Mapping[str, Local]) -> str:
        document: dict[str, object] = {}
        for name in self.names:
            outer, dot, inner = name.partition(".")
            if dot:
                nested = document.setdefault(outer, {})
                assert isinstance(nested, dict)
                nested[inner] = row[name]
            else:
                document[name] = row[name]
        return json.dumps(document, ensure_ascii=False)

    def decode(self, line: str) -> Row:
        row: Row = {}
        for name, value in json.loads(line).items():
            if isinstance(value, dict):
                row.update({f"{name}.{inner}": held for inner, held in value.items()})
            else:
                row[name] = value
        return row


class Elements:
    """One XML element a line, nothing left out but what is not known."""

    def __init__(self, element: str) -> None:
        self.element = element
        self.marks = {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
        self.plain = {mark: char for char, mark in self.marks.items()}

    def open(self, names: tuple[str, ...]) -> None:
        self.names = names

    def encode(self, row: Mapping[str, Local]) -> str:
        given = ((name, row[name]) for name in self.names if row[name] is not None)
        parts = [f'{name}="{self._escape(str(value))}"' for name, value in given]
        return f"<{self.element} {' '.join(parts)}/>"

    def decode(self, line: str) -> Row:
        found = {name: self._plain(value) for name, value in re.findall(r'([\w.-]+)="([^"]*)"', line)}
        return {name: found.get(name) for name in self.names}

    def _escape(self, value: str) -> str:
        return re.sub('[&<"\n\r\t]', lambda found: self.marks[found[0]], value)

    def _plain(self, value: str) -> str:
        return re.sub(r"&#?\w+;", lambda found: self.plain[found[0]], value)


class Segments:
    """A patient segment as hospital systems speak it: PID|…|last^first|…, with their escapes."""

    ESCAPES = {"\\": "\\E\\", "|": "\\F\\", "\n": "\\X0A\\", "\r": "\\X0D\\"}

    def open(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.back = {mark: plain for plain, mark in self.ESCAPES.items()}

    def encode(self, row: Mapping[str, Local]) -> str:
        return "PID|" + "|".join(self._field(row[name]) for name in self.names)

    def decode(self, line: str) -> Row:
        return dict(zip(self.names, map(self._value, line.split("|")[1:]), strict=False))

    def _field(self, value: Local) -> str:
        return '""' if value is None else re.sub(r"[\\|\n\r]", lambda found: self.ESCAPES[found[0]], str(value))

    def _value(self, field: str) -> Local:
        if field == '""':
            return None
        return re.sub(r"\\[EFX0AD]+\\", lambda found: self.back[found[0]], field)
