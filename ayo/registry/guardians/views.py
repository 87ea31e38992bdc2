"""Wali: who is the guardian of a person by which decision; a page of the population office."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import DomainError, NotAllowed, NotFound
from ayo.common.http import Request
from ayo.registry import access, models, tree
from ayo.registry.guardians import actions
from ayo.ui.guard import for_roles
from ayo.ui.show import show

OFFICERS = (Role.VERIFIER, Role.OPD_OFFICER, Role.OPD_HEAD)
REASONS = {
    "of_oneself": later("Tidak seorang pun wali bagi dirinya sendiri."),
    "guardian_is_child": later("Wali harus sudah dewasa."),
    "ends_too_soon": later("Hari terakhir sudah lewat, atau sebelum hari pertamanya."),
    "recorded_already": later("Wali ini sudah tercatat."),
    "to_oneself": later("Tidak seorang pun memutuskan tentang dirinya sendiri."),
}


def _day(label: Any, *, required: bool, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget)


class Guardian(forms.Form):
    """Who, by which decision, from when to when."""

    nik = forms.CharField(
        label=later("NIK wali"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": later("Isi NIK-nya.")},
    )  # fmt: skip
    decision = forms.CharField(
        label=later("Penetapan"), max_length=120, help_text=later("Nomor dan tanggal penetapan pengadilan."),
        error_messages={"required": later("Isi nomor penetapannya.")},
    )  # fmt: skip
    first = _day(later("Hari pertama"), required=True)
    last = _day(later("Hari terakhir"), required=False, hint=later("Kosong: sampai dewasa, atau sampai dicabut."))

    @property
    def valid_to(self) -> date | None:
        last: date | None = self.cleaned_data["last"]
        return last + timedelta(days=1) if last else None


@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*OFFICERS)
def guardians(request: Request, person_id: UUID) -> HttpResponse:
    ward = _ward(request, person_id)
    form = Guardian(request.POST or None, initial={"first": clock.today()})
    if form.is_valid() and _recorded(request, ward, form):
        return redirect("registry:guardians", ward.pk)
    rows = models.Guardianship.objects.filter(ward=ward).select_related("guardian").order_by("-valid_from", "-pk")
    context = {
        "name": ward.titled_name,
        "person_id": ward.pk,
        "person_url": tree.person_url(ward.pk),
        "rows": [_row(one) for one in rows],
        "form": form,
    }
    return show(request, "registry/guardians.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(*OFFICERS)
def end(request: Request, person_id: UUID, guardianship_id: UUID) -> HttpResponse:
    ward = _ward(request, person_id)
    if not models.Guardianship.objects.filter(pk=guardianship_id, ward=ward).exists():
        raise NotFound("No such guardianship.")
    actions.end_guardian(guardianship_id=guardianship_id, actor=request.actor)
    messages.success(request, _("Perwalian diakhiri."))
    return redirect("registry:guardians", ward.pk)


def _ward(request: Request, person_id: UUID) -> models.Person:
    if not access.is_population_officer(request.actor):
        raise NotAllowed("Guardians are written down by the population office.")
    ward = access.persons_visible_to(request.actor).standing().filter(pk=person_id).first()
    if ward is None:
        raise NotFound("No such person.")
    return ward


def _recorded(request: Request, ward: models.Person, form: Guardian) -> bool:
    number = form.cleaned_data["nik"].replace(" ", "")
    guardian = access.persons_visible_to(request.actor).standing().filter(nik=number).first()
    if guardian is None:
        form.add_error("nik", _("Tidak ada orang dengan NIK itu."))
        return False
    try:
        actions.record_guardian(
            ward_id=ward.pk, guardian_id=guardian.pk, decision=form.cleaned_data["decision"],
            valid_from=form.cleaned_data["first"], valid_to=form.valid_to, actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        form.add_error(None, str(REASONS.get(error.code, _("Ini tidak dapat dicatat."))))
        return False
    messages.success(request, _("Wali tercatat."))
    return True


def _row(one: models.Guardianship) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.guardian.titled_name,
        "decision": one.decision,
        "first": one.valid_from,
        "last": one.valid_to - timedelta(days=1) if one.valid_to else None,
        "is_over": one.valid_to is not None and one.valid_to <= clock.today(),
    }
