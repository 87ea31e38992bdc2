"""Checking a form before it is sent, putting a known value right, throwing a form away and having it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import OWNER
from ayo.services import actions, earlier, issued, papers, spoken
from ayo.services.errors import BadAnswers, NoOffice, NotEligible, NotOffered
from ayo.services.filling import CHECK, PAPERS, Filling
from ayo.services.forms.check import Check
from ayo.services.forms.correction import Correction
from ayo.services.models import Case
from ayo.services.queries import facts
from ayo.services.rules import fees
from ayo.services.views import frames
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def check(request: Request, draft_id: UUID) -> HttpResponse:
    found = frames.filling_of(request, draft_id)
    if isinstance(found, HttpResponse):
        return found
    form = Check(request.POST if request.method == "POST" else None, questions=found.declarations)
    if request.method != "POST" or not form.is_valid():
        return _check_page(request, found, form, status=422 if form.is_bound else 200)
    try:
        return redirect("services:sent", _sent(request, found, form).pk)
    except (BadAnswers, NotEligible, NotOffered, NoOffice) as error:
        form.add_error(None, _said(found, error))
        return _check_page(request, found, form, status=error.status)


def _sent(request: Request, found: Filling, form: Check) -> Case:
    """Send it; the same form sent from two tabs in one moment is one case."""
    try:
        actions.save_draft(
            draft_id=found.draft.pk, answers=form.answers(), expected=None, page="", actor=request.actor
        )  # fmt: skip
        return actions.submit_case(draft_id=found.draft.pk, actor=request.actor)
    except NotFound:
        return actions.case_of(found.draft.pk, request.actor)


def _said(found: Filling, error: DomainError) -> str:
    if isinstance(error, NotEligible):
        reasons = [one.reason for one in found.made.eligibility if one.rule in error.fields]
        return " ".join(spoken.words(reason) for reason in reasons)
    if isinstance(error, BadAnswers):
        return _("Masih ada yang perlu dilengkapi sebelum dikirim.")
    if isinstance(error, NotOffered):
        return _("Layanan ini sedang tidak dibuka. Isian Anda tetap tersimpan.")
    return _("Belum ada kantor yang melayani alamat Anda untuk urusan ini. Isian Anda tetap tersimpan.")


def _check_page(request: Request, found: Filling, form: Check, *, status: int) -> HttpResponse:
    names = facts.names_in(found.draft.person_id, found.answers, found.made.fields)
    answered = facts.answered_facts(found.asked, found.answers, names)
    step_of = {field.name: field.step for field in found.made.fields}
    context: dict[str, Any] = {
        **frames.around(found, CHECK, request.actor),
        "form": form,
        "questions": list(form.questions(opening=(), new=(), elsewhere={})),
        "answered": [
            {
                "fact": one,
                "fault": spoken.fault(found.faults[one.name]) if one.name in found.faults else "",
                "url": f"{frames.page_url(found, step_of[one.name])}#tanya-{one.name}",
            }
            for one in answered
        ],
        "papers": _papers(found),
        "papers_url": frames.page_url(found, PAPERS),
        "is_complete": not found.faults,
        "bill": fees.bill(found.made, {**found.answers, **found.values}),
        "has_sample_rates": found.made.has_sample_rates,
        "days": found.made.days,
    }
    return show(request, "services/check.html", context, status=status)


def _papers(found: Filling) -> list[dict[str, Any]]:
    missing = {need.kind for need in papers.missing(found.papers, found.given)}
    letters = issued.by_id(found.letters)
    return [
        {
            "label": spoken.words(need.label),
            "is_given": need.kind in found.given,
            "is_held": bool(found.given.get(need.kind, {}).get("held")),
            "letter": letters.get(found.given.get(need.kind, {}).get("letter", "")),
            "fault": spoken.fault("required") if need.kind in missing else "",
        }
        for need in found.papers
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def correct(request: Request, draft_id: UUID, known: str) -> HttpResponse:
    """Put a known value right at its source; the form goes on meanwhile, with a mark at the value."""
    found = frames.filling_of(request, draft_id)
    if isinstance(found, HttpResponse):
        return found
    one = found.known.get(known)
    if one is None:
        raise NotFound("Nothing of that name is known.")
    if one.kind != earlier.KIND and not frames.may_correct(request.actor):
        whose = {"name": request.actor.on_behalf_label}
        messages.info(request, _("Data ini hanya dapat dibetulkan oleh %(name)s sendiri.") % whose)
        return redirect(_back(request, found))
    question = found.made.field(known)
    # What one said oneself in an earlier case is one's own to say otherwise.
    is_said = one.kind == earlier.KIND
    authority = OWNER if is_said else pack().authority_on(clock.today())[one.kind].get(one.field, "")
    # The number of a person is never filled in for anybody to read.
    present = None if one.field == "nik" else one.value
    form = Correction(
        request.POST if request.method == "POST" else None, question=question, present=present,
        is_own=authority == OWNER,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _corrected(request, found, known, form):
        return redirect(_back(request, found))
    fact = facts.known_facts([question], found.known, {})[0]
    context = {
        **frames.around(found, CHECK, request.actor),
        "form": form,
        "question": next(form.questions(opening=(), new=(), elsewhere={})),
        "fact": fact,
        "authority": spoken.source(authority),
        "is_own": authority == OWNER,
        "is_said": is_said,
        "cancel_url": _back(request, found),
    }
    return show(request, "services/correct.html", context, status=422 if form.errors else 200)


def _corrected(request: Request, found: Filling, field: str, form: Correction) -> bool:
    """Hand the value to the registry; what it cannot take is said at the input."""
    one = found.known[field]
    label = spoken.words(found.made.field(field).label)
    if one.kind == earlier.KIND:
        actions.save_draft(
            draft_id=found.draft.pk, answers=form.answers(), expected=None, page="", actor=request.actor
        )  # fmt: skip
        return True
    try:
        outcome = registry.change_record(
            one.kind, one.record_id, {one.field: form.answers()[field]}, valid_from=clock.today(),
            actor=request.actor, expected_version=None, note=form.reason,
        )  # fmt: skip
    except DomainError as error:
        for code in error.fields.values() or [""]:
            form.add_fault(registry.words.fault(code))
        return False
    if outcome.proposal_id:
        messages.success(request, _("Perbaikan %(label)s diteruskan. Anda boleh terus mengisi.") % {"label": label})
    elif outcome.changed:
        messages.success(request, _("%(label)s sudah dibetulkan.") % {"label": label})
    else:
        messages.info(request, _("%(label)s sama dengan yang tercatat.") % {"label": label})
    return True


def _back(request: Request, found: Filling) -> str:
    """Return to the page one came from, if it is one of this form."""
    wanted = request.GET.get("kembali", "")
    return frames.page_url(found, wanted if wanted in found.pages else found.next_page)


@require_POST
@frames.own_affairs
def discard(request: Request, draft_id: UUID) -> HttpResponse:
    """Throw a form away; the page it leads to offers to have it back."""
    actions.discard_draft(draft_id=draft_id, actor=request.actor)
    return redirect(f"{reverse('services:affairs')}?dibuang={draft_id}")


@require_POST
@frames.own_affairs
def restore(request: Request, draft_id: UUID) -> HttpResponse:
    actions.restore_draft(draft_id=draft_id, actor=request.actor)
    messages.success(request, _("Isian ada lagi seperti semula."))
    return redirect("services:draft", draft_id)
