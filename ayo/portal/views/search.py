"""Finding what there is: one's own data, pages, persons one may see, offices. Words travel in the body of a POST,
never in an address: they may hold a name or a number.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ayo.common.actor import Right
from ayo.common.http import Request
from ayo.portal import fields, frame, lookup
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.ui.guard import with_account
from ayo.ui.show import show

MOST = 8


@require_http_methods(["GET", "HEAD", "POST"])
@with_account(Right.FIND)
def search(request: Request) -> HttpResponse:
    words = request.POST.get("q", "")[:100].strip()
    found = _found(request, words) if len(words) >= 2 else {}
    context = {"words": words, "count": sum(len(part) for part in found.values()), **found}
    return show(request, "portal/search.html", context, fragment="results")


def _found(request: Request, words: str) -> dict[str, list[Any]]:
    actor = request.actor
    if not actor.may(Right.RECORD):
        return {"pages": list(_places(request, words)), "offices": registry.found_organisations(words, limit=MOST)}
    return {
        "own": list(_own_fields(words)),
        "pages": list(_pages(request, words)),
        "people": [lookup.person_row(one) for one in registry.found_persons(words, actor=actor, limit=MOST)],
        "offices": registry.found_organisations(words, limit=MOST),
    }


def _own_fields(words: str) -> Iterable[dict[str, str]]:
    for name in (*fields.CONTACT, *fields.CIVIL):
        label = registry.words.field(Kind.PERSON, name)
        if lookup.matches(words, label, str(lookup.ALSO.get(name, ""))):
            yield {
                "label": label,
                "url": reverse("portal:change", args=[name]) if name in fields.CHANGEABLE else reverse("portal:mine"),
                "hint": _("Data saya: lihat atau betulkan"),
            }


def _pages(request: Request, words: str) -> Iterable[dict[str, str]]:
    yield from _places(request, words)
    for label, name, also in lookup.MORE:
        if lookup.matches(words, str(label), str(also)):
            yield {"label": str(label), "url": reverse(name), "icon": "doc"}


def _places(request: Request, words: str) -> Iterable[dict[str, str]]:
    for item in frame.of(request).places:
        if lookup.matches(words, item.label, str(lookup.PAGES.get(item.icon, ""))):
            yield {"label": item.label, "url": item.url, "icon": item.icon}
