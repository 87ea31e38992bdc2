"""Filling in a form: whom it is about, one page for each step, and a draft that saves itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common import clock, ids
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.services import access, actions, eligible, held, spoken, versions
from ayo.services.data import About, Definition, Field, FieldKind
from ayo.services.errors import SavedElsewhere
from ayo.services.filling import Filling
from ayo.services.forms.step import PREFIX, AsTyped, Step, with_row, without_row
from ayo.services.queries import facts
from ayo.services.views import frames
from ayo.ui.show import show

DO_NEXT, DO_SAVE, DO_LOOK, DO_ADD, DO_DROP = "next", "save", "look", "add", "drop"


@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def begin(request: Request, service: str) -> HttpResponse:
    """Begin a form or go on with it; a service for a member of the family asks first for whom."""
    version = versions.in_force(service, clock.today())
    me = access.applicant_of(request.actor)
    if version is None or me is None or not access.may_begin(request.actor, service):
        raise NotFound("No such service.")
    made = versions.definition_of(version.pk)
    chosen, wanted = _subject(request, made)
    if request.method == "POST" and chosen is None and wanted:
        return _begin_page(request, made, me, fault=spoken.fault("required"))
    if request.method != "POST":
        return _begin_page(request, made, me, fault="")
    refused = eligible.refusals(made, held.records_of(made, me, chosen))
    if refused:
        reasons = [spoken.words(one.reason) for one in refused]
        return show(
            request, "services/refused.html", {"made": made, "reasons": reasons, **frames.named(made)}, status=409
        )
    draft = actions.begin_draft(code=service, subject_id=chosen, actor=request.actor)
    return redirect("services:draft", draft.pk)


def _subject(request: Request, made: Definition) -> tuple[UUID | None, bool]:
    """Return whom the case is about as far as that was chosen, and whether it has to be."""
    if made.about is not About.MEMBER:
        return None, False
    return frames.uuid_of(request.POST.get("subjek", "")), True


def _begin_page(request: Request, made: Definition, me: UUID, *, fault: str) -> HttpResponse:
    members = frames.members(me) if made.about is About.MEMBER else ()
    begun = access.drafts_of(request.actor).filter(service__code=made.code).order_by("-saved_at").first()
    context = {
        "members": members,
        "about_member": made.about is About.MEMBER,
        "subject_words": spoken.words(made.subject),
        "begun": begun,
        "fault": fault,
        **frames.named(made),
    }
    return show(request, "services/begin.html", context, status=422 if fault else 200)


@require_safe
@frames.own_affairs
def draft(request: Request, draft_id: UUID) -> HttpResponse:
    """Lead to the first page with an open question; what was sent meanwhile leads to its case."""
    found = frames.filling_of(request, draft_id)
    return found if isinstance(found, HttpResponse) else redirect(frames.page_url(found, found.next_page))


@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def step(request: Request, draft_id: UUID, step: str) -> HttpResponse:
    found = frames.filling_of(request, draft_id)
    if isinstance(found, HttpResponse):
        return found
    if not found.questions(step):
        return redirect(frames.page_url(found, found.next_page))
    if request.method == "POST":
        return _posted(request, found, step)
    form = _form(Step, None, found, found.questions(step))
    return _page(request, found, step, form)


def _posted(request: Request, found: Filling, step: str) -> HttpResponse:
    """Keep what was typed; go on when the page is well filled in, stay where a question has opened."""
    shown = _shown(request.POST, found, step)
    typed = _form(Step, request.POST, found, shown)
    answers = {**found.answers, **dict.fromkeys(one.name for one in shown), **typed.kept()}
    now = _questions_by(found, answers, step)
    what, _colon, about = request.POST.get("do", DO_NEXT).partition(":")
    if what in {DO_ADD, DO_DROP}:
        return _page(request, found, step, _form(AsTyped, _rows_changed(request.POST, what, about), found, now))
    try:
        if what in {DO_SAVE, DO_LOOK}:
            _save(request, found, typed.kept())
            form = _form(AsTyped, request.POST, found, now)
            return _page(request, found, step, form, fragment="saved" if what == DO_SAVE else "questions")
        form = _form(Step, request.POST, found, [one for one in shown if one in now])
        if not form.is_valid():
            return _page(request, found, step, form, status=422)
        _save(request, found, form.answers())
    except SavedElsewhere as error:
        found = Filling(access.drafts_of(request.actor).get(pk=found.draft.pk))
        form = _form(AsTyped, request.POST, found, now)
        fragment = "saved" if what == DO_SAVE else ""
        return _page(request, found, step, form, elsewhere=tuple(error.fields), fragment=fragment, status=409)
    return _onward(request, step, shown, Filling(found.draft))


def _onward(request: Request, step: str, shown: list[Field], found: Filling) -> HttpResponse:
    opened = [one for one in found.questions(step) if one not in shown and found.is_open(one)]
    if opened:
        return redirect(f"{frames.page_url(found, step)}#tanya-{opened[0].name}")
    after = found.page_after(step) if found.questions(step) else found.next_page
    return redirect(frames.page_url(found, after))


def _shown(sent: QueryDict, found: Filling, step: str) -> list[Field]:
    """Return the questions the page had when it was sent, as far as the step has them."""
    names = set(sent.getlist("asked"))
    return [
        field
        for field in found.made.fields
        if field.step == step and field.name in names and field.name not in found.known
    ]


def _questions_by(found: Filling, answers: Mapping[str, Any], step: str) -> list[Field]:
    asked = found.asked_by({name: value for name, value in answers.items() if value is not None})
    return [field for field in asked if field.step == step and field.kind not in frames.APART]


def _rows_changed(sent: QueryDict, what: str, about: str) -> QueryDict:
    if what == DO_ADD:
        return with_row(sent, about)
    name, _colon, number = about.partition(":")
    return without_row(sent, name, int(number)) if number.isdigit() else sent


def _save(request: Request, found: Filling, answers: Mapping[str, Any]) -> None:
    version = request.POST.get(f"{PREFIX}-version", "")
    found.draft = actions.save_draft(
        draft_id=found.draft.pk,
        answers=answers,
        expected=int(version) if version.isdigit() else None,
        page=request.POST.get("page", ""),
        actor=request.actor,
    )


def _form(kind: type[Step], data: QueryDict | None, found: Filling, questions: Any) -> Step:
    needs_members = any(one.kind is FieldKind.MEMBER for one in questions)
    return kind(
        data,
        questions=questions,
        answers=found.answers,
        version=found.draft.version,
        members=frames.members(found.draft.person_id) if needs_members else (),
    )


def _page(
    request: Request, found: Filling, step: str, form: Step, *, elsewhere: tuple[str, ...] = (),
    fragment: str = "questions", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Show the page, or the part of it that htmx asked for."""
    there = facts.answered_facts(
        [one for one in found.made.fields if one.name in elsewhere], found.answers,
        facts.names_in(found.draft.person_id, found.answers, found.made.fields),
    )  # fmt: skip
    questions = list(
        form.questions(
            opening=_opening(found.made), new=(), elsewhere={one.name: one.value or _("dikosongkan") for one in there}
        )
    )
    title = next((spoken.words(one.title) for one in found.made.steps if one.code == step), "")
    context = {
        **frames.around(found, step, request.actor),
        "form": form,
        "questions": questions,
        "title": title,
        "page": request.POST.get("page") or str(ids.uuid7()),
        "conflict": bool(elsewhere),
        "ask_url": "" if request.actor.on_behalf_of else reverse("services:ask_help", args=[found.made.code]),
        "here": frames.page_url(found, step),
    }
    return show(request, "services/step.html", context, fragment=fragment, status=status)


def _opening(made: Definition) -> set[str]:
    """Return the questions on whose answers others depend."""
    conditions = [field.when for field in made.fields] + [need.when for need in made.documents]
    return {when.field for when in conditions if when is not None}
