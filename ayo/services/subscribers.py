"""What services do when something has happened to a case: people are told, and how long it took is kept."""

from ayo.events.facade import subscribe
from ayo.identity.events import AssistanceChanged
from ayo.services import actions, telling
from ayo.services.events import (
    CaseChanged,
    CaseConfirmed,
    CaseEnded,
    CaseReopened,
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


@subscribe(CaseChanged)
def tell_of_arrival(event: CaseChanged) -> None:
    if event.version == 1:
        telling.handed_in(event)
    else:
        telling.moved_on(event)


@subscribe(CaseReturned)
def ask_applicant(event: CaseReturned) -> None:
    telling.asked(event)


@subscribe(CaseEnded)
def tell_result(event: CaseEnded) -> None:
    telling.ended(event)
    actions.note_length(case_id=event.case_id)


@subscribe(CaseConfirmed)
def close_result(event: CaseConfirmed) -> None:
    telling.close_result(event.case_id)


@subscribe(CaseReopened)
def close_reopened_result(event: CaseReopened) -> None:
    telling.close_result(event.case_id)
    actions.note_length(case_id=event.case_id)


@subscribe(LetterIssued)
def tell_letter(event: LetterIssued) -> None:
    telling.letter_issued(event)


@subscribe(LetterRevoked)
def tell_revoked_letter(event: LetterRevoked) -> None:
    telling.letter_revoked(event)


@subscribe(MessageWritten)
def tell_message(event: MessageWritten) -> None:
    telling.message(event)


@subscribe(TaskEscalated)
def ask_heads(event: TaskEscalated) -> None:
    telling.late(event)


@subscribe(StageDone)
def close_late(event: StageDone) -> None:
    telling.stage_done(event)


@subscribe(AssistanceChanged)
def close_question(event: AssistanceChanged) -> None:
    if event.state != "ASKED":
        telling.assistance_answered(event.assistance_id)


@subscribe(NeedChanged)
def tell_who_helps(event: NeedChanged) -> None:
    telling.need_moved(event)


@subscribe(HelpGiven)
def tell_what_was_done(event: HelpGiven) -> None:
    telling.helped(event)


@subscribe(HelpObjected)
def ask_who_stands_above(event: HelpObjected) -> None:
    telling.help_objected(event)


@subscribe(HelpJudged)
def tell_what_was_decided(event: HelpJudged) -> None:
    telling.help_judged(event)
