"""Answering what an officer asked: only that, with the question above it; the clock goes on when it is sent."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ayo.common.errors import DomainError, Invalid
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.services import access, actions, held, issued, papers, spoken, versions
from ayo.services.data import Definition, Field, FieldKind, State
from ayo.services.errors import BadAnswers
from ayo.services.forms.answer import Answer
from ayo.services.models import Case
from ayo.services.queries import facts, tracking
from ayo.services.rules import forms as rules
from ayo.services.views import frames
from ayo.services.views.affairs import followed
from ayo.services.views.papers import PURPOSE
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def answer(request: Request, case_id: UUID) -> HttpResponse:
    case = followed(request, case_id)
    if case.state != State.NEEDS_FIX or case.applicant_id != access.applicant_of(request.actor):
        return redirect("services:case", case.pk)
    made = versions.definition_of(case.service_version_id)
    records = held.records_of(made, case.applicant_id, case.subject_id)
    known = held.held(made, records, speaker=case.applicant_id, answers=case.answers)
    asked_for = actions.asked_fields(case)
    questions = _questions(request, made, case, known, asked_for)
    letters = issued.held(issued.letters_for_case(case, made))
    asked_papers = papers.asked_for(made, asked_for)
    wanted = [one for one in asked_papers if one.kind not in letters]
    form = Answer(
        request.POST if request.method == "POST" else None, questions=questions, answers=case.answers,
        members=frames.members(case.applicant_id) if _needs_members(questions) else (),
        needs_word=not questions and not asked_papers,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _sent(request, case, form, wanted):
        messages.success(request, _("Jawaban terkirim. Jam layanan berjalan lagi."))
        return redirect("services:case", case.pk)
    shown = [made.field(name) for name in asked_for if name in known]
    names = facts.names_in(case.applicant_id, case.answers, made.fields)
    context: dict[str, Any] = {
        "page": tracking.page_of(case, me=access.applicant_of(request.actor)),
        "form": form,
        "questions": list(form.questions(opening=(), new=(), elsewhere={})),
        "papers": [
            {"number": n, "label": spoken.words(one.label), "help": spoken.words(one.help)}
            for n, one in enumerate(wanted)
        ],
        "letters": [
            {"label": spoken.words(one.label), "letter": letters[one.kind]}
            for one in asked_papers
            if one.kind in letters
        ],
        "known": facts.known_facts(shown, known, names),
        "service_name": spoken.words(made.name),
    }
    return show(request, "services/answer.html", context, status=422 if form.errors else 200)


def _questions(
    request: Request, made: Definition, case: Case, known: dict[str, held.Held], asked_for: list[str]
) -> list[Field]:
    """Return what was asked, and what the answers to that open: without a script on the next page."""
    values = held.values_of(known)
    wanted = {name for name in asked_for if name not in known}
    typed = Answer(request.POST, questions=[made.field(name) for name in wanted if _is_field(made, name)],
                   answers={}, members=(), needs_word=False).kept() if request.method == "POST" else {}  # fmt: skip
    asked = rules.asked(made, held=values, answers={**case.answers, **typed})
    return [
        field
        for field in asked
        if field.kind is not FieldKind.FILE and (field.name in wanted or field.name not in case.answers)
        and (field.name in wanted or field.is_required)
    ]  # fmt: skip


def _is_field(made: Definition, name: str) -> bool:
    return any(field.name == name for field in made.fields)


def _needs_members(questions: list[Field]) -> bool:
    return any(question.kind is FieldKind.MEMBER for question in questions)


def _sent(request: Request, case: Case, form: Answer, wanted: Sequence[papers.Need]) -> bool:
    """Hand in the answer; a file that will not do is said above the form, and nothing is handed in then."""
    documents = _uploaded(request, form, wanted)
    if form.errors:
        _remove(request, documents)
        return False
    try:
        actions.resubmit_case(
            case_id=case.pk, answers=form.answers(), documents=documents, text=form.text, actor=request.actor
        )  # fmt: skip
    except BadAnswers as error:
        for name, code in error.fields.items():
            form.add_fault(name, spoken.fault(code))
    except Invalid as error:
        form.add_fault("text", spoken.fault(next(iter(error.fields.values()), "required")))
    if form.errors:
        _remove(request, documents)
    return not form.errors


def _uploaded(request: Request, form: Answer, wanted: Sequence[papers.Need]) -> dict[str, dict[str, str]]:
    """Take the papers that were asked for; each is needed, unless the answer says why there is none."""
    found: dict[str, dict[str, str]] = {}
    for number, need in enumerate(wanted):
        sent = request.FILES.get(f"berkas-{number}")
        if sent is None:
            if not form.text.strip():
                form.add_fault("", _("%(paper)s: pilih berkasnya, atau tulis mengapa tidak ada.")
                               % {"paper": spoken.words(need.label)})  # fmt: skip
            continue
        try:
            card = files.take_upload(
                name=sent.name or "", chunks=sent.chunks(), purpose=PURPOSE, accepted=files.PAPERS, actor=request.actor
            )  # fmt: skip
        except DomainError as error:
            form.add_fault("", f"{spoken.words(need.label)}: {files.upload_fault(error.code)}")
        else:
            found[need.kind] = {"file": str(card.id), "held": ""}
    return found


def _remove(request: Request, documents: dict[str, dict[str, str]]) -> None:
    for paper in documents.values():
        files.remove_file(file_id=UUID(paper["file"]), actor=request.actor)
