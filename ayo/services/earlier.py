"""What somebody said in an earlier case that an office accepted: it is offered again while it can still be true."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from ayo.common import clock
from ayo.common.jsons import Json
from ayo.services import versions
from ayo.services.data import State
from ayo.services.models import Case
from ayo.services.rules import concepts

LOOKED_THROUGH = 20
"""How many cases back; a bound, so that one question costs the same for everybody."""
KIND = "case"


def answers(person_id: UUID, subject_id: UUID | None, wanted: Collection[str]) -> dict[str, tuple[Json, Case, str]]:
    """Return by concept the newest accepted answer, the case it stands in and its field there.

    What was said about one person is never offered for a case about another.
    """
    if not wanted:
        return {}
    cases = Case.objects.filter(applicant_id=person_id, subject_id=subject_id, state=State.DONE)
    found: dict[str, tuple[Json, Case, str]] = {}
    for case in cases.order_by("-submitted_at", "-id")[:LOOKED_THROUGH]:
        for field in versions.definition_of(case.service_version_id).fields:
            value = case.answers.get(field.name)
            if field.concept in wanted and field.concept not in found and value not in (None, ""):
                found[field.concept] = (value, case, field.name)
    today = clock.today()
    return {concept: one for concept, one in found.items() if _still_holds(concept, said_on(one[1]), today)}


def said_on(case: Case) -> date:
    """Return the day on which the answers of a case were accepted."""
    return timezone.localdate(case.ended_at or case.submitted_at)


def _still_holds(concept: str, said: date, today: date) -> bool:
    days = concepts.ANSWERS[concept]
    return not days or today <= said + timedelta(days=days)
