"""The inbox of a person."""

from uuid import UUID

from ayo.notices import texts
from ayo.notices.data import Letter
from ayo.notices.models import Notice


def inbox(person_id: UUID, *, before: UUID | None, limit: int) -> list[Letter]:
    """Return messages, newest first; `before` is the id of the last one of the page before."""
    rows = Notice.objects.filter(person_id=person_id).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_letter(row) for row in rows[:limit]]


def unread(person_id: UUID) -> int:
    """Return the number of new messages, counted to 99."""
    return Notice.objects.filter(person_id=person_id, read_at__isnull=True)[:99].count()


def _letter(row: Notice) -> Letter:
    title, text = texts.said(row.code, row.facts)
    is_open = row.is_task and row.done_at is None
    return Letter(row.pk, title, text, row.url, row.created_at, row.read_at is None, is_open)
