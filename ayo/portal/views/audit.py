"""Jejak audit: for auditors only, and their own reading stands in it too."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.audit import facade as audit
from ayo.audit.data import Sealed
from ayo.common.actor import Role
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.portal import actions, acts, filters, forms
from ayo.ui.guard import for_roles
from ayo.ui.show import show

PAGE = 50
AT_ONCE = 1000
_COLUMNS = (
    "seq",
    "at",
    "act",
    "actor_kind",
    "actor_id",
    "actor_label",
    "on_behalf_of",
    "app_id",
    "purpose",
    "subject_kind",
    "subject_id",
    "label",
    "fields",
    "hash",
)


@require_safe
@for_roles(Role.AUDITOR)
def entries(request: Request) -> HttpResponse:
    wanted = filters.Audit.of(request.GET)
    rows = audit.entries(**wanted.chosen(), before_seq=wanted.before, limit=PAGE + 1)
    if wanted.is_narrow and not wanted.before:
        actions.note_audit_reading(act="audit.read", label=wanted.written_line(), actor=request.actor)
    context: dict[str, Any] = {
        "rows": [_line(row) for row in rows[:PAGE]],
        "form": forms.Audit(wanted.written()),
        "wanted": wanted,
        "next": wanted.next_address(rows[PAGE - 1].seq) if len(rows) > PAGE else "",
        "seal": audit.newest_seal(),
        "waiting": audit.waiting(),
        "verified": _last_verification(),
    }
    return show(request, "portal/audit.html", context, fragment="list")


@require_safe
@for_roles(Role.AUDITOR)
def entry(request: Request, seq: int) -> HttpResponse:
    row = audit.entry_at(seq) if seq < 2**63 else None
    if row is None:
        raise NotFound("No such entry.")
    context = {"row": row, "line": _line(row), "through": acts.kind(row.entry.actor_kind)}
    return show(request, "portal/audit_entry.html", context)


@require_POST
@for_roles(Role.AUDITOR)
def verify(request: Request) -> HttpResponse:
    verdict = actions.verify_chain(home=Path(settings.AYO_HOME), actor=request.actor)
    if verdict.is_sound:
        text = _("Rantai utuh: %(count)s entri diperiksa.") % {"count": verdict.checked}
        messages.success(request, text)
    else:
        first = verdict.flaws[0]
        text = _("Rantai rusak: %(count)s temuan, yang pertama %(kind)s di nomor %(seq)s.")
        messages.error(request, text % {"count": len(verdict.flaws), "kind": first.kind, "seq": first.seq})
    return redirect("portal:audit")


@require_POST
@for_roles(Role.AUDITOR)
def export(request: Request) -> StreamingHttpResponse:
    """Send the filtered list as CSV; taking it away is an act of its own."""
    wanted = filters.Audit.of(request.POST)
    actions.note_audit_reading(act="audit.export", label=wanted.written_line(), actor=request.actor)
    response = StreamingHttpResponse(_csv(wanted), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="jejak-audit.csv"'
    return response


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(wanted: filters.Audit) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(_COLUMNS)
    before = wanted.before
    while rows := audit.entries(**wanted.chosen(), before_seq=before, limit=AT_ONCE):
        yield "".join(writer.writerow(_safe(row)) for row in rows)
        before = rows[-1].seq


def _safe(row: Sealed) -> list[str]:
    """Return a line that no spreadsheet takes for a formula."""
    said = {"seq": row.seq, "hash": row.hash, "at": row.entry.at.isoformat(), "fields": " ".join(row.entry.fields)}
    cells = [str(said.get(name, getattr(row.entry, name, "")) or "") for name in _COLUMNS]
    return [f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell for cell in cells]


def _line(row: Sealed) -> dict[str, Any]:
    one = row.entry
    return {
        "seq": row.seq,
        "at": one.at,
        "what": acts.said(one.act),
        "act": one.act,
        "who": one.actor_label or acts.kind(one.actor_kind),
        "actor_id": one.actor_id,
        "subject": acts.subject(one.subject_kind),
        "subject_kind": one.subject_kind,
        "subject_id": one.subject_id,
        "label": one.label,
        "fields": ", ".join(one.fields),
        "purpose": one.purpose,
    }


def _last_verification() -> Sealed | None:
    found = audit.entries(act="audit.verify", actor_id="", subject_kind="", subject_id="", before_seq=None, limit=1)
    return found[0] if found else None
