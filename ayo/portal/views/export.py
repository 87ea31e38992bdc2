"""Taking one's own data along: once for people to read, once for programs."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ayo.common import clock, jsons
from ayo.common.http import Request
from ayo.portal import actions, copies
from ayo.portal.subjects import of as subject_of
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def export(request: Request) -> HttpResponse:
    """GET offers the two forms; POST hands one over, for that is an act and stands in the log."""
    if request.method != "POST":
        return show(request, "portal/export.html", {})
    copy = copies.of(subject_of(request, None).dossier)
    actions.note_export(person_id=me(request), actor=request.actor)
    return _as_page(request, copy) if request.POST.get("form") == "html" else _as_json(copy)


def _as_json(copy: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(jsons.canonical(copy), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="data-saya-{clock.today().isoformat()}.json"'
    return response


def _as_page(request: Request, copy: dict[str, Any]) -> HttpResponse:
    context = {"copy": copy, "title": _("Salinan data saya"), "at": clock.now()}
    response = show(request, "portal/copy.html", context)
    response["Content-Disposition"] = f'attachment; filename="data-saya-{clock.today().isoformat()}.html"'
    return response
