"""Jabatan pimpinan: who holds each leading post, who stands in, and writing down an order to stand in."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.region.data import Rank
from ayo.registry import models, text, units
from ayo.registry.data import ActingKind
from ayo.registry.posts import actions, forms, queries
from ayo.registry.posts.queries import PostLine
from ayo.ui.guard import for_roles
from ayo.ui.paging import page_of
from ayo.ui.show import show

LOOKING = (Role.BKPSDM_ADMIN, Role.PERSONNEL_OFFICER)
PAGE, LONGEST = 25, 60


@require_safe
@for_roles(*LOOKING)
def board(request: Request) -> HttpResponse:
    found = queries.lines(queries.visible_to(request.actor), day=clock.today())
    shelf, words = request.GET.get("isi", ""), request.GET.get("cari", "").strip()[:LONGEST]
    called = [one for one in found if _is_called(words, one)]
    chosen = [one for one in called if _is_on(shelf, one)]
    last = max(1, -(-len(chosen) // PAGE))
    page = page_of(request.GET.get("halaman", ""), last=last)
    context = {
        "rows": [_row(one) for one in chosen[(page - 1) * PAGE : page * PAGE]],
        "shelf": shelf,
        "words": words,
        "called": len(called),
        "page": page,
        "last": last,
        "total": len(found),
        "may_add": request.actor.has(Role.BKPSDM_ADMIN),
        "vacant": sum(one.holder is None for one in called),
        "standing_in": sum(bool(one.acting) for one in called),
    }
    return show(request, "registry/posts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BKPSDM_ADMIN)
def add(request: Request) -> HttpResponse:
    choices = [(str(pk), name) for pk, name, _area in units.choices(None)]
    form = forms.NewPost(request.POST or None, units=choices)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            post = actions.make_post(
                organisation_id=UUID(chosen["unit"]), rank=Rank(chosen["rank"]), title=chosen["title"],
                valid_from=chosen["first"], actor=request.actor,
            )  # fmt: skip
        except DomainError as error:
            form.add_fault(error)
        else:
            return redirect("registry:post", post.pk)
    return show(request, "registry/post_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*LOOKING)
def post(request: Request, post_id: UUID) -> HttpResponse:
    found = queries.lines(queries.visible_to(request.actor).filter(pk=post_id), day=clock.today())
    if not found:
        raise NotFound("No such post.")
    form = forms.Appoint(request.POST or None)
    if form.is_valid() and _appointed(request, found[0].post, form):
        return redirect("registry:post", post_id)
    context = {"one": _row(found[0]), "form": form, "unit": found[0].post.organisation}
    return show(request, "registry/post.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(*LOOKING)
def end(request: Request, acting_id: UUID) -> HttpResponse:
    actions.end_acting(acting_id=acting_id, actor=request.actor)
    messages.success(request, _("Penggantian diakhiri."))
    return redirect("registry:posts")


def _is_on(shelf: str, line: PostLine) -> bool:
    if shelf == "kosong":
        return line.holder is None
    return bool(line.acting) if shelf == "pengganti" else True


def _is_called(words: str, line: PostLine) -> bool:
    """Tell whether every word begins one in the name of the post, its unit, or who holds it or stands in."""
    people = [one.person.name for one in (line.holder, *(acts.employee for acts in line.acting)) if one]
    named = " ".join(map(text.search_form, (line.post.title, line.post.organisation.name, *people)))
    return all(f" {word}" in f" {named}" for word in text.search_form(words).split())


def _appointed(request: Request, to: models.Post, form: forms.Appoint) -> bool:
    chosen = form.cleaned_data
    roots = request.actor.organisations(Role.PERSONNEL_OFFICER)
    within = None if request.actor.has(Role.BKPSDM_ADMIN) else roots
    employee = units.serving_under(within, chosen["nip"].replace(" ", ""))
    if employee is None:
        form.add_error("nip", _("Tidak ada pegawai dengan NIP itu di unit Anda."))
        return False
    try:
        actions.appoint_acting(
            post_id=to.pk, employee_id=employee, kind=ActingKind(chosen["kind"]), valid_from=chosen["first"],
            valid_to=form.valid_to, basis=chosen["basis"], actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        form.add_fault(error)
        return False
    messages.success(request, _("Tercatat. Orangnya mendapat kabar."))
    return True


def _row(line: PostLine) -> dict[str, Any]:
    return {
        "id": line.post.pk,
        "title": line.post.title,
        "unit": line.post.organisation.name,
        "holder": line.holder.person.titled_name if line.holder else "",
        "rivals": [one.person.titled_name for one in line.rivals],
        "acting": [
            {
                "id": acts.pk,
                "name": acts.employee.person.titled_name,
                "kind": acts.kind.capitalize() + ".",
                "first": acts.valid_from,
                "last": acts.valid_to - timedelta(days=1),
                "basis": acts.basis,
                "is_coming": acts.valid_from > clock.today(),
            }
            for acts in line.acting
        ],
    }
