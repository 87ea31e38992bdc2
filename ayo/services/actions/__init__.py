"""Every write of the services module."""

from ayo.services.actions.answering import (
    asked_fields,
    cancel_case,
    confirm_case,
    reopen_case,
    resubmit_case,
    write_message,
    write_note,
)
from ayo.services.actions.catalogue import settle_catalogue
from ayo.services.actions.desk import (
    note_export,
    note_opening,
    note_presence,
    note_reading,
    remove_filter,
    remove_phrase,
    save_filter,
    save_phrase,
)
from ayo.services.actions.drafts import (
    begin_draft,
    discard_draft,
    drop_document,
    forget_drafts,
    put_document,
    restore_draft,
    save_draft,
    use_letter,
)
from ayo.services.actions.figures import note_length
from ayo.services.actions.helping import begin_help, judge_help, object_to_help
from ayo.services.actions.judging import accept_document, refuse_document
from ayo.services.actions.leading import assign_task
from ayo.services.actions.letters import (
    give_back_letter,
    issue_letter,
    prepare_letter,
    prepare_reissue,
    revoke_letter,
)
from ayo.services.actions.looking_after import confirm_silent, escalate_late
from ayo.services.actions.needs import (
    ask_for_help,
    expire_needs,
    finish_need,
    give_back_need,
    take_need,
    withdraw_need,
)
from ayo.services.actions.submitting import case_of, file_case, submit_case
from ayo.services.actions.surveying import rate_case
from ayo.services.actions.telling_apps import note_case_read, note_cases_listed
from ayo.services.actions.working import (
    finish_task,
    reject_case,
    release_task,
    return_case,
    take_task,
    transfer_task,
)

__all__ = [
    "accept_document",
    "ask_for_help",
    "asked_fields",
    "assign_task",
    "begin_draft",
    "begin_help",
    "cancel_case",
    "case_of",
    "confirm_case",
    "confirm_silent",
    "discard_draft",
    "drop_document",
    "escalate_late",
    "expire_needs",
    "file_case",
    "finish_need",
    "finish_task",
    "forget_drafts",
    "give_back_letter",
    "give_back_need",
    "issue_letter",
    "judge_help",
    "note_case_read",
    "note_cases_listed",
    "note_export",
    "note_length",
    "note_opening",
    "note_presence",
    "note_reading",
    "object_to_help",
    "prepare_letter",
    "prepare_reissue",
    "put_document",
    "rate_case",
    "refuse_document",
    "reject_case",
    "release_task",
    "remove_filter",
    "remove_phrase",
    "reopen_case",
    "restore_draft",
    "resubmit_case",
    "return_case",
    "revoke_letter",
    "save_draft",
    "save_filter",
    "save_phrase",
    "settle_catalogue",
    "submit_case",
    "take_need",
    "take_task",
    "transfer_task",
    "use_letter",
    "withdraw_need",
    "write_message",
    "write_note",
]
