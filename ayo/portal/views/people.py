"""Warga: finding people one serves, and the page of one person with the origin of every value."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common.errors import NotAllowed, NotFound
from ayo.common.http import Request
from ayo.portal import actions, filters, forms, holdings, lookup, past, reading, receipts, sheets, subjects
from ayo.registry import facade as registry
from ayo.ui.guard import signed_in
from ayo.ui.show import show

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def people(request: Request) -> HttpResponse:
    """The list by filters; a search comes as POST, for a name or a NIK has no place in an address."""
    if not registry.works_with_persons(request.actor):
        raise NotAllowed("Looking up people belongs to other roles.")
    words = request.POST.get("q", "")[:100].strip()
    wanted = filters.Persons.of(request.GET)
    if words:
        if words.replace(" ", "").isdigit():
            actions.note_number_search(actor=request.actor)
        found = registry.found_persons(words, actor=request.actor, limit=PAGE)
        following = ""
    else:
        found = registry.persons(request.actor, wanted.chosen, after=wanted.after, limit=PAGE + 1)
        following = wanted.next_address(found[PAGE - 1].id) if len(found) > PAGE else ""
    context: dict[str, Any] = {
        "words": words,
        "wanted": wanted,
        "form": forms.Persons(wanted.written(), forms.area_choices()),
        "people": [lookup.person_row(one) for one in found[:PAGE]],
        "next": following,
        "first": wanted.first_address() if wanted.after else "",
    }
    return show(request, "portal/people.html", context, fragment="list")


@require_safe
@signed_in
def person(request: Request, person_id: UUID) -> HttpResponse:
    subject = subjects.of(request, person_id)
    if subject.is_self:
        return redirect("portal:mine")
    masked = reading.masked_for(request, subject)
    groups = sheets.of_person(subject.dossier, masked=masked)
    work = sheets.of_employee(subject.dossier)
    context: dict[str, Any] = {
        "subject": subject,
        "dossier": subject.dossier,
        "sheets": [*groups, work] if work else groups,
        "family": sheets.family(subject.dossier),
        "held": holdings.of_person(subject.dossier),
        "changes": receipts.recent(person_id, limit=5),
        "masked": bool(masked),
        "purpose": "" if reading.is_family(request, subject) else reading.purpose_of(request),
        "purpose_form": forms.Purpose(),
        "may_merge": registry.may_merge(request.actor),
        "merge_url": f"{subject.url}gabung/",
        "guardian_url": f"{subject.url}wali/" if registry.is_population_officer(request.actor) else "",
    }
    return show(request, "portal/person.html", context)


@require_POST
@signed_in
def purpose(request: Request, person_id: UUID) -> HttpResponse:
    subject = subjects.of(request, person_id)
    if request.POST.get("step") == "forget":
        reading.forget(request)
        return redirect(subject.url)
    form = forms.Purpose(request.POST)
    if not form.is_valid():
        return reading.ask_purpose(request, subject, form, status=422)
    reading.remember(request, form.said())
    way_on = request.POST.get("next", "")
    return redirect(way_on if way_on.startswith(subject.url) else subject.url)


@require_safe
@signed_in
def as_known(request: Request, person_id: UUID) -> HttpResponse:
    """What was true on a day, as the house knew it at a moment."""
    valid_on, known_at = filters.day_of(request.GET.get("pada", "")), filters.moment_of(request.GET.get("dicatat", ""))
    subject = subjects.of(request, person_id)
    masked = reading.masked_for(request, subject)
    then = subjects.as_known(request, subject.id, valid_on=valid_on, known_at=known_at)
    context: dict[str, Any] = {
        "subject": subject,
        "sheets": sheets.as_known(then, masked=masked),
        "card": sheets.card(then.membership, subject.id, masked=masked),
        "merged_into": then.merged_into,
        "moment": request.GET.urlencode(),
        "form": forms.AsKnown(request.GET or None),
        "valid_on": valid_on,
        "known_at": known_at,
        "masked": bool(masked),
    }
    return show(request, "portal/as_known.html", context)


@require_safe
@signed_in
def history(request: Request, person_id: UUID, kind: str, field: str) -> HttpResponse:
    subject = subjects.of(request, person_id)
    record = {"person": subject.dossier.record, "employee": subject.dossier.employee}.get(kind)
    if record is None or field not in record.fields:
        raise NotFound("No such field.")
    masked = field in reading.masked_for(request, subject)
    context = {
        "label": registry.words.field(kind, field),
        "entries": past.entries(kind, record.id, field, subject.dossier.names, masked=masked),
        "back": subject.url,
        "back_label": subject.name,
        "change": "",
    }
    return show(request, "portal/history.html", context)


@require_safe
@signed_in
def changes(request: Request, person_id: UUID) -> HttpResponse:
    subject = subjects.of(request, person_id)
    context = {
        "changes": receipts.recent(subject.id, limit=30),
        "back": subject.url,
        "back_label": subject.name,
        "base": reverse("portal:person_receipts", args=[subject.id]),
    }
    return show(request, "portal/receipts.html", context)
