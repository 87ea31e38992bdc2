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
from ayo.exchange import facade as exchange
from ayo.exchange.data import AppCard
from ayo.portal import fields, frame, lookup, topics
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import facade as services
from ayo.ui.data import NavItem
from ayo.ui.guard import with_account
from ayo.ui.show import show

MOST = 8
NEEDS = 5


@require_http_methods(["GET", "HEAD", "POST"])
@with_account(Right.FIND)
def search(request: Request) -> HttpResponse:
    words = request.POST.get("q", "")[:100].strip()
    found = _found(request, words) if len(words) >= 2 else {}
    context = {"words": words, "count": sum(len(part) for part in found.values()), "lives": services.lives(), **found}
    return show(request, "portal/search.html", context, fragment="results")


def _found(request: Request, words: str) -> dict[str, list[Any]]:
    actor, places = request.actor, frame.of(request).places
    found: dict[str, list[Any]] = {
        "services": list(services.found_services(words, limit=NEEDS)),
        "needs": topics.found(words, topics.open_to({item.url for item in places}), limit=NEEDS),
        "pages": list(_pages(places, words)),
        "offices": registry.found_organisations(words, limit=MOST),
    }
    if not actor.may(Right.RECORD):
        return found
    return found | {
        "own": list(_own_fields(words)),
        "people": [lookup.person_row(one) for one in registry.found_persons(words, actor=actor, limit=MOST)],
        "apps": [_app_row(one) for one in exchange.found_apps(words, actor=actor, limit=MOST)],
        "pages": [*found["pages"], *_more(words)],
    }


def _app_row(app: AppCard) -> dict[str, str]:
    return {"label": app.name, "hint": app.owner_name, "url": reverse("exchange:app", args=[app.slug]), "icon": "plug"}


def _own_fields(words: str) -> Iterable[dict[str, str]]:
    for name in (*fields.CONTACT, *fields.CIVIL):
        label = registry.words.field(Kind.PERSON, name)
        if lookup.matches(words, label, str(lookup.ALSO.get(name, ""))):
            yield {
                "label": label,
                "url": reverse("portal:change", args=[name]) if name in fields.CHANGEABLE else reverse("portal:mine"),
                "hint": _("Data saya: lihat atau betulkan"),
            }


def _pages(places: Iterable[NavItem], words: str) -> Iterable[dict[str, str]]:
    for item in places:
        if lookup.matches(words, item.label, str(lookup.PAGES.get(item.icon, ""))):
            yield {"label": item.label, "url": item.url, "icon": item.icon}


def _more(words: str) -> Iterable[dict[str, str]]:
    for label, name, also in lookup.MORE:
        if lookup.matches(words, str(label), str(also)):
            yield {"label": str(label), "url": reverse(name), "icon": "doc"}
