"""Usulan: a calm list for residents, a workbench for those who decide all day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.registry import access, actions, docket, forms, models
from ayo.registry.data import Kind, Outcome
from ayo.ui.guard import signed_in
from ayo.ui.show import show

MOST_AT_ONCE = 100


@require_safe
@signed_in
def proposals(request: Request) -> HttpResponse:
    queue = docket.queue(request.actor, shelf=request.GET.get("isi", ""), after=request.GET.get("sesudah", ""))
    template = "registry/bench.html" if docket.decides(request.actor) else "registry/proposals.html"
    return show(request, template, {"queue": queue, "case": None, "rail": _rail(request)}, fragment="queue")


@require_safe
@signed_in
def proposal(request: Request, proposal_id: UUID) -> HttpResponse:
    return _case_page(request, _visible(request, proposal_id), forms.Decision(), status=200)


@require_POST
@signed_in
def decide(request: Request, proposal_id: UUID) -> HttpResponse:
    row = _visible(request, proposal_id)
    form = forms.Decision(request.POST)
    if not form.is_valid():
        return _case_page(request, row, form, status=422)
    try:
        outcome = _decided(request, row, form)
    except DomainError as error:
        form.add_error("reason" if "reason" in error.fields else None, docket.refusal(error))
        return _case_page(request, row, form, status=error.status)
    return _after(request, row, outcome)


@require_POST
@signed_in
def accept_many(request: Request) -> HttpResponse:
    """Accept what was ticked, each in its own transaction: one that fails holds nobody else up."""
    taken, left = 0, 0
    for proposal_id in forms.ids_of(request.POST.getlist("id"))[:MOST_AT_ONCE]:
        try:
            actions.accept_proposal(proposal_id, actor=request.actor, reason="")
            taken += 1
        except DomainError:
            left += 1
    if taken:
        said = ngettext("%(num)s usulan diterima.", "%(num)s usulan diterima.", taken) % {"num": taken}
        messages.success(request, said)
    if left:
        said = ngettext("%(num)s usulan tidak dapat diterima.", "%(num)s usulan tidak dapat diterima.", left)
        messages.error(request, said % {"num": left})
    if not taken and not left:
        messages.info(request, _("Belum ada yang dipilih."))
    return redirect("registry:proposals")


def _visible(request: Request, proposal_id: UUID) -> models.Proposal:
    rows = access.proposals_visible_to(request.actor).select_related("person")
    row = rows.filter(pk=proposal_id).first()
    if row is None:
        raise NotFound("No such proposal.")
    return row


def _decided(request: Request, row: models.Proposal, form: forms.Decision) -> Outcome | None:
    reason = form.cleaned_data["reason"]
    match form.cleaned_data["step"]:
        case "accept":
            outcome = actions.accept_proposal(row.pk, actor=request.actor, reason=reason)
            messages.success(request, _("Usulan diterima dan sedang diteruskan ke aplikasi."))
            return outcome
        case "refuse":
            actions.refuse_proposal(row.pk, actor=request.actor, reason=reason)
            messages.success(request, _("Usulan ditolak; pengusul mendapat alasannya."))
        case _:
            actions.withdraw_proposal(row.pk, actor=request.actor)
            messages.success(request, _("Usulan ditarik."))
    return None


def _after(request: Request, row: models.Proposal, outcome: Outcome | None) -> HttpResponse:
    """The person goes to the receipt of their own change, a decider to the next one that waits."""
    if outcome and outcome.event_id and row.person_id == request.actor.person_id and row.kind == Kind.PERSON:
        return redirect("portal:receipt", outcome.event_id)
    following = docket.following(request.actor, row.pk) if docket.decides(request.actor) else None
    return redirect("registry:proposal", following) if following else redirect("registry:proposals")


def _case_page(request: Request, row: models.Proposal, form: forms.Decision, *, status: int) -> HttpResponse:
    actor = request.actor
    if row.kind == Kind.PERSON and row.person_id not in {None, actor.person_id} and row.proposed_by != actor.id:
        actions.note_reading(
            person_id=row.subject_id, fields=tuple(row.values), purpose=_("Memeriksa usulan"), actor=actor
        )
    context: dict[str, Any] = {
        "case": docket.case_of(actor, row),
        "form": form,
        "back": reverse("registry:proposals"),
        "rail": _rail(request),
    }
    if not docket.decides(actor):
        return show(request, "registry/proposal.html", context, status=status)
    context["queue"] = docket.queue(actor, shelf=request.GET.get("isi", ""), after=request.GET.get("sesudah", ""))
    return show(request, "registry/bench.html", context, status=status)


def _rail(request: Request) -> str:
    return "slim" if docket.decides(request.actor) else ""
