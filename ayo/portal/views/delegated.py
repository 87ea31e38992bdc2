"""Kuasa, jejak: what others did in one's name."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ayo.common.http import Request
from ayo.portal import past
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show


@require_safe
@signed_in
def delegated(request: Request) -> HttpResponse:
    before = past.position_of(request.GET.get("sebelum", ""))
    entries, following = past.acts_in_the_name_of(me(request), before=before)
    context = {
        "entries": entries,
        "next": f"?sebelum={following}" if following else "",
        "newest": "sebelum" not in request.GET,
    }
    return show(request, "portal/delegated.html", context)
