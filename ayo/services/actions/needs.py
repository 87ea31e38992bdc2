"""A resident asks to be helped; an employee takes the need, gives it back, settles it; what nobody took expires."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, models, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import NotAllowed, NotFound
from ayo.events import facade as events
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import offices, versions
from ayo.services.data import Definition
from ayo.services.data.helping import STANDING, How, NeedState
from ayo.services.errors import NoOffice, NotOffered, TakenByAnother, WrongState
from ayo.services.events import NeedChanged
from ayo.services.models import HelpRequest
from ayo.services.queries import needs

KEPT_OPEN = timedelta(days=14)
AT_ONCE = 200


@transaction.atomic
def ask_for_help(*, code: str, how: How, note: str, actor: Actor) -> HelpRequest:
    """Ask for somebody who helps with a service; asked twice it is one need. Raises NotOffered."""
    me = _oneself(actor)
    version = versions.in_force(code, clock.today())
    if version is None:
        raise NotOffered("This service is not offered today.")
    home = _home(me)
    area = str(home.get("kelurahan") or "")
    need = HelpRequest(
        person_id=me, service_id=version.service_id, area=area, rw=str(home.get("rw") or ""),
        desks=_desks(versions.definition_of(version.pk), area), how=how, note=note.strip(), asked_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            need.save(force_insert=True)
    except IntegrityError:
        return HelpRequest.objects.get(person_id=me, service_id=version.service_id, state__in=STANDING)
    _moved("services.ask_for_help", need, actor)
    return need


@transaction.atomic
def withdraw_need(*, need_id: UUID, actor: Actor) -> HelpRequest:
    """Ask no longer. Raises NotFound or WrongState."""
    need = _locked(HelpRequest.objects.filter(pk=need_id, person_id=_oneself(actor)))
    if need.state not in STANDING:
        raise WrongState("This need is settled.")
    _end(need, NeedState.CANCELLED)
    _moved("services.withdraw_need", need, actor)
    return need


@transaction.atomic
def take_need(*, need_id: UUID, actor: Actor) -> HelpRequest:
    """Take a need upon oneself; pressed twice it is taken once. Raises NotFound or TakenByAnother."""
    me = _oneself(actor)
    need = HelpRequest.objects.select_for_update(of=("self",)).filter(pk=need_id).select_related("service").first()
    if need is not None and need.state == NeedState.TAKEN and need.taken_by_id == me:
        return need
    if need is None or not needs.is_within_reach(actor, need_id):
        raise NotFound("No such need.")
    if need.state != NeedState.OPEN:
        raise TakenByAnother("Somebody else was faster, or it is settled.")
    identity.require_may_help(need.person_id, actor=actor)
    need.state, need.taken_by_id, need.taken_at = NeedState.TAKEN, me, clock.now()
    need.save(update_fields=["state", "taken_by", "taken_at"])
    _moved("services.take_need", need, actor)
    return need


@transaction.atomic
def give_back_need(*, need_id: UUID, actor: Actor) -> HelpRequest:
    """Leave a need to somebody else. Raises NotFound."""
    need = _mine(need_id, actor)
    need.state, need.taken_by, need.taken_at = NeedState.OPEN, None, None
    need.save(update_fields=["state", "taken_by", "taken_at"])
    _moved("services.give_back_need", need, actor)
    return need


@transaction.atomic
def finish_need(*, need_id: UUID, actor: Actor) -> HelpRequest:
    """Settle a need: advice was enough, or it was done at the counter. Raises NotFound."""
    need = _mine(need_id, actor)
    settle(need, actor)
    return need


def settle(need: HelpRequest, actor: Actor) -> None:
    """Close a need inside the caller's transaction."""
    _end(need, NeedState.DONE)
    _moved("services.finish_need", need, actor)


@transaction.atomic
def expire_needs() -> int:
    """Close what nobody took for long, a portion at a time; return how many."""
    old = HelpRequest.objects.filter(state=NeedState.OPEN, asked_at__lt=clock.now() - KEPT_OPEN)
    found = list(old.select_for_update(skip_locked=True, of=("self",)).select_related("service")[:AT_ONCE])
    for need in found:
        _end(need, NeedState.EXPIRED)
        _moved("services.expire_need", need, SYSTEM)
    return len(found)


def _desks(made: Definition, area: str) -> list[str]:
    """Return whose work a case of this person would be: role and office, role and area of the office.

    An address without an office leaves it to those nearby.
    """
    found = set()
    for stage in made.stages:
        try:
            office = offices.office_for(made, stage, area=area)
        except NoOffice:
            continue
        unit = registry.record(Kind.ORGANISATION, office)
        found |= {f"{stage.role}|{office}", f"{stage.role}|{unit['area'] if unit else ''}"}
    return sorted(one for one in found if not one.endswith("|"))


def _home(person_id: UUID) -> dict[str, object]:
    held = registry.record(Kind.PERSON, person_id)
    home = held.fields.get("domicile") if held else None
    return dict(home) if isinstance(home, dict) else {}


def _mine(need_id: UUID, actor: Actor) -> HelpRequest:
    return _locked(HelpRequest.objects.filter(pk=need_id, taken_by_id=_oneself(actor), state=NeedState.TAKEN))


def _locked(rows: models.QuerySet[HelpRequest]) -> HelpRequest:
    need = rows.select_for_update(of=("self",)).select_related("service").first()
    if need is None:
        raise NotFound("No such need.")
    return need


def _end(need: HelpRequest, state: NeedState) -> None:
    need.state, need.ended_at = state, clock.now()
    need.save(update_fields=["state", "ended_at"])


def _oneself(actor: Actor) -> UUID:
    if actor.person_id is None or actor.on_behalf_of is not None:
        raise NotAllowed("This is for oneself only.", code="acting_for_another")
    return actor.person_id


def _moved(act: str, need: HelpRequest, actor: Actor) -> None:
    audit.record(act, actor=actor, subject_kind="person", subject_id=need.person_id,
                 after={"need": str(need.pk), "state": need.state})  # fmt: skip
    changed = NeedChanged(
        need_id=need.pk, person_id=need.person_id, service=need.service.code, state=need.state,
        officer_id=need.taken_by_id,
    )  # fmt: skip
    events.publish(changed, actor=actor)
