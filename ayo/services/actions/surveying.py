"""Rating: nine answers about a case that is over, once."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import access
from ayo.services.actions import keeping
from ayo.services.data import RATED, Deed
from ayo.services.errors import WrongState
from ayo.services.models import Case, Survey
from ayo.services.rules import satisfaction


@transaction.atomic
def rate_case(*, case_id: UUID, answers: Sequence[int], comment: str, actor: Actor) -> Survey:
    """Keep the nine answers. Raises NotFound, WrongState (it runs still, or was rated) or Invalid."""
    access.require_own_word(actor)
    case = keeping.locked_case(case_id, expected=None)
    if case.applicant_id != access.applicant_of(actor):
        raise NotFound("No such case.")
    if case.state not in RATED:
        raise WrongState("The case has not come to a result.")
    if not satisfaction.is_well_formed(answers):
        raise Invalid("Answer each of the nine questions with 1 to 4.", fields={"answers": "choice"})
    survey = _kept(case, answers, comment)
    keeping.moved(case, Deed.RATED, actor=actor)
    return survey


def _kept(case: Case, answers: Sequence[int], comment: str) -> Survey:
    person = registry.record(Kind.PERSON, case.applicant_id)
    born, sex = (person["birth_on"], person["sex"]) if person else (None, "")
    nine = {name.lower(): answer for name, answer in zip(satisfaction.ELEMENTS, answers, strict=True)}
    try:
        with transaction.atomic():
            return Survey.objects.create(
                case=case, service_id=case.service_id, organisation_id=case.organisation_id,
                answered_on=clock.today(), comment=comment.strip(), age=_age(born), sex=str(sex or ""), **nine,
            )  # fmt: skip
    except IntegrityError as error:
        raise WrongState("This case was rated already.") from error


def _age(born: object) -> int | None:
    if not isinstance(born, str) or not born:
        return None
    day, today = date.fromisoformat(born), clock.today()
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
