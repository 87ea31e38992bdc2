"""What services do when something has happened to a case."""

from ayo.events.facade import subscribe
from ayo.services import actions
from ayo.services.events import CaseEnded, CaseReopened


@subscribe(CaseEnded)
def keep_length(event: CaseEnded) -> None:
    actions.note_length(case_id=event.case_id)


@subscribe(CaseReopened)
def forget_length(event: CaseReopened) -> None:
    actions.note_length(case_id=event.case_id)
