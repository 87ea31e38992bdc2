"""A letter for whoever may have it: the resident, the offices, and the official who is about to sign it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.services import access
from ayo.services.letters import signing
from ayo.services.models import Letter
from ayo.services.queries import letters
from ayo.services.views import bench, frames
from ayo.ui.guard import for_roles


@require_safe
@frames.own_affairs
def letter(request: Request, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Give a letter to whom its case is, or is about, and to whoever minds their affairs."""
    row = letters.row_of(case_id, letter_id) if access.affairs_of(request.actor).filter(pk=case_id).exists() else None
    return given(row)


@require_safe
@for_roles(*access.WORKERS)
def office_letter(request: Request, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Give a letter to the offices of its case, but not to the applicant's own kin among them."""
    case = access.cases_of_offices(request.actor).filter(pk=case_id).first()
    row = letters.row_of(case_id, letter_id) if case and not access.is_own(request.actor, case) else None
    return given(row)


@require_safe
@bench.desk
def preview(request: Request, task_id: UUID) -> HttpResponse:
    """Draw the letter that would be signed at this stage now."""
    file = bench.opened(request, task_id)
    if file is None or file.draft is None:
        raise NotFound("No such letter.")
    return drawn(signing.pictured(file.draft), request.GET.get("halaman", ""))


def drawn(pages: tuple[bytes, ...], wanted: str) -> HttpResponse:
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 3 else 1
    if not 1 <= number <= len(pages):
        raise NotFound("No such page.")
    response = HttpResponse(pages[number - 1], content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response


def given(row: Letter | None) -> HttpResponse:
    """Answer with the file, to be kept; raises NotFound where there is none."""
    card = files.stored(row.file_id) if row is not None and row.file_id else None
    if card is None or not card.path.exists():
        raise NotFound("No such letter.")
    return files.given_to_keep(card.path.read_bytes(), card.name, card.content_type)
