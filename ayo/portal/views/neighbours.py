"""Warga RT: the neighbours of a head of RT or RW, by name, with where they live."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from ayo.common.actor import Role
from ayo.common.http import Request
from ayo.registry import facade as registry
from ayo.ui.guard import for_roles
from ayo.ui.show import show

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.RT_HEAD, Role.RW_HEAD)
def neighbours(request: Request) -> HttpResponse:
    words = request.POST.get("q", "")[:100].strip()
    found = registry.neighbours(request.actor, words=words, after=_after(request), limit=PAGE + 1)
    context = {
        "words": words,
        "areas": [registry.words.area(area) for area in registry.neighbourhoods_of(request.actor)],
        "rows": [{"name": one.name, "street": one.street, "house": f"RT {one.rt}/RW {one.rw}"} for one in found[:PAGE]],
        "next": f"?sesudah={found[PAGE - 1].id}" if len(found) > PAGE and not words else "",
        "is_first": "sesudah" not in request.GET,
    }
    return show(request, "portal/neighbours.html", context)


def _after(request: Request) -> UUID | None:
    try:
        return UUID(request.GET.get("sesudah", ""))
    except ValueError:
        return None
