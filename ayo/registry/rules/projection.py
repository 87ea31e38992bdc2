"""What may be shown of a record: whole fields, or parts of one when the name has a dot."""

from collections.abc import Collection, Iterable, Mapping

from ayo.common.jsons import Json


def pick(record: Mapping[str, Json], fields: Collection[str]) -> dict[str, Json]:
    """Return only the named fields; `domicile.kelurahan` gives the domicile with nothing but the kelurahan."""
    whole = {name for name in fields if name in record}
    picked: dict[str, Json] = {name: record[name] for name in whole}
    parts: dict[str, dict[str, Json]] = {}
    for name in fields:
        head, _, tail = name.partition(".")
        value = record.get(head)
        if head in whole or head not in record:
            continue
        if not isinstance(value, dict):
            picked[head] = value
        elif tail in value:
            parts.setdefault(head, {})[tail] = value[tail]
    return picked | parts


def grants(fields: Iterable[str], name: str) -> bool:
    """Tell whether a field, or the part of it that is named, is among those granted."""
    head = name.partition(".")[0]
    return any(granted in (name, head) for granted in fields)
