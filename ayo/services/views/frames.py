"""What stands around every page of a form: its steps, what is known already, and the way back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ayo.common import clock
from ayo.common.actor import Actor, Right
from ayo.common.http import Request
from ayo.registry import facade as registry
from ayo.services import access, actions, spoken, versions
from ayo.services.data import Definition
from ayo.services.filling import APART, CHECK, PAPERS, Filling
from ayo.services.queries import facts
from ayo.ui.guard import oneself_or_for_another

__all__ = ["APART", "around", "filling_of", "members", "named", "own_affairs", "page_url", "service_name", "uuid_of"]

CORRECT = "CORRECT"
"""What somebody must be allowed to do for another to put their data right (identity names the scopes)."""
own_affairs = oneself_or_for_another(Right.RECORD, access.APPLY)
"""The guard of every page about one's own cases: for oneself, and for whoever gave somebody the right to apply."""


def filling_of(request: Request, draft_id: UUID) -> Filling | HttpResponse:
    """Return the form of a draft, or the way to the case it became. Raises NotFound for anybody else's."""
    draft = access.drafts_of(request.actor).filter(pk=draft_id).first()
    if draft is not None:
        return Filling(draft)
    case = actions.case_of(draft_id, request.actor)
    return redirect("services:sent", case.pk)


def page_url(found: Filling, page: str) -> str:
    """Return the address of a page of the form."""
    if page in {PAPERS, CHECK}:
        return reverse("services:papers" if page == PAPERS else "services:check", args=[found.draft.pk])
    return reverse("services:step", args=[found.draft.pk, page])


def around(found: Filling, page: str, actor: Actor) -> dict[str, Any]:
    """Return what the shell of a form prints, wherever in the form one is."""
    names = facts.names_in(found.draft.person_id, found.answers, found.made.fields)
    known = facts.known_facts(found.shown, found.known, names)
    before = found.page_before(page)
    return {
        **named(found.made),
        "draft": found.draft,
        "subject_name": subject_name(found),
        "known": known,
        "known_count": len(known),
        "corrects_for": "" if may_correct(actor) else actor.on_behalf_label,
        "total": found.total,
        "steps": _steps(found, page),
        "back_url": page_url(found, before) if before else "",
        "saved_at": found.draft.saved_at if found.draft.version > 1 else None,
        "page_code": page,
    }


def may_correct(actor: Actor) -> bool:
    """Tell whether what the registry holds may be put right by whoever fills in: a delegate needs that right too."""
    return actor.on_behalf_of is None or actor.acts_within(CORRECT)


def named(made: Definition) -> dict[str, Any]:
    return {"service_name": spoken.words(made.name), "service_code": made.code}


def service_name(code: str) -> str:
    """Return what a service is called today; one that is offered no more goes by its code."""
    version = versions.in_force(code, clock.today())
    return spoken.words(versions.definition_of(version.pk).name) if version else code


def subject_name(found: Filling) -> str:
    """Return whom the case is about when it is somebody else."""
    return registry.name_of(found.draft.subject_id) if found.draft.subject_id else ""


def members(person_id: UUID) -> list[tuple[str, str]]:
    """Return the family one may ask for, with place on the card and age."""
    return [(str(one.id), _member(one)) for one in registry.household(person_id)]


def _member(one: Any) -> str:
    place = str(registry.words.VALUES["family_role"].get(one.role, ""))
    if one.birth_on is None:
        return f"{one.name}, {place.lower()}" if place else str(one.name)
    today = clock.today()
    years = today.year - one.birth_on.year - ((today.month, today.day) < (one.birth_on.month, one.birth_on.day))
    return _("%(name)s, %(place)s, %(years)s tahun") % {"name": one.name, "place": place.lower(), "years": years}


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _steps(found: Filling, page: str) -> tuple[list[str], int]:
    """Return the words of the stepper and where one is."""
    codes = [step.code for step in found.steps]
    place = codes.index(page) + 1 if page in codes else 0
    many = len(codes) > 1
    filling = _("Isian %(n)s dari %(of)s") % {"n": place, "of": len(codes)} if many and place else _("Isian")
    words = [filling, *([_("Dokumen")] if found.papers else []), _("Periksa"), _("Terkirim")]
    if page == PAPERS:
        return words, 1
    return words, len(words) - 2 if page == CHECK else 0
