"""A letter that stands is revoked, or issued again with what holds today; each page says first what will happen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common.errors import DomainError, Invalid, NotFound
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.services import access, actions
from ayo.services.data import LetterState
from ayo.services.errors import LetterChanged, WorkedOnAgain
from ayo.services.forms import letters as forms
from ayo.services.letters import shown, signing
from ayo.services.letters.signing import Draft
from ayo.services.models import Letter
from ayo.services.queries import letters
from ayo.services.views import bench
from ayo.services.views.letters import drawn
from ayo.services.workbench import words
from ayo.services.workbench.pane import file_of
from ayo.ui.show import show

_PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(_PAGE)
@bench.desk
def revoke(request: Request, case_id: UUID, letter_id: UUID) -> HttpResponse:
    row = _kept(request, access.letters_kept_by(request.actor), case_id, letter_id)
    if request.method != "POST":
        return _revoking(request, row, forms.Revoke(), status=200)
    form = forms.Revoke(request.POST)
    if not _stands(row):
        return _revoking(request, row, form, status=409)
    if not form.is_valid():
        return _revoking(request, row, form, status=422)
    try:
        actions.revoke_letter(letter_id=row.pk, reason=form.cleaned_data["text"], actor=request.actor)
    except DomainError as error:
        return _revoking(request, row, form, refusal=_told(form, error), status=error.status)
    messages.success(request, _("Surat %(number)s dicabut. Warga dikabari.") % {"number": row.number})
    return redirect(_papers(case_id))


@require_http_methods(_PAGE)
@sensitive_post_parameters("passphrase")
@bench.desk
def reissue(request: Request, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Sign a new edition: calls the signing service, so no transaction is open here."""
    row = _kept(request, access.letters_signed_for_by(request.actor), case_id, letter_id)
    draft = _draft(request, row)
    if request.method != "POST":
        return _reissuing(request, row, draft, _blank(draft), status=200)
    form = forms.Reissue(request.POST)
    if draft is None:
        is_out = _stands(row) and not letters.is_worked_on(row.case)
        return _reissuing(request, row, draft, form, status=503 if is_out else 409)
    if not form.is_valid():
        return _reissuing(request, row, draft, form, status=422)
    told = form.cleaned_data
    try:
        new = signing.sign_again(
            row=row, draft=draft, seen=told["seen"], passphrase=told["passphrase"], reason=told["text"],
            actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        return _not_reissued(request, row, form, error)
    messages.success(
        request,
        _("Surat %(number)s edisi %(n)s terbit. Warga dikabari.") % {"number": new.number, "n": new.edition},
    )
    return redirect(_papers(case_id))


@require_safe
@bench.desk
def reissue_preview(request: Request, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Draw the letter as it would be issued again now."""
    row = _kept(request, access.letters_signed_for_by(request.actor), case_id, letter_id)
    if not _stands(row) or letters.is_worked_on(row.case):
        raise NotFound("No such letter.")
    return drawn(signing.pictured(signing.draft_of_letter(row, request.actor)), request.GET.get("halaman", ""))


def _kept(request: Request, among: QuerySet[Letter], case_id: UUID, letter_id: UUID) -> Letter:
    """Return a letter of the actor's, valid or not. Raises NotFound, for the applicant's own kin too."""
    rows = among.select_related("case__applicant", "case__subject")
    row = rows.filter(pk=letter_id, case_id=case_id).first()
    if row is None or access.is_own(request.actor, row.case):
        raise NotFound("No such letter.")
    return row


def _stands(row: Letter) -> bool:
    return row.state == LetterState.VALID


def _draft(request: Request, row: Letter) -> Draft | None:
    """Return the letter as it would be now; nothing where it has ended, or nothing can be signed here."""
    may_sign = _stands(row) and not letters.is_worked_on(row.case) and files.is_signing_connected()
    return signing.draft_of_letter(row, request.actor) if may_sign else None


def _blank(draft: Draft | None) -> forms.Reissue:
    return forms.Reissue(initial={"seen": draft.contents.stamp if draft else ""})


def _not_reissued(request: Request, row: Letter, form: Any, error: DomainError) -> HttpResponse:
    """Show what stands now, with what was typed; the passphrase is typed again."""
    refusal = _told(form, error)
    row = _kept(request, access.letters_signed_for_by(request.actor), row.case_id, row.pk)
    draft = _draft(request, row)
    if isinstance(error, LetterChanged) and draft is not None:
        form.data = form.data.copy()
        form.data["seen"] = draft.contents.stamp
        form.data.pop("is_sure", None)
    return _reissuing(request, row, draft, form, refusal=refusal, status=error.status)


def _told(form: Any, error: DomainError) -> str:
    """Lay a fault at its field, and return what to say above the form."""
    if not isinstance(error, Invalid):
        return words.refusal(error.code)
    for name, code in error.fields.items():
        form.add_error(name if name in form.fields else None, words.fault(code))
    return ""


def _revoking(request: Request, row: Letter, form: forms.Revoke, *, status: int, refusal: str = "") -> HttpResponse:
    signed = access.letters_signed_for_by(request.actor).filter(pk=row.pk)
    may_reissue = not letters.is_worked_on(row.case) and signed.exists()
    more = {"form": form, "refusal": refusal, "may_reissue": may_reissue and files.is_signing_connected()}
    return _page(request, row, "services/bench/revoke.html", more, status=status)


def _reissuing(
    request: Request, row: Letter, draft: Draft | None, form: forms.Reissue, *, status: int, refusal: str = ""
) -> HttpResponse:  # fmt: skip
    lines = shown.compared(signing.printed_again(row, draft), row.printed) if draft else ()
    more = {"form": form, "refusal": refusal, "draft": draft, "lines": lines,
            "has_changed": any(one.before for one in lines)}  # fmt: skip
    return _page(request, row, "services/bench/reissue.html", more, status=status)


def _page(request: Request, row: Letter, template: str, more: dict[str, Any], *, status: int) -> HttpResponse:
    """Both pages show something of the case, so opening them is a reading like any other."""
    file = file_of(row.case, None, actor=request.actor)
    bench.note_reading(request, file)
    found = letters.by_code(row.code)
    context = {"letter": found, "file": file, "back": _papers(row.case_id), "connected": files.is_signing_connected(),
               "worked_on": words.refusal(WorkedOnAgain.code) if letters.is_worked_on(row.case) else ""}  # fmt: skip
    response = show(request, template, context | more, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _papers(case_id: UUID) -> str:
    return reverse("services:office_case", args=[case_id]) + "?bagian=berkas"
