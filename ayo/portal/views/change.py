"""Changing one field of a person, in three steps: fill in, check, see where it went.

What the reader has authority over is written at once and leads to its receipt; the rest becomes a proposal.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ayo.common.actor import Right
from ayo.common.errors import DomainError, NotFound, Stale
from ayo.common.http import Request
from ayo.portal import fields, forms, holdings, reading, subjects
from ayo.portal.subjects import Subject
from ayo.registry import facade as registry
from ayo.registry.data import Kind, Outcome
from ayo.ui.guard import oneself_or_for_another
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@oneself_or_for_another(Right.RECORD, "CORRECT")
def change(request: Request, field: str, person_id: UUID | None = None) -> HttpResponse:
    subject = subjects.of(request, person_id)
    if field not in fields.CHANGEABLE or field not in subject.dossier.record.fields:
        raise NotFound("No such field.")
    if not reading.is_open(request, subject):
        return reading.ask_purpose(request, subject, forms.Purpose(), status=200)
    if request.method != "POST":
        reading.masked_for(request, subject)
    form = _form(request, subject, field)
    step = request.POST.get("step", "check")
    if request.method != "POST" or step == "edit":
        return _page(request, subject, form, field, status=200)
    if not _is_sound(form):
        return _page(request, subject, form, field, status=422)
    if step != "send":
        return _check_page(request, subject, form, field)
    try:
        outcome = registry.change_record(
            Kind.PERSON,
            subject.id,
            form.values(),
            valid_from=form.valid_on,
            actor=request.actor,
            expected_version=form.cleaned_data["version"],
            note=form.reason,
        )
    except DomainError as error:
        _say(form, error)
        return _page(request, subject, form, field, status=error.status)
    return _after(request, subject, outcome, field)


def _form(request: Request, subject: Subject, field: str) -> forms.Change:
    record = subject.dossier.record
    return forms.Change(
        request.POST if request.method == "POST" else None,
        field=field,
        present=record[field],
        version=record.version,
        is_spoken=field in subject.dossier.spoken,
    )


def _is_sound(form: forms.Change) -> bool:
    """Ask the registry too whether the value is well formed, before anything is shown for checking."""
    if not form.is_valid():
        return False
    try:
        registry.cleaned(Kind.PERSON, form.values())
    except DomainError as error:
        form.add_faults(error.fields)
    return not form.errors


def _say(form: forms.Change, error: DomainError) -> None:
    if isinstance(error, Stale):
        form.add_error(None, _("Data ini berubah sejak Anda membukanya. Periksa nilainya sekali lagi."))
        fresh = dict(form.data.items())
        fresh["version"] = str(form.initial["version"])
        form.data = fresh
    elif error.fields:
        form.add_faults(error.fields)
    else:
        form.add_error(None, _("Perubahan ini tidak dapat disimpan."))


def _after(request: Request, subject: Subject, outcome: Outcome, field: str) -> HttpResponse:
    label = registry.words.field(Kind.PERSON, field)
    if outcome.proposal_id:
        messages.success(request, _("Usulan perbaikan %(label)s terkirim.") % {"label": label})
        if request.actor.on_behalf_of is not None:
            return redirect(subject.url)
        return redirect("registry:proposal", outcome.proposal_id)
    if outcome.event_id:
        return redirect(subject.receipt_url(outcome.event_id))
    if outcome.changed:
        messages.success(request, _("%(label)s tersimpan dan berlaku pada tanggalnya.") % {"label": label})
    else:
        messages.info(request, _("%(label)s sama dengan yang tercatat; tidak ada yang berubah.") % {"label": label})
    return redirect(subject.url)


def _context(subject: Subject, form: forms.Change, field: str) -> dict[str, Any]:
    known = subject.dossier.known.get(field)
    return {
        "subject": subject,
        "form": form,
        "field": field,
        "label": registry.words.field(Kind.PERSON, field),
        "is_spoken": field in subject.dossier.spoken,
        "authority": registry.words.authority(Kind.PERSON, field),
        "present": registry.words.value(Kind.PERSON, field, subject.dossier.record[field], subject.dossier.names),
        "present_source": registry.words.source(known.source) if known else "",
        "present_from": known.valid_from if known else None,
    }


def _page(request: Request, subject: Subject, form: forms.Change, field: str, *, status: int) -> HttpResponse:
    context = _context(subject, form, field)
    if field != "domicile":
        return show(request, "portal/change.html", context, status=status)
    form.narrow(request.GET.get("kecamatan", ""))
    return show(request, "portal/change_address.html", context, fragment="kelurahan", status=status)


def _check_page(request: Request, subject: Subject, form: forms.Change, field: str) -> HttpResponse:
    wanted = registry.cleaned(Kind.PERSON, form.values())
    context = _context(subject, form, field) | {
        "wanted": registry.words.value(Kind.PERSON, field, wanted[field], subject.dossier.names),
        "same": wanted[field] == subject.dossier.record[field],
        "apps": holdings.count_for(subject.dossier, field),
        "valid_from": form.valid_on,
        "note_text": form.reason,
        "back": reverse("portal:mine"),
    }
    return show(request, "portal/check.html", context)
