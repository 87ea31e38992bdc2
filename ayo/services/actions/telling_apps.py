"""Noting what was told of cases over the API: one entry per case that was opened, one per list with its length."""

from collections.abc import Collection

from ayo.audit import facade as audit
from ayo.common.actor import Actor, ActorKind
from ayo.services.models import Case


def note_case_read(*, case: Case, fields: Collection[str], actor: Actor) -> None:
    """Note that an application read a case; people reading their own leave no trace."""
    if actor.kind is ActorKind.APP:
        audit.record("services.read_case", actor=actor, subject_kind="case", subject_id=case.pk, label=case.number,
                     after=dict.fromkeys(fields, "read"))  # fmt: skip


def note_cases_listed(*, count: int, fields: Collection[str], actor: Actor) -> None:
    if actor.kind is ActorKind.APP:
        audit.record("services.list_cases", actor=actor, subject_kind="case", subject_id="", label=str(count),
                     after=dict.fromkeys(fields, "read"))  # fmt: skip
