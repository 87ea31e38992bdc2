"""Who may see and steer connected applications: integrators all, an agency's administrator its own, auditors look."""

from ayo.common.actor import Actor, ActorKind, Role
from ayo.common.errors import NotAllowed
from ayo.exchange.models import App, AppQuerySet

LOOK_AT_ALL = (Role.INTEGRATOR, Role.AUDITOR)


def visible_to(actor: Actor) -> AppQuerySet:
    apps = App.objects.all()
    if actor.kind is ActorKind.SYSTEM or actor.has(*LOOK_AT_ALL):
        return apps
    if actor.kind is not ActorKind.PERSON:
        return apps.none()
    return apps.filter(owner_id__in=actor.organisations(Role.OPD_ADMIN))


def may_look(actor: Actor) -> bool:
    """Tell whether connected applications are any of this person's work."""
    return actor.has(*LOOK_AT_ALL) or bool(actor.organisations(Role.OPD_ADMIN))


def may_see(actor: Actor, app: App) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.has(*LOOK_AT_ALL) or _owns(actor, app)


def may_manage(actor: Actor, app: App) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.has(Role.INTEGRATOR) or _owns(actor, app)


def may_add(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.has(Role.INTEGRATOR)


def may_sign(actor: Actor) -> bool:
    """A contract is signed by the integrators, never by the agency that wants the data."""
    return may_add(actor)


def require(allowed: bool) -> None:  # noqa: FBT001  reads as a sentence: access.require(access.may_add(actor))
    if not allowed:
        raise NotAllowed("This is the work of the integrators or of the application's own agency.")


def _owns(actor: Actor, app: App) -> bool:
    return actor.kind is ActorKind.PERSON and app.owner_id in actor.organisations(Role.OPD_ADMIN)
