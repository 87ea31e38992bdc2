"""Berkas: a file for whom its link was made."""

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from ayo.common.actor import Right
from ayo.common.http import Request
from ayo.files import queries
from ayo.files.giving import given
from ayo.files.uploads import links
from ayo.ui.guard import oneself_or_for_another


@require_safe
@oneself_or_for_another(Right.RECORD, "APPLY")
def open_file(request: Request, link: str) -> HttpResponseBase:
    read = links.read(link)
    card = queries.stored(read.file_id) if read and read.person_id == links.reader(request.actor) else None
    if card is None or not card.path.exists():
        raise Http404
    return given(card.path.read_bytes(), card.name, card.content_type)
