"""What people hear about cases: the applicant of each turn, an officer of a message, a head of what is late.

Services lie above notices, so they hand their news down; who hears what is decided here and nowhere else.
"""

from uuid import UUID

from django.urls import reverse

from ayo.common import clock
from ayo.notices import facade as notices
from ayo.registry import facade as registry
from ayo.services import access, desks, versions
from ayo.services.data import LetterState, State, TaskState
from ayo.services.events import (
    CaseChanged,
    CaseEnded,
    CaseReturned,
    HelpGiven,
    HelpJudged,
    HelpObjected,
    LetterIssued,
    LetterRevoked,
    MessageWritten,
    NeedChanged,
    StageDone,
    TaskEscalated,
)
from ayo.services.models import Case, Help, Letter, Line, Task

MINUTES = 60
_RESULTS = {State.DONE: "case_done", State.REJECTED: "case_rejected", State.EXPIRED: "case_expired"}


def about_case(case_id: UUID) -> str:
    return f"case/{case_id}"


def handed_in(event: CaseChanged) -> None:
    """Whoever applied reads the number; when somebody did it for them, they read that too."""
    case = Case.objects.filter(pk=event.record_id).first()
    if case is None:
        return
    notices.tell(
        person_id=case.applicant_id, code="case_sent", facts=_facts(case), url=_page(case.pk), about=about_case(case.pk)
    )


def moved_on(event: CaseChanged) -> None:
    """The question is answered, or gone with the case."""
    if event.record["state"] != State.NEEDS_FIX:
        notices.finish(about=f"{about_case(event.record_id)}/asked")


def asked(event: CaseReturned) -> None:
    case = Case.objects.get(pk=event.case_id)
    if case.state != State.NEEDS_FIX:
        return
    notices.ask(
        person_id=event.applicant_id,
        code="case_returned",
        facts=_facts(case) | {"text": event.text},
        url=reverse("services:answer", args=[event.case_id]),
        about=f"{about_case(event.case_id)}/asked",
    )


def ended(event: CaseEnded) -> None:
    """A result waits to be confirmed; a refusal is told with its reason. What one took back oneself is no news."""
    code = _RESULTS.get(State(event.state))
    if code is None:
        return
    case = Case.objects.get(pk=event.case_id)
    put = notices.ask if code == "case_done" and case.confirmed_at is None else notices.tell
    letter = _letter_of(event.case_id) if code == "case_done" else None
    put(
        person_id=event.applicant_id,
        code="case_letter" if letter else code,
        facts=_facts(case) | {"text": event.text, "letter": letter.number if letter else ""},
        url=_page(event.case_id),
        about=f"{about_case(event.case_id)}/result/{case.reopened}",
    )


def letter_issued(event: LetterIssued) -> None:
    """A letter that ends its case is told with the result; any other is news of its own."""
    case = Case.objects.get(pk=event.case_id)
    is_again = event.replaces is not None
    if case.state == State.DONE and not is_again:
        return
    notices.tell(
        person_id=event.applicant_id,
        code="letter_replaced" if is_again else "letter_issued",
        facts=_facts(case) | {"letter": event.number, "edition": event.edition},
        url=_page(event.case_id),
        about=f"letter/{event.letter_id}",
    )


def letter_revoked(event: LetterRevoked) -> None:
    notices.tell(
        person_id=event.applicant_id,
        code="letter_revoked",
        facts=_facts(Case.objects.get(pk=event.case_id)) | {"letter": event.number, "text": event.reason},
        url=_page(event.case_id),
        about=f"letter/{event.letter_id}/revoked",
    )


def close_result(case_id: UUID) -> None:
    """Close the task of confirming, of each round."""
    rounds = Case.objects.values_list("reopened", flat=True).get(pk=case_id)
    for number in range(rounds + 1):
        notices.finish(about=f"{about_case(case_id)}/result/{number}")


def message(event: MessageWritten) -> None:
    """Tell the other side, each where they read it: the applicant among the own affairs, an officer at the desk."""
    line = Line.objects.select_related("case").get(pk=event.line_id)
    for person_id in event.to:
        notices.tell(
            person_id=person_id,
            code="case_message" if not event.from_applicant else "case_question",
            facts=_facts(line.case) | {"who": line.actor_label, "text": line.text[:200]},
            url=_page(event.case_id) if person_id == line.case.applicant_id else _desk(event.case_id, person_id),
            about=f"message/{event.line_id}",
        )


def late(event: TaskEscalated) -> None:
    """Whoever heads the office is asked to see to it."""
    task = Task.objects.select_related("case", "organisation").get(pk=event.task_id)
    heads = desks.workers_at([(role, event.organisation_id, "") for role in access.HEADS])
    for person_id in sorted({person_id for several in heads.values() for person_id in several}):
        notices.ask(
            person_id=person_id,
            code="case_late",
            facts=_facts(task.case) | {"office": task.organisation.name, "on": event.due_on.isoformat()},
            url=reverse("services:bench_task", args=[event.task_id]),
            about=f"task/{event.task_id}",
        )


def stage_done(event: StageDone) -> None:
    notices.finish(about=f"task/{event.task_id}")


def ask_to_be_let(row: Help, *, who: str) -> None:
    """Ask a resident, in their inbox, whether an employee may act for them."""
    version = versions.in_force(row.service.code, clock.today())
    name = dict(versions.definition_of(version.pk).name) if version else row.service.code
    notices.ask(
        person_id=row.person_id, code="assistance_asked", facts={"who": who, "service": name, "minutes": MINUTES},
        url=reverse("identity:assistances"), about=about_assistance(row.assistance_id),
    )  # fmt: skip


def about_assistance(assistance_id: UUID) -> str:
    return f"assistance/{assistance_id}"


def assistance_answered(assistance_id: UUID) -> None:
    notices.finish(about=about_assistance(assistance_id))


def need_moved(event: NeedChanged) -> None:
    """The resident hears who helps, and that nobody did."""
    code = {"TAKEN": "need_taken", "EXPIRED": "need_expired"}.get(event.state)
    if code is None:
        return
    version = versions.in_force(event.service, clock.today())
    name = dict(versions.definition_of(version.pk).name) if version else event.service
    who = registry.name_of(event.officer_id) if event.officer_id else ""
    notices.tell(
        person_id=event.person_id, code=code, facts={"who": who, "service": name}, url=reverse("services:my_help"),
        about=f"{event.subject}@{event.state}/{event.officer_id or ''}",
    )  # fmt: skip


def helped(event: HelpGiven) -> None:
    """The resident hears who handed in what in their name, and where to say that they never asked."""
    case = Case.objects.get(pk=event.case_id)
    notices.tell(
        person_id=event.applicant_id, code="help_given",
        facts=_facts(case) | {"who": registry.name_of(event.officer_id)},
        url=reverse("services:object_help", args=[event.help_id]), about=f"help/{event.help_id}",
    )  # fmt: skip


def help_objected(event: HelpObjected) -> None:
    case = Case.objects.get(pk=event.case_id)
    for person_id in event.judges:
        notices.ask(
            person_id=person_id, code="help_objected",
            facts=_facts(case) | {"who": registry.name_of(event.officer_id)},
            url=reverse("services:judge_help", args=[event.help_id]), about=f"help/{event.help_id}/objected",
        )  # fmt: skip


def help_judged(event: HelpJudged) -> None:
    notices.finish(about=f"help/{event.help_id}/objected")
    notices.tell(
        person_id=event.applicant_id, code="help_upheld" if event.is_upheld else "help_dismissed",
        facts=_facts(Case.objects.get(pk=event.case_id)), url=reverse("services:my_help"),
        about=f"help/{event.help_id}/judged",
    )  # fmt: skip
    notices.tell(
        person_id=event.officer_id, code="help_not_counted" if event.is_upheld else "help_counted",
        facts=_facts(Case.objects.get(pk=event.case_id)), url=reverse("services:helping"),
        about=f"help/{event.help_id}/judged",
    )  # fmt: skip


def _letter_of(case_id: UUID) -> Letter | None:
    return Letter.objects.filter(case_id=case_id, state=LetterState.VALID).first()


def _facts(case: Case) -> dict[str, object]:
    made = versions.definition_of(case.service_version_id)
    return {"service": dict(made.name), "number": case.number}


def _desk(case_id: UUID, person_id: UUID) -> str:
    """Return where an officer reads the case: at the stage in their hands, else among the cases of the office."""
    task = Task.objects.filter(case_id=case_id, holder_id=person_id, state=TaskState.OPEN).order_by("pk").first()
    if task is None:
        return reverse("services:office_case", args=[case_id])
    return reverse("services:bench_task", args=[task.pk])


def _page(case_id: UUID) -> str:
    return reverse("services:case", args=[case_id])
