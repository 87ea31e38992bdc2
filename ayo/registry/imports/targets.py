"""What a column can be mapped to, per kind, and what a file of a kind must have."""

from collections.abc import Mapping

from ayo.registry.data import Kind
from ayo.registry.imports import headers

KINDS = (Kind.PERSON, Kind.FAMILY, Kind.EMPLOYEE)
NAMES: Mapping[str, tuple[str, ...]] = {kind: tuple(headers.KNOWN[kind]) for kind in KINDS}
OWN_NUMBER: Mapping[str, str] = {Kind.PERSON: "nik", Kind.FAMILY: "number", Kind.EMPLOYEE: "nip"}
ADDRESS: Mapping[str, str] = {Kind.PERSON: "domicile", Kind.FAMILY: "address", Kind.EMPLOYEE: ""}
# Fields that name another record by a number or a name people know.
LINKS: Mapping[str, frozenset[str]] = {
    Kind.PERSON: frozenset({"family_number"}),
    Kind.FAMILY: frozenset({"head_nik"}),
    Kind.EMPLOYEE: frozenset({"nik", "organisation", "superior_nip"}),
}
# A file must name its records: by one of these sets of columns.
_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    Kind.PERSON: (("nik",), ("name", "birth_on"), ("name", "birth")),
    Kind.FAMILY: (("number",),),
    Kind.EMPLOYEE: (("nip",),),
}
GROUPS = {"domicile": "address", "address": "address", "family_number": "family", "family_role": "family"}


def faults(kind: str, mapping: Mapping[int, str], width: int) -> dict[str, str]:
    """Return what is wrong with a mapping, by column index; nothing when it can be used."""
    wrong: dict[str, str] = {}
    taken: set[str] = set()
    for index, name in mapping.items():
        if not 0 <= index < width:
            wrong[str(index)] = "no_such_column"
        elif name not in NAMES[kind]:
            wrong[str(index)] = "unknown_field"
        elif name in taken:
            wrong[str(index)] = "mapped_twice"
        taken.add(name)
    if not wrong and not any(taken.issuperset(needed) for needed in _NEEDED[kind]):
        wrong["mapping"] = f"missing:{_NEEDED[kind][0][0]}"
    return wrong
