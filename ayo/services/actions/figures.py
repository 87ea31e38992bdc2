"""The figures beside the promises, kept up as cases are decided or opened again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ayo.region.facade import pack
from ayo.services import versions
from ayo.services.data import State
from ayo.services.models import Case, CaseLength
from ayo.services.rules import clock, pace

DECIDED = (State.DONE, State.REJECTED)


@transaction.atomic
def note_length(*, case_id: UUID) -> None:
    """Keep how long a decided case took; one that was taken back or is open again counts for nothing."""
    case = Case.objects.filter(pk=case_id, state__in=DECIDED, ended_at__isnull=False).first()
    if case is None or case.ended_at is None:
        CaseLength.objects.filter(case_id=case_id).delete()
        return
    ended_on = timezone.localdate(case.ended_at)
    left = clock.left(case.due_on, ended_on, pack().calendar)
    promised = versions.definition_of(case.service_version_id).days
    CaseLength.objects.update_or_create(
        case_id=case.pk,
        defaults={
            "service_id": case.service_id, "organisation_id": case.organisation_id, "ended_on": ended_on,
            "days": pace.working_days(promised, left), "is_kept": left >= 0,
        },
    )  # fmt: skip
