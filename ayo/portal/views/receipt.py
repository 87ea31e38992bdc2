"""The receipt of one change: how far it has come, live; and the way back to what was before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common import clock
from ayo.common.actor import Right
from ayo.common.errors import Conflict, NotFound, Stale
from ayo.common.http import Request
from ayo.events import facade as events
from ayo.exchange.facade import Slip
from ayo.portal import forms, reading, receipts, subjects
from ayo.portal.subjects import Subject
from ayo.registry import facade as registry
from ayo.registry.data import Before, Kind
from ayo.ui.guard import oneself_or_for_another
from ayo.ui.show import show


@require_safe
@oneself_or_for_another(Right.RECORD, "SEE")
def receipt(request: Request, event_id: UUID, person_id: UUID | None = None) -> HttpResponse:
    subject = subjects.of(request, person_id)
    if not reading.is_open(request, subject):
        return reading.ask_purpose(request, subject, forms.Purpose(), status=200)
    if request.headers.get("HX-Request-Type") != "partial":
        reading.masked_for(request, subject)
    changed = _changed(subject, event_id)
    dossier = subject.dossier
    names = _names(changed, subject, event_id)
    slip = receipts.slip(event_id, fields=names, area=dossier.area, groups=dossier.groups)
    context: dict[str, Any] = {
        "subject": subject,
        "slip": slip,
        "event_id": event_id,
        "again_in": _again_in(slip, is_first=not request.headers.get("HX-Request")),
        "rows": [_row(one, subject) for one in changed],
        "can_undo": _can_undo(changed, subject),
        "shows_detail": not subject.is_self,
    }
    return show(request, "portal/receipt.html", context, fragment="slip")


@require_POST
@oneself_or_for_another(Right.RECORD, "CORRECT")
def undo(request: Request, event_id: UUID, person_id: UUID | None = None) -> HttpResponse:
    subject = subjects.of(request, person_id)
    changed = _changed(subject, event_id)
    if not changed:
        raise NotFound("No such receipt.")
    if not _can_undo(changed, subject):
        raise Conflict("The values have changed since, or are not this person's to say.")
    try:
        outcome = registry.change_record(
            Kind.PERSON,
            subject.id,
            {one.field: one.before for one in changed},
            valid_from=clock.today(),
            actor=request.actor,
            expected_version=subject.dossier.record.version,
            note=_("Dikembalikan ke nilai sebelumnya"),
        )
    except Stale as error:
        raise Conflict("Somebody changed the record in the same moment.") from error
    if outcome.event_id is None:
        return redirect(subject.url)
    messages.success(request, _("Nilai sebelumnya berlaku lagi."))
    return redirect(subject.receipt_url(outcome.event_id))


def _again_in(slip: Slip, *, is_first: bool) -> str:
    """Return when the page asks again: soon while it is fresh, calmly for ten minutes, then no more."""
    if slip.is_complete or slip.is_settled:
        return ""
    age = (clock.now() - slip.at).total_seconds() if slip.at else 0.0
    if age < 60:
        return "400ms" if is_first else "1s"
    return "10s" if age < 600 else ""


def _changed(subject: Subject, event_id: UUID) -> list[Before]:
    return registry.before_event(Kind.PERSON, subject.id, event_id)


def _names(changed: list[Before], subject: Subject, event_id: UUID) -> list[str]:
    """Return the fields of the event; raises NotFound when it is no event of this person."""
    if changed:
        return [one.field for one in changed]
    logged = events.by_event_id(event_id)
    if logged is None or logged.subject != f"person/{subject.id}":
        raise NotFound("No such receipt.")
    return list(logged.data.get("changed", ()))


def _can_undo(changed: list[Before], subject: Subject) -> bool:
    """One may go back while the values stand as the change left them, and only where one's own word counts."""
    return bool(changed) and all(
        one.field in subject.dossier.spoken and one.present == one.after and one.before not in (None, one.after)
        for one in changed
    )


def _row(one: Before, subject: Subject) -> dict[str, str]:
    names = subject.dossier.names
    return {
        "label": registry.words.field(Kind.PERSON, one.field),
        "before": registry.words.value(Kind.PERSON, one.field, one.before, names),
        "after": registry.words.value(Kind.PERSON, one.field, one.after, names),
    }
