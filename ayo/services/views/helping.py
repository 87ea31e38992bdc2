"""Bantu warga: an employee asks to act for a resident, is let by a code or by the resident's own yes, and goes on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.identity import facade as identity
from ayo.identity.data import LoginKind
from ayo.registry import facade as registry
from ayo.services import access, actions, telling
from ayo.services.data import State
from ayo.services.forms import helping as forms
from ayo.services.forms.cases import services as services_offered
from ayo.services.helping import words
from ayo.services.models import Help
from ayo.services.queries import helps
from ayo.services.views import frames
from ayo.services.views.needs import helpers
from ayo.ui.show import show


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@helpers
def start(request: Request) -> HttpResponse:
    """Name a resident by the card in their hand, and the service; and go on with what was begun."""
    form = forms.Find(request.POST or None, services=services_offered())
    if not form.is_valid():
        return _start_page(request, form, status=422 if form.is_bound else 200)
    try:
        found = identity.look_up(nik=form.number, actor=request.actor)
        if found is None:
            form.add_error("nik", words.refusal("nobody"))
            return _start_page(request, form, status=422)
        made = actions.begin_help(code=form.cleaned_data["service"], person_id=found, actor=request.actor)
    except DomainError as error:
        form.add_error(None, words.refusal(error.code))
        return _start_page(request, form, status=error.status)
    return redirect("services:help", made.pk)


def _start_page(request: Request, form: forms.Find, *, status: int) -> HttpResponse:
    lines = helps.of_helper(request.actor.id)
    rows = [{"line": one, "service": frames.service_name(one.service)} for one in lines]
    context = {"form": form, "rows": rows}
    return show(request, "services/help/start.html", context, status=status)


@require_POST
@helpers
def begin(request: Request, need_id: UUID) -> HttpResponse:
    """Begin to help whoever asked, once their need is taken."""
    need = helps.need_of(need_id, request.actor.id)
    if need is None:
        raise NotFound("No such need.")
    try:
        made = actions.begin_help(code=need.service.code, person_id=need.person_id, actor=request.actor)
    except DomainError as error:
        messages.error(request, words.refusal(error.code))
        return redirect("services:need", need_id)
    return redirect("services:help", made.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def help_page(request: Request, help_id: UUID) -> HttpResponse:
    """How it stands, and the way on; while helping this address leads to the form."""
    if request.actor.on_behalf_of is not None:
        return _onward(request, help_id)
    row = (
        Help.objects.filter(pk=help_id, helper_id=request.actor.id).select_related("service", "person", "case").first()
    )
    if row is None or not identity.may_help(request.actor):
        raise NotFound("No such help.")
    if request.method != "POST":
        return _page(request, row, forms.TypedCode(), status=200)
    what, _colon, about = request.POST.get("do", "").partition(":")
    try:
        return _done(request, row, what, about)
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, words.refusal(error.code))
        return redirect("services:help", row.pk)


def _done(request: Request, row: Help, what: str, about: str) -> HttpResponse:
    given = row.assistance_id
    if what == "kirim" and about in set(LoginKind):
        identity.send_code(assistance_id=given, kind=LoginKind(about), actor=request.actor)
        messages.success(request, _("Kode dikirim kepada warga. Mintalah ia membacakannya."))
    elif what == "tanya":
        telling.ask_to_be_let(row, who=request.actor.label)
        messages.success(request, _("Permintaan izin ada di Kotak masuk warga."))
    elif what == "kode":
        return _code_typed(request, row)
    elif what == "mulai":
        return _begun(request, row)
    elif what == "akhiri":
        identity.end_assistance(assistance_id=given, actor=request.actor)
        messages.success(request, _("Bantuan diakhiri."))
        return redirect("services:helping")
    else:
        return _page(request, row, forms.TypedCode(), status=422)
    return redirect("services:help", row.pk)


def _code_typed(request: Request, row: Help) -> HttpResponse:
    form = forms.TypedCode(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    if identity.confirm_by_code(assistance_id=row.assistance_id, typed=form.cleaned_data["kode"], actor=request.actor):
        return _begun(request, row)
    form.add_error("kode", _("Kode ini salah, sudah dipakai, atau sudah lewat waktunya."))
    return _page(request, row, form, status=422)


def _begun(request: Request, row: Help) -> HttpResponse:
    identity.begin_assisting(assistance_id=row.assistance_id, actor=request.actor)
    request.session[identity.ASSISTING] = str(row.assistance_id)
    return redirect("services:help", row.pk)


def _onward(request: Request, help_id: UUID) -> HttpResponse:
    """Lead whoever helps to where the form stands."""
    given = request.actor.assistance_id
    row = Help.objects.filter(pk=help_id, assistance_id=given).select_related("service", "case") if given else None
    found = row.first() if row is not None else None
    if found is None:
        raise NotFound("No such help.")
    if found.case is not None:
        waits = found.handed_in_at is None and found.case.state == State.NEEDS_FIX
        return redirect("services:answer" if waits else "services:sent", found.case.pk)
    draft = access.drafts_of(request.actor).order_by("-saved_at").first()
    if draft is not None:
        return redirect("services:draft", draft.pk)
    return redirect("services:begin", found.service.code)


def _page(request: Request, row: Help, form: forms.TypedCode, *, status: int) -> HttpResponse:
    standing = identity.assistance(row.assistance_id, request.actor.id)
    if standing is None:
        raise NotFound("No such help.")
    is_let = standing.standing in {"CONFIRMED", "ENDED", "OVER"}
    is_known = is_let or row.request_id is not None
    context: dict[str, Any] = {
        "help": row,
        "standing": standing,
        "name": row.person.titled_name if is_known else words.masked(row.person.name),
        "is_known": is_known,
        "service": frames.service_name(row.service.code),
        "area": registry.words.area(row.person.kelurahan) if row.person.kelurahan else "",
        "ways": identity.ways_to(row.person_id, helper_id=request.actor.id),
        "has_passkey": identity.has_passkey(row.person_id),
        "form": form,
        "number": row.case.number if row.case and row.handed_in_at else "",
        "codes_left": helps.MOST_CODES - standing.codes_sent,
    }
    return show(request, "services/help/help.html", context, status=status)
