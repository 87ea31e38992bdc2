"""The inbox of a person."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ayo.notices import texts
from ayo.notices.data import Letter
from ayo.notices.models import Notice


def inbox(person_id: UUID, *, before: UUID | None, limit: int) -> list[Letter]:
    """Return messages, newest first; `before` is the id of the last one of the page before."""
    return _page(Notice.objects.filter(person_id=person_id), before, limit)


def tasks(person_id: UUID, *, before: UUID | None, limit: int) -> list[Letter]:
    """Return the messages that still ask for something, newest first."""
    return _page(Notice.objects.filter(person_id=person_id, is_task=True, done_at__isnull=True), before, limit)


def _page(rows: QuerySet[Notice], before: UUID | None, limit: int) -> list[Letter]:
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_letter(row) for row in rows.order_by("-pk")[:limit]]


def letter(person_id: UUID, notice_id: UUID) -> Letter | None:
    row = Notice.objects.filter(person_id=person_id, pk=notice_id).first()
    return _letter(row) if row else None


def open_tasks(person_id: UUID) -> int:
    """Return the number of tasks that wait for this person, counted to 99."""
    return Notice.objects.filter(person_id=person_id, is_task=True, done_at__isnull=True)[:99].count()


def unread(person_id: UUID) -> int:
    """Return the number of new messages, counted to 99; every page asks, so it asks the database directly."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [person_id])
        count: int = cursor.fetchone()[0]
    return count


_UNREAD = """
select count(*) from (select 1 from notices_notice where person_id = %s and read_at is null limit 99) as new
"""


def _letter(row: Notice) -> Letter:
    title, text = texts.said(row.code, row.facts)
    is_open = row.is_task and row.done_at is None
    return Letter(row.pk, title, text, row.url, row.created_at, row.read_at is None, is_open)
