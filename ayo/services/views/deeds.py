"""What is pressed at the desk, each deed one action. Where others were faster nothing is done and nothing is lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ayo.common.errors import DomainError, Invalid, NotFound
from ayo.common.http import Request
from ayo.services import actions
from ayo.services.errors import ChangedMeanwhile, TakenByAnother
from ayo.services.forms import desk as forms
from ayo.services.letters import signing
from ayo.services.views import bench, cases
from ayo.services.workbench import pane as panes
from ayo.services.workbench import phrasebook, words
from ayo.services.workbench.casefile import Casefile
from ayo.services.workbench.pane import Pane

STAYING = ("ambil", "lepas")


@require_POST
@sensitive_post_parameters("passphrase")
@bench.desk
def deed(request: Request, task_id: UUID, deed: str) -> HttpResponse:
    if deed not in DEEDS:
        raise NotFound("No such deed.")
    file = bench.opened(request, task_id)
    if file is None:
        return _gone(request, task_id)
    step = deed if deed in panes.STEPS else ""
    if request.POST.get("templat"):
        return _refilled(request, file, step, tab="periksa")
    form = panes.form_for(file, step, tab="periksa", data=request.POST) if deed not in STAYING else (
        forms.Deed(request.POST)
    )  # fmt: skip
    if not form.is_valid():
        return bench.case_page(request, panes.pane(file, tab="", step=step) if deed in STAYING else
                               _pane(file, step, form), status=422)  # fmt: skip
    try:
        DEEDS[deed](request, task_id, form)
    except DomainError as error:
        return _refused(request, task_id, step, form, error)
    return _onward(request, task_id, deed)


def _take(request: Request, task_id: UUID, form: Any) -> None:
    actions.take_task(task_id=task_id, expected=form.expected, actor=request.actor)
    messages.success(request, _("Anda memegang tahap ini."))


def _release(request: Request, task_id: UUID, form: Any) -> None:
    actions.release_task(task_id=task_id, expected=form.expected, actor=request.actor)
    messages.success(request, _("Kembali ke antrean unit."))


def _finish(request: Request, task_id: UUID, form: Any) -> None:
    case = actions.finish_task(task_id=task_id, text=form.said, expected=form.expected, actor=request.actor)
    messages.success(request, _("Tahap selesai: %(number)s.") % {"number": case.number})


def _sign(request: Request, task_id: UUID, form: Any) -> None:
    """Sign the letter of the stage: calls the signing service, so no transaction is open here."""
    file = bench.opened(request, task_id)
    if file is None or file.task is None or file.draft is None:
        raise NotFound("No such letter.")
    row = signing.sign_stage(
        task=file.task,
        draft=file.draft,
        seen=form.cleaned_data["seen"],
        passphrase=form.cleaned_data["passphrase"],
        text=form.said,
        expected=form.expected,
        actor=request.actor,
    )
    messages.success(request, _("Surat %(number)s ditandatangani dan dikirim ke warga.") % {"number": row.number})


def _ask(request: Request, task_id: UUID, form: Any) -> None:
    actions.return_case(
        task_id=task_id, fields=form.cleaned_data["fields_asked"], text=form.said, expected=form.expected,
        actor=request.actor,
    )  # fmt: skip
    messages.success(request, _("Warga dikabari. Waktu layanan berhenti sampai jawabannya datang."))


def _transfer(request: Request, task_id: UUID, form: Any) -> None:
    actions.transfer_task(
        task_id=task_id, organisation_id=UUID(form.cleaned_data["office"]), reason=form.said, expected=form.expected,
        actor=request.actor,
    )  # fmt: skip
    messages.success(request, _("Diteruskan. Kantor tujuan membaca alasan Anda."))


def _reject(request: Request, task_id: UUID, form: Any) -> None:
    actions.reject_case(task_id=task_id, reason=form.said, expected=form.expected, actor=request.actor)
    messages.success(request, _("Permohonan ditolak; warga membaca alasannya."))


DEEDS: dict[str, Callable[[Request, UUID, Any], None]] = {
    "ambil": _take,
    "lepas": _release,
    "selesai": _finish,
    "tandatangan": _sign,
    "minta": _ask,
    "teruskan": _transfer,
    "tolak": _reject,
}


@require_POST
@bench.desk
def talk(request: Request, task_id: UUID) -> HttpResponse:
    """Write to the resident, or leave a note for the offices."""
    file = bench.opened(request, task_id)
    if file is None:
        return _gone(request, task_id)
    if not file.may_talk:
        raise NotFound("No such talk.")
    if request.POST.get("templat"):
        return _refilled(request, file, "", tab="percakapan")
    form = forms.Talk(request.POST)
    if not form.is_valid():
        return bench.case_page(request, _pane(file, "", form, tab="percakapan"), status=422)
    write = actions.write_note if form.cleaned_data["kind"] == "NOTE" else actions.write_message
    write(case_id=file.case.pk, text=form.cleaned_data["text"], actor=request.actor)
    messages.success(request, _("Tersimpan."))
    return redirect(_address(request, task_id, tab="percakapan"))


@require_POST
@bench.desk
def paper(request: Request, task_id: UUID, document_id: UUID) -> HttpResponse:
    """Accept a paper, with the day until which it is valid, or refuse it with a reason."""
    file = bench.opened(request, task_id)
    if file is None:
        return _gone(request, task_id)
    is_refused = request.POST.get("keputusan") == "tolak"
    form = forms.RefusePaper(request.POST) if is_refused else forms.AcceptPaper(request.POST)
    if not form.is_valid():
        made = _pane(file, "", form, tab="berkas")
        made.refusal = " ".join(str(one) for found in form.errors.values() for one in found)
        return bench.case_page(request, made, status=422)
    try:
        if is_refused:
            actions.refuse_document(task_id=task_id, document_id=document_id, reason=form.said,
                                    expected=form.expected, actor=request.actor)  # fmt: skip
        else:
            actions.accept_document(task_id=task_id, document_id=document_id,
                                    valid_until=form.cleaned_data["valid_until"], expected=form.expected,
                                    actor=request.actor)  # fmt: skip
    except DomainError as error:
        return _refused(request, task_id, "", form, error, tab="berkas")
    messages.success(request, _("Berkas ditolak. Minta perbaikan supaya warga tahu.") if is_refused else
                     _("Berkas diterima."))  # fmt: skip
    return redirect(_address(request, task_id, tab="berkas"))


def _gone(request: Request, task_id: UUID) -> HttpResponse:
    """The stage is over, or another office's by now: show what became of it, and what was written for it."""
    case = bench.case_of(request, task_id)
    messages.error(request, words.refusal("not_found"))
    return cases.case_page(request, case, typed=request.POST.get("text", ""), status=409)


def _pane(file: Casefile, step: str, form: Any, *, tab: str = "periksa") -> Pane:
    return Pane(file, tab, step, form, panes.offers_for(file, step or tab))


def _refilled(request: Request, file: Casefile, step: str, *, tab: str) -> HttpResponse:
    """Put a chosen text behind what was typed; all else stays as it was."""
    offers = panes.offers_for(file, step or tab)
    typed = {name: request.POST.getlist(name) if name == "fields_asked" else value
             for name, value in request.POST.dict().items()}  # fmt: skip
    chosen = phrasebook.chosen(offers, str(typed.pop("templat")))
    typed["text"] = "\n".join(part for part in (str(typed.get("text", "")).strip(), chosen) if part)
    form = panes.form_for(file, step, tab=tab, data=None, typed=typed)
    return bench.case_page(request, Pane(file, tab, step, form, offers), status=200)


def _refused(
    request: Request, task_id: UUID, step: str, form: Any, error: DomainError, *, tab: str = "periksa"
) -> HttpResponse:  # fmt: skip
    """Show the case as it stands now with what was typed still there, and say what happened meanwhile."""
    file = bench.opened(request, task_id)
    if file is None:
        return _gone(request, task_id)
    seen = form.expected
    if type(form) is forms.Deed:
        # Taking and putting back say nothing; the case is shown with its empty form.
        form = panes.form_for(file, step, tab=tab, data=form.data)
    made = _pane(file, step, form, tab=tab)
    made.refusal = words.refusal(error.code)
    if isinstance(error, ChangedMeanwhile | TakenByAnother):
        made.conflict = file.since(seen)
        form.data = form.data.copy()
        form.data["versi"] = str(file.case.version)
        if file.draft is not None:
            form.data["seen"] = file.draft.contents.stamp
    if isinstance(error, Invalid):
        for name in error.fields:
            form.add_error(name if name in form.fields else None, words.fault(error.fields[name]))
    return bench.case_page(request, made, status=error.status)


def _onward(request: Request, task_id: UUID, done: str) -> HttpResponse:
    """After taking or putting back the case stays open; after all else comes the next line of the list."""
    if done in STAYING:
        return redirect(_address(request, task_id, tab=""))
    following = request.POST.get("berikut", "")
    back = bench.terms_of(request).query
    try:
        return redirect(reverse("services:bench_task", args=[UUID(following)]) + back)
    except ValueError:
        return redirect(reverse("services:bench") + back)


def _address(request: Request, task_id: UUID, *, tab: str) -> str:
    address = reverse("services:bench_task", args=[task_id]) + bench.terms_of(request).query
    return f"{address}&bagian={tab}" if tab else address
