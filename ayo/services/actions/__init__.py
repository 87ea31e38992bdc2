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
)
from ayo.services.actions.figures import note_length
from ayo.services.actions.judging import accept_document, refuse_document
from ayo.services.actions.leading import assign_task
from ayo.services.actions.looking_after import confirm_silent, escalate_late
from ayo.services.actions.submitting import case_of, file_case, submit_case
from ayo.services.actions.surveying import rate_case
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
    "asked_fields",
    "assign_task",
    "begin_draft",
    "cancel_case",
    "case_of",
    "confirm_case",
    "confirm_silent",
    "discard_draft",
    "drop_document",
    "escalate_late",
    "file_case",
    "finish_task",
    "forget_drafts",
    "note_export",
    "note_length",
    "note_opening",
    "note_presence",
    "note_reading",
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
    "save_draft",
    "save_filter",
    "save_phrase",
    "settle_catalogue",
    "submit_case",
    "take_task",
    "transfer_task",
    "write_message",
    "write_note",
]
