"""Whose data a page is about: oneself at /saya/, somebody else at /warga/<id>/. The pages are the same."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.registry import facade as registry
from ayo.registry.data import AsKnown, Dossier
from ayo.ui.guard import me


@dataclass(frozen=True, slots=True)
class Subject:
    """The person a page is about, and where the pages about them are."""

    dossier: Dossier
    is_self: bool
    acts_for: str = ""

    @property
    def id(self) -> UUID:
        return self.dossier.record.id

    @property
    def name(self) -> str:
        return _("Data saya") if self.is_self and not self.acts_for else self.dossier.titled_name

    @property
    def url(self) -> str:
        return reverse("portal:mine") if self.is_self else reverse("portal:person", args=[self.id])

    def receipt_url(self, event_id: UUID) -> str:
        if self.is_self:
            return reverse("portal:receipt", args=[event_id])
        return reverse("portal:person_receipt", args=[self.id, event_id])


def of(request: Request, person_id: UUID | None) -> Subject:
    """Return whom the page is about; raises NotFound for somebody the reader may not see."""
    wanted = person_id or me(request)
    dossier = registry.dossier(request.actor, wanted)
    if dossier is None:
        raise NotFound("No such person.")
    return Subject(dossier, wanted == me(request), request.actor.on_behalf_label)


def as_known(request: Request, person_id: UUID, *, valid_on: date, known_at: datetime | None) -> AsKnown:
    """Return what was true on a day as it was known at a moment."""
    then = registry.as_known(request.actor, person_id, valid_on=valid_on, known_at=known_at)
    if then is None:
        raise NotFound("No such person.")
    return then
