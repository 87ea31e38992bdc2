"""The paper that proves something, sent with a form: taken at once, so that a wrong field beside it loses nothing."""

from django import forms

from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.files.data import FileCard


def paper_of(request: Request, form: forms.Form, *, purpose: str) -> FileCard | None:
    """Take the `file` that was sent, even beside a wrong field, or find the `paper` that came with the form last time.

    What is wrong with the file is said at its field.
    """
    if not form.is_bound:
        return None
    form.is_valid()
    sent, before = form.cleaned_data.get("file"), form.cleaned_data.get("paper")
    if not sent:
        return files.uploaded(before, purpose=purpose, actor=request.actor) if before else None
    try:
        return files.take_upload(
            name=sent.name or "", chunks=sent.chunks(), purpose=purpose, accepted=files.PAPERS, actor=request.actor
        )
    except DomainError as error:
        form.add_error("file", str(files.upload_fault(error.code)))
        return None
