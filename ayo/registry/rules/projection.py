"""What may be shown of a record: whole fields, or parts of one when the name has a dot."""

from collections.abc import Iterable, Mapping

from ayo.common.jsons import Json


def pick(record: Mapping[str, Json], fields: Iterable[str]) -> dict[str, Json]:
    """Return only the named fields; `domicile.kelurahan` gives the domicile with nothing but the kelurahan."""
    picked: dict[str, Json] = {}
    for name in fields:
        head, dot, tail = name.partition(".")
        if head not in record:
            continue
        value = record[head]
        if not dot:
            picked[head] = value
        elif not isinstance(value, dict):
            picked.setdefault(head, value)
        elif tail in value and picked.get(head) is not value:
            part = picked.setdefault(head, {})
            if isinstance(part, dict):
                part[tail] = value[tail]
    return picked


def grants(fields: Iterable[str], name: str) -> bool:
    """Tell whether a field, or the part of it that is named, is among those granted."""
    head = name.partition(".")[0]
    return any(granted in (name, head) for granted in fields)
