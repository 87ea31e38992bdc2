"""Telling people, and noting that they know. Reading one's own inbox is no act that an auditor needs to see."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.notices import queries
from ayo.notices.actions import sendings
from ayo.notices.models import Notice


@transaction.atomic
def tell(*, person_id: UUID, code: str, facts: Mapping[str, Any], url: str, about: str) -> None:
    """Put a message into somebody's inbox; the same `about` tells the same person only once."""
    _put(person_id, code, facts, url, about, "")


@transaction.atomic
def ask(*, person_id: UUID, code: str, facts: Mapping[str, Any], url: str, about: str) -> None:
    """Put a task into somebody's inbox: it stays open until it is done, and opens again when it comes again."""
    done = Notice.objects.filter(person_id=person_id, code=code, about=about, done_at__isnull=False)
    if done.update(done_at=None, read_at=None, facts=dict(facts)):
        sendings.prepare(Notice.objects.filter(person_id=person_id, code=code, about=about, done_at__isnull=True))
        return
    _put(person_id, code, facts, url, about, "task")


def _put(person_id: UUID, code: str, facts: Mapping[str, Any], url: str, about: str, kind: str) -> None:
    made = Notice(person_id=person_id, code=code, facts=dict(facts), url=url, about=about, is_task=kind == "task")
    Notice.objects.bulk_create([made], ignore_conflicts=True)
    # Nothing is found when the same was told before.
    sendings.prepare(Notice.objects.filter(pk=made.pk))


@transaction.atomic
def tell_account(*, account_id: UUID, code: str, facts: Mapping[str, str], url: str) -> None:
    """Put a message into the inbox of somebody whom the registry does not know; it stays inside the house."""
    Notice.objects.create(account_id=account_id, code=code, facts=dict(facts), url=url)


@transaction.atomic
def hand_over(*, account_id: UUID, person_id: UUID) -> int:
    """Let the letters of an account follow it to the person it belongs to."""
    return Notice.objects.filter(account_id=account_id).update(account=None, person_id=person_id)


@transaction.atomic
def mark_read(*, person_id: UUID, notice_id: UUID | None) -> int:
    """Note that one message, or (None) every message, was read; return how many were new."""
    unread = queries.of_reader(person_id).filter(read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(read_at=clock.now())


@transaction.atomic
def note_reading(*, notice_id: UUID, actor: Actor) -> None:
    """Write down that somebody who acts for a person opened a letter to that person."""
    audit.record(
        "notices.read_for_another", actor=actor, subject_kind="person", subject_id=actor.stands_for,
        label=str(notice_id),
    )  # fmt: skip


@transaction.atomic
def finish(*, about: str) -> int:
    """Close the tasks about a thing that has been settled."""
    return Notice.objects.filter(about=about, is_task=True, done_at__isnull=True).update(done_at=clock.now())
