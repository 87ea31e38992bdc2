"""Being verified in person: asking for it, and the officers' list and page."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common.actor import Right
from ayo.common.errors import Conflict, NotAllowed, NotFound
from ayo.common.http import Request
from ayo.identity import logins
from ayo.identity.joining import access, actions, forms
from ayo.identity.models import Check
from ayo.identity.views.binding import own_account
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.ui.guard import for_roles, with_account
from ayo.ui.show import show

SHOWN = 100


@never_cache
@require_http_methods(["GET", "POST"])
@with_account(Right.ACCOUNT)
def ask(request: Request) -> HttpResponse:
    if request.actor.may(Right.RECORD):
        return redirect("identity:account")
    own = own_account(request)
    areas = sorted(((one.code, one.name) for one in pack().areas.kelurahan), key=lambda one: one[1])
    form = forms.AskCheck(request.POST or None, areas=areas, initial={"name": own.name})
    if not form.is_valid():
        return show(request, "identity/check_ask.html", {"form": form}, status=422 if form.is_bound else 200)
    if actions.ask_check(account=own, actor=request.actor, **form.cleaned_data):
        messages.success(request, _("Permintaan Anda sampai. Bawa KTP dan kartu keluarga ke kantor kelurahan."))
        return redirect("identity:account")
    form.add_error(None, _("Hari ini sudah cukup sering diminta. Coba lagi besok."))
    return show(request, "identity/check_ask.html", {"form": form}, status=429)


@never_cache
@require_safe
@for_roles(*access.OF_AREA, *access.OF_OFFICE)
def checks(request: Request) -> HttpResponse:
    _require_officer(request)
    rows = [_row(one) for one in access.checks_for(request.actor)[:SHOWN]]
    return show(request, "identity/checks.html", {"rows": rows})


@sensitive_post_parameters("nik")
@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(*access.OF_AREA, *access.OF_OFFICE)
def check(request: Request, check_id: UUID) -> HttpResponse:
    """The officer reads the number from the document, sees whom it names, and then binds; or refuses with a reason."""
    _require_officer(request)
    row = access.checks_for(request.actor).filter(pk=check_id).first()
    if row is None:
        raise NotFound("No such request.")
    step = request.POST.get("step", "")
    if step == "refuse":
        return _refuse(request, row)
    if step == "bind":
        return _bind(request, row)
    form = forms.FromDocument(request.POST if step == "find" else None)
    if form.is_valid():
        person = registry.person_seen(request.actor, nik=form.cleaned_data["nik"])
        if person is not None and person.id != request.actor.person_id:
            registry.note_reading(
                person_id=person.id, fields=("name", "birth_on", "domicile"),
                purpose=_("Verifikasi akun di depan petugas"), actor=request.actor,
            )  # fmt: skip
            context = {"row": _row(row), "person": person, "place": registry.words.area(person.kelurahan)}
            return show(request, "identity/check_found.html", context)
        form.add_error("nik", _("NIK ini tidak ada di catatan yang Anda jaga."))
    return _page(request, row, form, forms.Reason())


def _refuse(request: Request, row: Check) -> HttpResponse:
    form = forms.Reason(request.POST)
    if not form.is_valid():
        return _page(request, row, forms.FromDocument(), form)
    actions.refuse_check(check_id=row.pk, reason=form.cleaned_data["reason"], actor=request.actor)
    messages.success(request, _("Permintaan ditolak. Alasannya disampaikan."))
    return redirect("identity:checks")


def _bind(request: Request, row: Check) -> HttpResponse:
    try:
        person_id = UUID(request.POST.get("person", ""))
    except ValueError as error:
        raise NotFound("No such person.") from error
    try:
        actions.bind_by_check(check_id=row.pk, person_id=person_id, actor=request.actor)
        messages.success(request, _("Akun terverifikasi. Pemiliknya dikabari."))
    except Conflict:
        messages.error(request, _("Orang ini sudah punya akun. Bantu ia masuk ke akun yang lama."))
    return redirect("identity:checks")


def _page(request: Request, row: Check, form: Form, refusal: Form) -> HttpResponse:
    status = 422 if form.is_bound or refusal.is_bound else 200
    context = {"row": _row(row), "form": refusal if refusal.is_bound else form, "find": form, "refusal": refusal}
    return show(request, "identity/check.html", context, status=status)


def _row(row: Check) -> dict[str, object]:
    """Show what an officer needs to recognise who stands before them, and nothing else."""
    return {
        "id": row.pk,
        "name": row.account.name,
        "area": registry.words.area(row.area),
        "login": logins.hidden(*logins.written(row.account.login)),
        "asked_at": row.created_at,
    }


def _require_officer(request: Request) -> None:
    if not access.verifies(request.actor):
        raise NotAllowed("This page belongs to another role.")
