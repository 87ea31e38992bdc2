"""From the cells of a row to clean values of a record, or to the reasons why not. Nothing here asks the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ayo.common.jsons import Json
from ayo.region.data import AreaLevel, Areas
from ayo.registry.imports import cells, targets
from ayo.registry.imports.data import Cell, Cells, Line
from ayo.registry.rules import values
from ayo.registry.rules.values import Fault

Reader = Callable[[Cell], str]

_NUMBERS = frozenset({"nik", "number", "nip", "family_number", "head_nik", "superior_nip"})
_READERS: Mapping[str, Reader] = {
    **dict.fromkeys(_NUMBERS, cells.number),
    **dict.fromkeys(("birth_on", "started_on", "ended_on"), cells.day),
    **dict.fromkeys(("name", "birth_place", "religion", "occupation", "post", "street"), cells.name),
    "sex": cells.sex,
    "marital_status": cells.marital_status,
    "family_role": cells.family_role,
    "life_state": cells.life_state,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of one file are read."""

    kind: str
    columns: tuple[tuple[int, str], ...]
    headers: dict[str, str]
    context: values.Context
    areas: Areas
    statuses: Mapping[str, str]

    @classmethod
    def of(
        cls,
        kind: str,
        mapping: Mapping[str, str],
        header_texts: list[str],
        context: values.Context,
        areas: Areas,
        statuses: Mapping[str, str],
    ) -> "Reading":
        """`statuses` gives the label of each employee status by its code; a file may use either."""
        columns = tuple(sorted((int(index), name) for index, name in mapping.items()))
        above = {name: header_texts[index] for index, name in columns}
        known = {cells.letters(way): code for code, label in statuses.items() for way in (label, code)}
        return cls(kind, columns, above, context, areas, known)

    def line(self, number: int, row: Cells) -> Line:
        """Return the row in the registry's words, with every fault that can be seen without the registry."""
        line = Line(number, headers=self.headers)
        given: dict[str, str] = {}
        for index, name in self.columns:
            cell = row[index] if index < len(row) else None
            try:
                self._read(name, cell, given)
            except Fault as fault:
                line.refuse(name, str(fault), shown(name, cell))
        self._sort(line, given)
        line.key = str(line.values.get(targets.OWN_NUMBER[self.kind]) or "")
        return line

    def _read(self, name: str, cell: Cell, given: dict[str, str]) -> None:
        if name != "birth":
            given[name] = _READERS.get(name.rpartition(".")[2], cells.text)(cell) or given.get(name, "")
            return
        for one, written in zip(("birth_place", "birth_on"), cells.place_and_day(cell), strict=True):
            given[one] = given.get(one) or written

    def _sort(self, line: Line, given: Mapping[str, str]) -> None:
        """Put each text where it belongs: a value, a part of the address, or a link. An empty cell says nothing."""
        root = targets.ADDRESS[self.kind]
        address: dict[str, str] = {}
        for name, written in given.items():
            if not written:
                continue
            if root and name.startswith(f"{root}."):
                address[name.partition(".")[2]] = written
            elif name in targets.LINKS[self.kind]:
                line.links[name] = written
            elif name == "status":
                self._check(line, name, self.statuses.get(cells.letters(written), written))
            else:
                self._check(line, name, written)
        if address:
            self._place(line, root, address)

    def _check(self, line: Line, name: str, written: str) -> None:
        try:
            line.values[name] = values.CHECKS[self.kind][name](written, self.context)
        except Fault as fault:
            header_of = "birth" if name not in self.headers and "birth" in self.headers else name
            line.refuse(header_of, str(fault), shown(name, written))

    def _place(self, line: Line, root: str, address: dict[str, str]) -> None:
        both = address.pop("rt_rw", "")
        if both:
            rt, _, rw = both.replace("-", "/").partition("/")
            address.setdefault("rt", rt.strip())
            address.setdefault("rw", rw.strip())
        district = address.pop("kecamatan", "")
        if "kelurahan" in address:
            code = self._kelurahan(address["kelurahan"], district)
            if not code:
                line.refuse(f"{root}.kelurahan", "unknown_kelurahan", address["kelurahan"][:60])
                return
            address["kelurahan"] = code
        parts: dict[str, Json] = dict(address)
        line.address = parts

    def _kelurahan(self, written: str, district: str) -> str:
        """Return the code of a kelurahan given as a code, dotted or not, or by name; nothing when it is not one."""
        digits = written.replace(".", "")
        if len(digits) == 10 and digits.isdigit():
            dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
            return dotted if dotted in self.context.kelurahan else ""
        around = self.areas.find(district, level=AreaLevel.KECAMATAN, within="") if district else ()
        found = self.areas.find(written, level=AreaLevel.KELURAHAN, within=around[0].code if len(around) == 1 else "")
        return found[0].code if len(found) == 1 else ""


def shown(name: str, cell: Cell) -> str:
    """Return a cell as a fault may show it."""
    written = cells.text(cell) if not isinstance(cell, float) or name not in _NUMBERS else f"{cell:.6g}"
    return cells.masked(written)
