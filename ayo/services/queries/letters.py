"""Finding letters: those of a case, the one a code stands on, the one a file is. What is being signed is not found."""

from uuid import UUID

from django.db.models import QuerySet

from ayo.services import versions
from ayo.services.data import ENDED, LetterState, TaskState
from ayo.services.letters import shown
from ayo.services.letters.shown import Shown
from ayo.services.models import Case, Letter, Task


def signed() -> QuerySet[Letter]:
    return Letter.objects.exclude(state=LetterState.PREPARED).select_related("case")


def of_case(case: Case) -> list[Shown]:
    """Return the letters of a case, the newest first; one query."""
    rows = list(signed().filter(case=case).order_by("-signed_at", "-pk"))
    valid = next((row.code for row in rows if row.state == LetterState.VALID), "")
    return [shown.shown(row, following=valid if row.state == LetterState.REPLACED else "") for row in rows]


def by_code(code: str) -> Shown | None:
    """Return the letter that bears a code, with where it is continued."""
    row = signed().filter(code=code).first()
    return _with_following(row) if row else None


def by_digest(sha256: str) -> Shown | None:
    """Return the letter that is this very file."""
    row = signed().filter(sha256=sha256).first()
    return _with_following(row) if row else None


def is_worked_on(case: Case) -> bool:
    """Tell whether a case was reopened and the stage that signs, where the new edition comes from, is still to come."""
    made = versions.definition_of(case.service_version_id)
    if not case.reopened or case.state in ENDED or made.letter is None:
        return False
    signed = Task.objects.filter(
        case=case, round=case.reopened + 1, stage=made.letter.stage, state=TaskState.DONE
    )  # fmt: skip
    return not signed.exists()


def row_of(case_id: UUID, letter_id: UUID) -> Letter | None:
    return signed().filter(pk=letter_id, case_id=case_id).first()


def _with_following(row: Letter) -> Shown:
    if row.state != LetterState.REPLACED:
        return shown.shown(row, following="")
    valid = Letter.objects.filter(case_id=row.case_id, state=LetterState.VALID).values_list("code", flat=True).first()
    return shown.shown(row, following=valid or "")
