"""Data ganda: finding records of one and the same person, laying them side by side, merging and taking apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common.actor import Role
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.registry import access, actions, doubles, forms, models, tree
from ayo.ui.guard import for_roles
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DATA_STEWARD)
def merge(request: Request, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    other = _other(request, person)
    form = forms.Merge(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and other is not None:
        if form.is_valid() and (done := _merged(request, person, other, form)):
            return done
        status = 422
    if other is not None and request.method != "POST":
        _note(request, person, other)
    context: dict[str, Any] = {
        "person": person,
        "person_url": tree.person_url(person.pk),
        "other": other,
        "form": form,
        "candidates": doubles.candidates_for(person),
        "rows": doubles.compared(person, other) if other else [],
        "merges": _merges(person),
        "unmerge": forms.Unmerge(),
    }
    return show(request, "registry/merge.html", context, status=status)


@require_POST
@for_roles(Role.DATA_STEWARD)
def unmerge(request: Request, person_id: UUID, merge_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    row = _merges(person).filter(pk=merge_id).first()
    if row is None:
        raise NotFound("No such merge.")
    form = forms.Unmerge(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis mengapa penggabungan ini dibatalkan."))
        return redirect("registry:merge", person_id)
    actions.unmerge_persons(merge_id=row.pk, actor=request.actor, reason=form.cleaned_data["reason"])
    messages.success(request, _("Kedua data berdiri sendiri lagi."))
    return redirect("registry:merge", person_id)


def _person(request: Request, person_id: UUID) -> models.Person:
    person = access.persons_visible_to(request.actor).filter(pk=person_id).first()
    if person is None:
        raise NotFound("No such person.")
    return person


def _other(request: Request, person: models.Person) -> models.Person | None:
    wanted = forms.ids_of([request.POST.get("dengan") or request.GET.get("dengan", "")])
    if not wanted or wanted[0] == person.pk:
        return None
    return _person(request, wanted[0])


def _merged(request: Request, person: models.Person, other: models.Person, form: forms.Merge) -> HttpResponse | None:
    survivor, loser = (person, other) if form.cleaned_data["keep"] == "this" else (other, person)
    try:
        actions.merge_persons(
            loser_id=loser.pk,
            survivor_id=survivor.pk,
            reason=form.cleaned_data["reason"],
            score=doubles.score_of(person, other),
            actor=request.actor,
        )
    except DomainError as error:
        form.add_error(None, doubles.refusal(error))
        return None
    messages.success(request, _("Kedua data digabung; aplikasi terhubung diberi tahu."))
    return redirect("registry:merge", survivor.pk)


def _note(request: Request, *people: models.Person) -> None:
    for one in people:
        actions.note_reading(
            person_id=one.pk, fields=doubles.READ, purpose=_("Memeriksa data ganda"), actor=request.actor
        )


def _merges(person: models.Person) -> Any:
    standing = models.Merge.objects.filter(Q(loser=person) | Q(survivor=person), undone_at__isnull=True)
    return standing.select_related("loser", "survivor").order_by("-pk")
