"""Reading the chain: for the page of auditors, and as a whole to verify it."""

from dataclasses import fields
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from ayo.audit import rules
from ayo.audit.data import Entry, Seal, Sealed, Verdict
from ayo.audit.models import AuditEntry, AuditSeal, Inbox
from ayo.audit.seals import SealBook

_FACTS = [field.name for field in fields(Entry)]


def verify(home: Path) -> Verdict:
    """Recompute the whole chain and compare it with the seals of database and file; reads in one snapshot."""
    book = SealBook(home)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = 0")
        stored = [Seal(*row) for row in AuditSeal.objects.order_by("seq").values_list("seq", "hash", "at", "signature")]
        seals, bad = book.genuine([*stored, *book.kept()])
        inspection = rules.Inspection(seals)
        inspection.flaws.extend(dict.fromkeys(bad))
        rows = AuditEntry.objects.order_by("seq").values_list("seq", "prev_hash", "hash", *_FACTS)
        for seq, prev_hash, digest, *facts in rows.iterator(chunk_size=5000):
            values = dict(zip(_FACTS, facts, strict=True))
            values["fields"] = tuple(values["fields"])
            inspection.take(Sealed(seq, Entry(**values), prev_hash, digest))
        inspection.finish()
    return Verdict(inspection.checked, inspection.last_seq, inspection.last_hash, len(seals), tuple(inspection.flaws))


def entries(
    *,
    act: str,
    actor_id: str,
    subject_kind: str,
    subject_id: str,
    before_seq: int | None,
    limit: int,
    since: datetime | None = None,
    until: datetime | None = None,
    on_behalf_of: str = "",
) -> list[Sealed]:
    """Return entries, newest first; a filter that is empty is left out, `until` is the first moment not meant."""
    wanted = {
        "act": act,
        "actor_id": actor_id,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "on_behalf_of": on_behalf_of,
        "at__gte": since,
        "at__lt": until,
    }
    found = AuditEntry.objects.filter(**{name: value for name, value in wanted.items() if value})
    if before_seq is not None:
        found = found.filter(seq__lt=before_seq)
    return [_sealed(row) for row in found.order_by("-seq")[:limit]]


def entry_at(seq: int) -> Sealed | None:
    row = AuditEntry.objects.filter(pk=seq).first()
    return _sealed(row) if row else None


def newest_seal() -> Seal | None:
    row = AuditSeal.objects.order_by("-seq").values_list("seq", "hash", "at", "signature").first()
    return Seal(*row) if row else None


def waiting() -> int:
    """Return how many entries still wait for their place, counted to 10,000 at most."""
    return Inbox.objects.all()[:10_000].count()


def _sealed(row: AuditEntry) -> Sealed:
    values = {name: getattr(row, name) for name in _FACTS}
    values["fields"] = tuple(values["fields"])
    return Sealed(row.seq, Entry(**values), row.prev_hash, row.hash)
