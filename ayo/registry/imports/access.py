"""Who may load a file, on whose word, and who sees what was loaded."""

from django.db.models import QuerySet

from ayo.common.actor import Actor, ActorKind, Role
from ayo.region.facade import pack
from ayo.registry import models

IMPORT_ROLES = (Role.DATA_STEWARD, Role.BKPSDM_ADMIN)


def may_import(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.has(*IMPORT_ROLES)


def may_import_as(actor: Actor, source: str) -> bool:
    """Tell whether the actor may load what a source says: stewards for any office, others for their own."""
    known = pack().sources.get(source)
    if known is None or not known.organisation or not may_import(actor):
        return False
    return actor.kind is ActorKind.SYSTEM or actor.has(Role.DATA_STEWARD) or source in actor.sources


def imports_visible_to(actor: Actor) -> QuerySet[models.Import]:
    """Return the imports one has made oneself, or all for stewards."""
    imports = models.Import.objects.all()
    if actor.kind is ActorKind.SYSTEM or actor.has(Role.DATA_STEWARD):
        return imports
    return imports.filter(by=actor.id) if may_import(actor) else imports.none()
