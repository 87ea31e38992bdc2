"""Cek surat: anybody who is shown a letter reads here what it says and whether it holds; no file is kept."""

from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.identity import facade as identity
from ayo.services.forms import letters as forms
from ayo.services.letters import checking
from ayo.services.letters.checking import Finding
from ayo.services.letters.shown import Shown
from ayo.services.queries import letters
from ayo.ui.guard import open_to_all
from ayo.ui.show import show

WHY = "whoever is shown a letter of the city may ask whether it is true"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY)
def check_letters(request: Request) -> HttpResponse:
    """Ask by the code that is printed on a letter, or by the file."""
    if request.method != "POST":
        return _page(request, None, None, status=200)
    if "file" in request.FILES or "berkas" in request.POST:
        return _judge(request, None)
    form = forms.Code(request.POST)
    if not form.is_valid():
        return _page(request, None, None, code_form=form, status=422)
    code = checking.code_of(form.cleaned_data["code"])
    if code:
        return redirect("services:check_letter", code)
    form.add_error("code", _("Kode terdiri dari 16 huruf dan angka, tercetak di bawah surat."))
    return _page(request, None, None, code_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY)
def check_letter(request: Request, letter_code: str) -> HttpResponse:
    """One letter by its code; this is where its QR code leads."""
    plain = checking.code_of(letter_code)
    if plain and plain != letter_code:
        return redirect("services:check_letter", plain)
    if wait := identity.letters_wait(request):
        return _busy(request, wait)
    found = letters.by_code(plain) if plain else None
    if found is None:
        identity.count_letter(request)
        form = forms.Code({"code": letter_code[:40]})
        form.add_error("code", _("Tidak ada surat dengan kode ini. Periksa huruf demi huruf."))
        return _page(request, None, None, code_form=form, status=404)
    if request.method == "POST":
        return _judge(request, found)
    return _page(request, found, None, status=200)


def _judge(request: Request, letter: Shown | None) -> HttpResponse:
    if wait := identity.letters_wait(request):
        return _busy(request, wait)
    form = forms.Upload(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, letter, None, upload_form=form, status=422)
    identity.count_letter(request)
    try:
        content = files.read_upload(form.cleaned_data["file"].chunks(), largest=settings.AYO_UPLOAD_LARGEST)
    except DomainError as error:
        form.add_error("file", files.upload_fault(error.code))
        return _page(request, letter, None, upload_form=form, status=422)
    finding = checking.judged(content)
    return _page(request, finding.letter or letter, finding, status=200)


def _busy(request: Request, wait: int) -> HttpResponse:
    form = forms.Code({"code": ""})
    form.errors.clear()
    form.add_error(None, _("Terlalu banyak pemeriksaan dari jaringan ini.") + " " + identity.wait_said(wait))
    response = _page(request, None, None, code_form=form, status=429)
    response["Retry-After"] = str(wait)
    return response


def _page(
    request: Request, letter: Shown | None, finding: Finding | None, *, status: int,
    code_form: django_forms.Form | None = None, upload_form: django_forms.Form | None = None,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "letter": letter,
        "finding": finding,
        "code_form": code_form or forms.Code(),
        "upload_form": upload_form or forms.Upload(),
        "form": code_form or upload_form,
    }
    response = show(request, "services/letter_check.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
