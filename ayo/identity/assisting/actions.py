"""Asking a resident whether one may act for them, and ending it. The helper never learns a code from here."""

from collections.abc import Mapping
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import NotAllowed, NotFound
from ayo.events import facade as events
from ayo.identity.assisting import queries, rules
from ayo.identity.assisting.data import ConfirmedBy, Standing
from ayo.identity.data import CodeFor, LoginKind
from ayo.identity.errors import AssistanceRefused
from ayo.identity.events import AssistanceChanged, CodeWanted
from ayo.identity.joining.actions import codes
from ayo.identity.joining.rules import CODE_LIVES
from ayo.identity.models import Assistance
from ayo.registry import facade as registry
from ayo.registry.data import Kind


@transaction.atomic
def ask_assistance(
    *, principal_id: UUID, thing: str, named: Mapping[str, str], url: str, actor: Actor
) -> UUID:  # fmt: skip
    """Ask a resident whether one may act for them in one thing. Raises AssistanceRefused with the reason as code."""
    require_may_help(principal_id, actor=actor)
    me = actor.id
    for limit, whom in ((rules.ASKED_BY_HELPER, me), (rules.ASKED_OF_PERSON, principal_id)):
        if not codes.take(limit, str(whom)):
            raise AssistanceRefused("Asked too often.", code="too_often")
    now = clock.now()
    row = Assistance.objects.create(
        helper_id=me, principal_id=principal_id, thing=thing, named=dict(named), url=url, asked_at=now,
        ask_until=now + rules.ANSWER_WITHIN,
    )  # fmt: skip
    _announce("identity.ask_assistance", row, "ASKED", actor)
    return row.pk


def require_may_help(principal_id: UUID, *, actor: Actor) -> None:
    """Raise AssistanceRefused when this actor may not help this person: oneself, family, no such work."""
    held = registry.record(Kind.PERSON, principal_id)
    reason = rules.refusal(
        rules.Between(
            is_same=principal_id == actor.person_id,
            are_kin=actor.person_id is not None and queries.are_kin(actor.person_id, principal_id),
            is_entitled=queries.may_help(actor),
            is_alive=held is not None and held.fields.get("life_state") == "ALIVE",
        )
    )
    if reason:
        raise AssistanceRefused(f"This person cannot be helped by you: {reason}.", code=reason)


def look_up(*, nik: str, actor: Actor) -> UUID | None:
    """Return the living person with this NIK, however far they live; each question counts. Raises AssistanceRefused."""
    if not queries.may_help(actor):
        raise NotAllowed("This page belongs to another role.")
    with transaction.atomic():
        if not codes.take(rules.LOOKED_UP, str(actor.id)):
            raise AssistanceRefused("Asked too often.", code="too_often")
        found = registry.living_with(nik)
        audit.record("identity.look_up_to_help", actor=actor, subject_kind="person", subject_id=found)
    return found


@transaction.atomic
def send_code(*, assistance_id: UUID, kind: LoginKind, actor: Actor) -> None:
    """Send the resident a code that says who asks, for what and for how long. Raises NotFound or AssistanceRefused."""
    row = _locked(assistance_id, actor)
    _require_asked(row)
    to = dict(queries.addresses(row.principal_id, helper_id=actor.id))
    if kind not in to:
        raise NotFound("No such way to this person.")
    if row.codes_sent >= rules.MOST_CODES:
        raise AssistanceRefused("No more codes for this one.", code="too_often")
    language = queries.language_of(row.principal_id) or settings.LANGUAGE_CODE
    made = codes.put_down(CodeFor.ASSIST, kind, to[kind], language, None, CODE_LIVES)
    made.facts = {"who": actor.label, "thing": row.named, "minutes": int(rules.LASTS.total_seconds()) // 60,
                  "person": str(row.principal_id)}  # fmt: skip
    made.save(update_fields=["facts"])
    row.code, row.codes_sent = made, row.codes_sent + 1
    row.save(update_fields=["code", "codes_sent"])
    events.publish(CodeWanted(code_id=made.pk), actor=SYSTEM)
    audit.record("identity.send_assistance_code", actor=actor, subject_kind="person", subject_id=row.principal_id,
                 after={"assistance": str(row.pk), "by": kind.value})  # fmt: skip


def confirm_by_code(*, assistance_id: UUID, typed: str, actor: Actor) -> bool:
    """Take the code the resident passed on; tell whether it is right. A wrong one uses up a try. Raises NotFound."""
    with transaction.atomic():
        row = _locked(assistance_id, actor)
        if queries.standing(row, clock.now()) is Standing.CONFIRMED:
            return True
        _require_asked(row)
        if row.code_id is None or not codes.prove(code_id=row.code_id, typed=typed):
            return False
        codes.spend(row.code_id, CodeFor.ASSIST)
        _confirm(row, ConfirmedBy.CODE, actor)
        return True


@transaction.atomic
def agree_by_passkey(*, assistance_id: UUID, passkey_id: int, actor: Actor) -> None:
    """Say yes with a passkey of one's own, which `consent` saw answering the question about this very help.

    Raises NotFound, also for a key of somebody else, or AssistanceRefused when it is too late.
    """
    row = _locked_of_principal(assistance_id, actor)
    _require_asked(row)
    key = Authenticator.objects.filter(
        pk=passkey_id, type=Authenticator.Type.WEBAUTHN, user__person_id=row.principal_id
    ).first()
    if key is None:
        raise NotFound("No such key.")
    key.record_usage()
    _confirm(row, ConfirmedBy.PASSKEY, actor)


@transaction.atomic
def refuse(*, assistance_id: UUID, actor: Actor) -> None:
    """Say no in one's own name. Raises NotFound, or AssistanceRefused when it is too late."""
    row = _locked_of_principal(assistance_id, actor)
    if queries.standing(row, clock.now()) is Standing.REFUSED:
        return
    _require_asked(row)
    row.refused_at = clock.now()
    row.save(update_fields=["refused_at"])
    _announce("identity.refuse_assistance", row, "REFUSED", actor)


@transaction.atomic
def end_assistance(*, assistance_id: UUID, actor: Actor) -> None:
    """End it at once, from either side; the helper may do nothing more with it. Raises NotFound."""
    rows = Assistance.objects.select_for_update(of=("self",)).filter(pk=assistance_id)
    row = rows.filter(helper_id=actor.id).first() or rows.filter(principal_id=_oneself(actor)).first()
    if row is None:
        raise NotFound("No such assistance.")
    if row.ended_at is None and row.refused_at is None:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        _announce("identity.end_assistance", row, "ENDED", actor)


@transaction.atomic
def begin_assisting(*, assistance_id: UUID, actor: Actor) -> None:
    """Write down that somebody begins to act under a confirmed assistance. Raises NotFound or AssistanceRefused."""
    row = _locked(assistance_id, actor)
    if queries.standing(row, clock.now()) is not Standing.CONFIRMED:
        raise AssistanceRefused("This is not confirmed, or over.", code="not_confirmed")
    require_may_help(row.principal_id, actor=actor)
    audit.record("identity.begin_assisting", actor=actor, subject_kind="person", subject_id=row.principal_id,
                 after={"assistance": str(row.pk), "for": row.thing})  # fmt: skip


def _confirm(row: Assistance, by: ConfirmedBy, actor: Actor) -> None:
    now = clock.now()
    row.confirmed_at, row.confirmed_by, row.ends_at = now, by, now + rules.LASTS
    row.save(update_fields=["confirmed_at", "confirmed_by", "ends_at"])
    _announce("identity.confirm_assistance", row, "CONFIRMED", actor)


def _require_asked(row: Assistance) -> None:
    standing = queries.standing(row, clock.now())
    if standing is not Standing.ASKED:
        raise AssistanceRefused("This was answered already, or is over.", code=standing.lower())


def _locked(assistance_id: UUID, actor: Actor) -> Assistance:
    row = Assistance.objects.select_for_update().filter(pk=assistance_id, helper_id=_oneself(actor)).first()
    if row is None:
        raise NotFound("No such assistance.")
    return row


def _locked_of_principal(assistance_id: UUID, actor: Actor) -> Assistance:
    row = Assistance.objects.select_for_update().filter(pk=assistance_id, principal_id=_oneself(actor)).first()
    if row is None:
        raise NotFound("No such assistance.")
    return row


def _oneself(actor: Actor) -> UUID:
    """Whoever acts for another confirms nothing in that person's name."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        raise NotAllowed("This is for oneself only.", code="acting_for_another")
    return actor.person_id


def _announce(act: str, row: Assistance, state: str, actor: Actor) -> None:
    audit.record(act, actor=actor, subject_kind="person", subject_id=row.principal_id, label=row.confirmed_by,
                 after={"assistance": str(row.pk), "helper": str(row.helper_id), "for": row.thing,
                        "by": row.confirmed_by})  # fmt: skip
    changed = AssistanceChanged(
        assistance_id=row.pk, principal_id=row.principal_id, helper_id=row.helper_id, thing=row.thing, state=state,
        confirmed_by=row.confirmed_by,
    )  # fmt: skip
    events.publish(changed, actor=actor)
