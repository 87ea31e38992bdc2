"""Addresses of files: signed, for one person, for a while. Who passes one on has passed on nothing."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ayo.common.actor import Actor

_SALT = "ayo.files.link"


@dataclass(frozen=True, slots=True)
class Link:
    file_id: UUID
    person_id: UUID


def reader(actor: Actor) -> UUID | None:
    """Return for whom a link is made and by whom it opens: a person, or one who acts for another just then."""
    if actor.person_id is None or actor.on_behalf_of is None:
        return actor.person_id
    return uuid5(actor.person_id, f"for/{actor.on_behalf_of}")


def address(file_id: UUID, *, person_id: UUID) -> str:
    """Return where the person gets the file; whoever makes the link has decided that they may."""
    return reverse("files:open", args=[signing.dumps([file_id.hex, person_id.hex], salt=_SALT)])


def read(token: str) -> Link | None:
    """Return what a link is for; nothing when it is not ours or has run out."""
    try:
        file_id, person_id = signing.loads(token, salt=_SALT, max_age=settings.AYO_FILE_LINK_S)
        return Link(UUID(hex=file_id), UUID(hex=person_id))
    except (signing.BadSignature, ValueError, TypeError):
        return None
