"""Helping: begun, handed in under both names, counted once for each case, and objected to."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from ayo.audit import facade as audit
from ayo.common import clock, ids
from ayo.common.actor import Actor, Role
from ayo.common.errors import Invalid, NotAllowed, NotFound
from ayo.events import facade as events
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.services import versions
from ayo.services.actions import needs
from ayo.services.catalogue import helping
from ayo.services.data import State
from ayo.services.data.helping import STANDING, Credit
from ayo.services.errors import NotOffered, WrongState
from ayo.services.events import HelpGiven, HelpJudged, HelpObjected
from ayo.services.models import Case, Help, HelpRequest


@transaction.atomic
def begin_help(*, code: str, person_id: UUID, actor: Actor) -> Help:
    """Ask a resident whether one may fill in this service for them; asked twice in a moment it is one help.

    A need of theirs that the employee holds is settled by it; a case of theirs that waits for an answer is what it is
    about. Raises NotOffered, or AssistanceRefused: oneself, family, no such work, too often.
    """
    version = versions.in_force(code, clock.today())
    if version is None:
        raise NotOffered("This service is not offered today.")
    service_id = version.service_id
    if (begun := _begun(service_id, person_id, actor)) is not None:
        return begun
    help_id = ids.uuid7()
    assistance_id = identity.ask_assistance(
        principal_id=person_id, thing=code, named=versions.definition_of(version.pk).name,
        url=reverse("services:help", args=[help_id]), actor=actor,
    )  # fmt: skip
    need = HelpRequest.objects.filter(person_id=person_id, service_id=service_id, state__in=STANDING)
    waiting = Case.objects.filter(applicant_id=person_id, service_id=service_id, state=State.NEEDS_FIX)
    return Help.objects.create(
        id=help_id, request=need.filter(taken_by_id=actor.person_id).first(), assistance_id=assistance_id,
        helper_id=actor.id, person_id=person_id, service_id=service_id,
        case=waiting.order_by("submitted_at", "pk").first(), begun_at=clock.now(),
    )  # fmt: skip


def _begun(service_id: UUID, person_id: UUID, actor: Actor) -> Help | None:
    row = (
        Help.objects.filter(helper_id=actor.id, person_id=person_id, service_id=service_id, handed_in_at__isnull=True)
        .order_by("-begun_at", "-pk")
        .first()
    )
    found = identity.assistance(row.assistance_id, actor.id) if row else None
    return row if found is not None and found.standing in {"ASKED", "CONFIRMED"} else None


def note_handed_in(case: Case, actor: Actor) -> None:
    """Keep that a case, or an answer, was handed in by a helper, inside the caller's transaction.

    The case counts as work once; so long as it is locked nobody else counts it.
    """
    row = Help.objects.select_for_update(of=("self",)).select_related("service", "request__service").filter(
        assistance_id=str(actor.assistance_id)
    ).first()  # fmt: skip
    if row is None or actor.on_behalf_of != case.applicant_id or row.case_id not in {None, case.pk}:
        raise NotFound("No such help.")
    if row.handed_in_at is not None:
        return
    row.case, row.handed_in_at = case, clock.now()
    work = helping.work()
    is_counted = Help.objects.filter(case=case).exclude(credit=Credit.NONE).exists()
    if work.minutes and not is_counted:
        row.credit, row.work_code, row.minutes = Credit.GIVEN, work.code, work.minutes
    row.save(update_fields=["case", "handed_in_at", "credit", "work_code", "minutes"])
    if row.request is not None and row.request.state in STANDING:
        needs.settle(row.request, actor)
    given = HelpGiven(
        help_id=row.pk, case_id=case.pk, officer_id=row.helper_id, applicant_id=row.person_id,
        service=row.service.code, title=dict(versions.definition_of(case.service_version_id).name),
        work_code=row.work_code, minutes=row.minutes, on=clock.today(),
    )  # fmt: skip
    events.publish(given, actor=actor)


@transaction.atomic
def object_to_help(*, help_id: UUID, text: str, actor: Actor) -> Help:
    """Say that one did not ask for this help; the work does not count meanwhile, and somebody above decides.

    Raises NotFound, WrongState when there is nothing to object to, or Invalid without a word.
    """
    row = Help.objects.select_for_update(of=("self",)).filter(pk=help_id, person_id=_oneself(actor)).first()
    if row is None or row.handed_in_at is None or row.case_id is None:
        raise NotFound("No such help.")
    if row.objected_at is not None:
        return row
    if not text.strip():
        raise Invalid("Say what happened.", fields={"text": "required"})
    row.objected_at, row.objection, row.judges = clock.now(), text.strip(), judges_of(row)
    if row.credit == Credit.GIVEN:
        row.credit = Credit.WITHHELD
    row.save(update_fields=["objected_at", "objection", "judges", "credit"])
    identity.end_assistance(assistance_id=row.assistance_id, actor=actor)
    _record("services.object_to_help", row, actor)
    objected = HelpObjected(
        help_id=row.pk, case_id=row.case_id, officer_id=row.helper_id, applicant_id=row.person_id,
        judges=tuple(row.judges), minutes=row.minutes,
    )  # fmt: skip
    events.publish(objected, actor=actor)
    return row


@transaction.atomic
def judge_help(*, help_id: UUID, is_upheld: bool, actor: Actor) -> Help:
    """Decide about an objection: it is right and the work does not count, or it is not and the work counts.

    Raises NotFound, or WrongState when it was decided otherwise.
    """
    me = _oneself(actor)
    row = Help.objects.select_for_update(of=("self",)).select_related("service").filter(
        pk=help_id, judges__contains=[me]
    ).first()  # fmt: skip
    if row is None or row.case_id is None or me in {row.helper_id, row.person_id}:
        raise NotFound("No such objection.")
    if row.judged_at is not None:
        raise WrongState("This was decided already.")
    row.judged_at, row.judged_by = clock.now(), me
    if row.credit == Credit.WITHHELD and not is_upheld:
        row.credit = Credit.GIVEN
    row.save(update_fields=["judged_at", "judged_by", "credit"])
    _record("services.judge_help", row, actor)
    judged = HelpJudged(
        help_id=row.pk, case_id=row.case_id, officer_id=row.helper_id, applicant_id=row.person_id,
        is_upheld=is_upheld, work_code=row.work_code, minutes=row.minutes, on=clock.today(),
    )  # fmt: skip
    events.publish(judged, actor=actor)
    return row


def judges_of(row: Help) -> list[UUID]:
    """Return who decides about an objection: the helper's superior, and where there is none the inspectorate."""
    serving = registry.employee_id_of(row.helper_id)
    above = registry.superior_of(serving, clock.today()) if serving else None
    if above is not None and above.person_id != row.person_id:
        return [above.person_id]
    return [one for one in identity.persons_with_role(Role.AUDITOR, organisation_id=None) if one != row.person_id]


def _oneself(actor: Actor) -> UUID:
    if actor.person_id is None or actor.on_behalf_of is not None:
        raise NotAllowed("This is for oneself only.", code="acting_for_another")
    return actor.person_id


def _record(act: str, row: Help, actor: Actor) -> None:
    audit.record(act, actor=actor, subject_kind="case", subject_id=row.case_id,
                 after={"help": str(row.pk), "helper": str(row.helper_id), "credit": row.credit})  # fmt: skip
