"""The papers of a form: a photo or a PDF from the phone, or one that the city holds already."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.services import access, actions, issued, papers, spoken
from ayo.services.filling import PAPERS, Filling
from ayo.services.issued import Issued
from ayo.services.models import CaseDocument
from ayo.services.papers import Need, Offer
from ayo.services.views import frames
from ayo.ui.show import show

PURPOSE = "urusan"


@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def papers_page(request: Request, draft_id: UUID) -> HttpResponse:
    found = frames.filling_of(request, draft_id)
    if isinstance(found, HttpResponse):
        return found
    if not found.papers:
        return redirect(frames.page_url(found, found.next_page))
    if request.method != "POST":
        return _page(request, found, {}, status=200)
    what, _colon, kind = request.POST.get("do", "").partition(":")
    if what == "next":
        return _onward(request, found)
    need = next((one for one in found.papers if one.kind == kind), None)
    if need is None:
        raise NotFound("No such paper is asked for.")
    fault = _changed(request, found, need, what)
    if fault:
        return _page(request, found, {kind: fault}, status=422)
    return redirect(f"{frames.page_url(found, PAPERS)}#kertas-{found.papers.index(need) + 1}")


def _onward(request: Request, found: Filling) -> HttpResponse:
    missing = papers.missing(found.papers, found.given)
    if missing:
        return _page(request, found, {need.kind: spoken.fault("required") for need in missing}, status=422)
    return redirect(frames.page_url(found, found.page_after(PAPERS)))


def _changed(request: Request, found: Filling, need: Need, what: str) -> str:
    """Do what was pressed; return why not, if not."""
    if what == "drop":
        actions.drop_document(draft_id=found.draft.pk, kind=need.kind, actor=request.actor)
        return ""
    if what == "offer":
        offer = _offers(found).get(need.kind)
        if offer is None:
            raise NotFound("No such paper is held.")
        _put(request, found, need, offer.file_id, offer.id)
        return ""
    if what == "letter":
        wanted = frames.uuid_of(request.POST.get("letter", ""))
        if wanted is None:
            raise NotFound("No such letter.")
        actions.use_letter(draft_id=found.draft.pk, kind=need.kind, letter_id=wanted, actor=request.actor)
        return ""
    sent = request.FILES.get("file")
    if sent is None:
        return _("Pilih berkasnya dulu.")
    try:
        card = files.take_upload(
            name=sent.name or "", chunks=sent.chunks(), purpose=PURPOSE, accepted=files.PAPERS, actor=request.actor
        )  # fmt: skip
    except DomainError as error:
        return files.upload_fault(error.code)
    _put(request, found, need, card.id, None)
    return ""


def _put(request: Request, found: Filling, need: Need, file_id: UUID, held_id: UUID | None) -> None:
    actions.put_document(
        draft_id=found.draft.pk, kind=need.kind, file_id=file_id, held_id=held_id, actor=request.actor
    )  # fmt: skip


def _offers(found: Filling) -> dict[str, Offer]:
    people = [one for one in (found.draft.person_id, found.draft.subject_id) if one]
    return papers.offers(people, [need.kind for need in found.papers])


def _page(request: Request, found: Filling, faults: dict[str, str], *, status: int) -> HttpResponse:
    offers = _offers(found)
    cards = files.cards([UUID(paper["file"]) for paper in found.given.values()])
    context = {
        **frames.around(found, PAPERS, request.actor),
        "papers": [_paper(request, found, need, offers, cards, faults) for need in found.papers],
        "faults": list(faults.values()),
    }
    return show(request, "services/papers.html", context, status=status)


def _paper(
    request: Request, found: Filling, need: Need, offers: dict[str, Offer], cards: dict[UUID, Any],
    faults: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    given = found.given.get(need.kind)
    card = cards.get(UUID(given["file"])) if given else None
    letters = issued.by_id(found.letters)
    letter = letters.get(given.get("letter", "")) if given else None
    return {
        "kind": need.kind,
        "label": spoken.words(need.label),
        "help": spoken.words(need.help),
        "is_required": need.is_required,
        "fault": faults.get(need.kind, ""),
        "name": card.name if card else "",
        "state": files.file_state(card.state) if card else "",
        "url": _link(request, card.id) if card else "",
        "is_held": bool(given and given["held"]),
        "letter": letter,
        "letter_url": _letter_url(request, letter) if letter else "",
        "is_chosen": need.kind in found.draft.documents,
        "letters": [] if given else found.letters.get(need.kind, []),
        "offer": offers.get(need.kind),
    }


def _letter_url(request: Request, letter: Issued) -> str:
    """Lead to the letter whoever may open its case: a helper fills in with it and does not read it."""
    if not access.affairs_of(request.actor).filter(pk=letter.case_id).exists():
        return ""
    return reverse("services:letter", args=[letter.case_id, letter.id])


@require_safe
@frames.own_affairs
def document(request: Request, case_id: UUID, document_id: UUID) -> HttpResponse:
    """Open a paper of a case: for those who follow the case, by a link made for them alone; offices have their desk."""
    seen = access.affairs_of(request.actor).filter(pk=case_id).exists()
    paper = CaseDocument.objects.filter(pk=document_id, case_id=case_id).first() if seen else None
    if paper is None:
        raise NotFound("No such paper.")
    return redirect(_link(request, paper.file_id))


def _link(request: Request, file_id: UUID) -> str:
    """Return a link for whoever looks, be it as themselves or for another."""
    whom = files.reader(request.actor)
    if whom is None:
        raise NotFound("No such paper.")
    return files.link_for(file_id, person_id=whom)
