"""Requests to correct a day, as those who decide see them: with whoever asks, and what they prove it by."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from ayo.files import facade as files
from ayo.performance.models import Correction
from ayo.registry import facade as registry


def rows(asked: Collection[Correction], *, reader: UUID) -> list[dict[str, Any]]:
    """Return a row for each; the links to the papers are the reader's own. One query."""
    names = registry.names_of({one.employee.person_id for one in asked})
    return [
        {
            "id": one.pk, "name": names.get(one.employee.person_id, ""), "on": one.on, "arrived": one.arrived,
            "left": one.left, "reason": one.reason, "is_late": one.escalated > 0,
            "evidence": files.link_for(one.evidence, person_id=reader) if one.evidence else "",
        }
        for one in asked
    ]  # fmt: skip
