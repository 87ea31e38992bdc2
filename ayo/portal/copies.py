"""A complete copy of what is held about a person: values with their origin, history, holders, and who read."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ayo.common import clock
from ayo.notices import facade as notices
from ayo.notices.data import Channel
from ayo.portal import holdings, past
from ayo.registry import facade as registry
from ayo.registry.data import Dossier, Known, Record

MOST_ACTS = 20


def of(dossier: Dossier) -> dict[str, Any]:
    """Return the copy as plain JSON values; labels stand beside codes, so that both kinds of reader are served."""
    records = [
        _record(dossier.record, dossier.known, dossier.names),
        *([_record(dossier.employee, dossier.employee_known, dossier.names)] if dossier.employee else []),
    ]
    return {
        "made_at": clock.now().isoformat(),
        "records": records,
        "family": [{"name": one.name, "role": one.role} for one in dossier.members],
        "held_by": [
            {
                "application": one.name,
                "owner": one.owner,
                "fields": one.fields,
                "purpose": one.purpose,
                "legal_basis": one.legal_basis,
            }
            for one in holdings.of_person(dossier)
        ],
        "notices": _wishes(dossier.record.id),
        "acts": _acts(dossier),
    }


def _wishes(person_id: UUID) -> dict[str, Any]:
    """Return how the person is told of things, by choice or because nothing was chosen."""
    wishes = notices.wishes_of(person_id)
    return {
        "are_chosen": wishes.are_chosen,
        "language": wishes.language or settings.LANGUAGE_CODE,
        "tasks": sorted(wishes.tasks),
        "news": sorted(wishes.news),
        "quiet_from": wishes.quiet_from.isoformat("minutes"),
        "quiet_to": wishes.quiet_to.isoformat("minutes"),
        "text": {name: _channels(chosen) for name, chosen in (("tasks", wishes.tasks), ("news", wishes.news))},
    }


def _channels(chosen: Collection[Channel]) -> str:
    return ", ".join(str(notices.CHANNELS[channel]) for channel in sorted(chosen)) or _("hanya kotak masuk")


def _record(record: Record, known: Mapping[str, Known], names: Mapping[str, str]) -> dict[str, Any]:
    past_values = registry.timelines(record.kind, record.id)
    return {
        "kind": record.kind,
        "label": str(registry.words.KINDS[record.kind]),
        "id": str(record.id),
        "version": record.version,
        "fields": [_field(record, name, known.get(name), names, past_values[name]) for name in record.fields],
    }


def _field(
    record: Record, name: str, known: Known | None, names: Mapping[str, str], past_values: Sequence[Known]
) -> dict[str, Any]:
    value = record.fields[name]
    return {
        "name": name,
        "label": registry.words.field(record.kind, name),
        "value": value,
        "text": registry.words.value(record.kind, name, value, names),
        "source": known.source if known else None,
        "source_label": registry.words.source(known.source) if known else "",
        "valid_from": known.valid_from.isoformat() if known else None,
        "recorded_at": known.recorded_at.isoformat() if known else None,
        "recorded_by": known.actor_label if known else None,
        "history": [
            {"value": one.value, "valid_from": str(one.valid_from), "recorded_at": one.recorded_at.isoformat()}
            for one in past_values
        ],
    }


def _acts(dossier: Dossier) -> list[dict[str, Any]]:
    """Return what was done with the data, newest first, as far back as twenty pages."""
    found: list[dict[str, Any]] = []
    before: int | None = None
    for _page in range(MOST_ACTS):
        acts, before = past.acts_about(dossier.record.id, before=before)
        found += [{"at": one.at.isoformat(), "by": one.who, "act": one.what, "purpose": one.purpose} for one in acts]
        if before is None:
            break
    return found
