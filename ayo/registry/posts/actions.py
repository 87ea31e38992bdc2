"""Writing down a leading post, and who stands in for its holder."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor, ActorKind, Role
from ayo.common.errors import NotAllowed, NotFound
from ayo.events import facade as events
from ayo.region.data import Rank, StandIn
from ayo.region.facade import pack
from ayo.registry import models
from ayo.registry.data import ActingKind
from ayo.registry.errors import ActingRefused
from ayo.registry.events import ActingChanged
from ayo.registry.posts import queries, rules


@transaction.atomic
def make_post(*, organisation_id: UUID, rank: Rank, title: str, valid_from: date, actor: Actor) -> models.Post:
    """Write down a leading post of an organisation. Raises ActingRefused when it has one of this rank."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has(Role.BKPSDM_ADMIN):
        raise NotAllowed("Posts are written down by the personnel agency.")
    try:
        with transaction.atomic():
            post = models.Post.objects.create(
                organisation_id=organisation_id, rank=rank, title=title.strip(), valid_from=valid_from
            )
    except IntegrityError as error:
        raise ActingRefused("This organisation has a post of this rank.", code="post_exists") from error
    audit.record(
        "registry.make_post", actor=actor, subject_kind="organisation", subject_id=organisation_id, label=post.title,
        after={"rank": rank.value, "title": post.title, "valid_from": valid_from},
    )  # fmt: skip
    return post


@transaction.atomic
def appoint_acting(
    *, post_id: UUID, employee_id: UUID, kind: ActingKind, valid_from: date, valid_to: date, basis: str, actor: Actor
) -> models.Acting:
    """Write down that somebody stands in for the holder of a post. Raises NotFound, NotAllowed, ActingRefused."""
    post = queries.visible_to(actor).standing_on(max(valid_from, clock.today())).filter(pk=post_id).first()
    employee = models.Employee.objects.filter(pk=employee_id).first()
    if post is None or employee is None:
        raise NotFound("No such post or employee.")
    if employee.person_id == actor.person_id:
        raise NotAllowed("Nobody appoints themselves.", code="to_oneself")
    holder = queries.holders_of(post, valid_from).first()
    serves = employee.started_on <= valid_from and (employee.ended_on is None or employee.ended_on >= valid_from)
    wanted = rules.Wanted(
        kind, employee_id, serves, holder.pk if holder else None, valid_from, valid_to,
        pack().longest_on(StandIn(kind), valid_from),
    )  # fmt: skip
    if reason := rules.refusal(wanted, today=clock.today()):
        raise ActingRefused(f"This cannot be written down: {reason}.", code=reason)
    try:
        with transaction.atomic():
            acting = models.Acting.objects.create(
                post=post, employee=employee, kind=kind, valid_from=valid_from, valid_to=valid_to, basis=basis.strip(),
                recorded_by=actor.id,
            )  # fmt: skip
    except IntegrityError as error:
        raise ActingRefused("Somebody else stands in on some of these days.", code="taken") from error
    _announce("registry.appoint_acting", acting, actor)
    return acting


@transaction.atomic
def end_acting(*, acting_id: UUID, actor: Actor) -> None:
    """End standing in from today on; what had not begun, or began today, never held. Raises NotFound."""
    acting = (
        models.Acting.objects.select_for_update(of=("self",))
        .select_related("post", "employee")
        .filter(pk=acting_id, post__in=queries.visible_to(actor), cancelled_at__isnull=True)
        .first()
    )
    if acting is None or acting.valid_to <= clock.today():
        raise NotFound("Nobody stands in there.")
    if acting.employee.person_id == actor.person_id:
        raise NotAllowed("Nobody decides about themselves.", code="to_oneself")
    if acting.valid_from >= clock.today():
        acting.cancelled_at = clock.now()
    else:
        acting.valid_to = clock.today()
    acting.save(update_fields=["cancelled_at", "valid_to"])
    _announce("registry.end_acting", acting, actor)


def _announce(act: str, acting: models.Acting, actor: Actor) -> None:
    person_id = acting.employee.person_id
    audit.record(
        act, actor=actor, subject_kind="person", subject_id=person_id, label=acting.post.title, purpose=acting.basis,
        after={"kind": acting.kind, "valid_from": acting.valid_from, "valid_to": acting.valid_to},
    )  # fmt: skip
    changed = ActingChanged(
        acting_id=acting.pk, person_id=person_id, post=acting.post.title, kind=acting.kind,
        valid_from=acting.valid_from, valid_to=acting.valid_to, ended=act.endswith("end_acting"),
    )  # fmt: skip
    events.publish(changed, actor=actor)
