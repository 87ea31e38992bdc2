"""The pages of one's own devices: where one is signed in, and signing out from afar."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ayo.common.http import Request
from ayo.identity import actions, queries, words
from ayo.identity.data import OpenSession
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show


@never_cache
@require_safe
@signed_in
def devices(request: Request) -> HttpResponse:
    open_sessions = queries.sessions_of(me(request), this=request.session.session_key)
    context = {"devices": [_row(one) for one in open_sessions], "others": len(open_sessions) - 1}
    return show(request, "identity/devices.html", context)


@require_POST
@signed_in
def end(request: Request) -> HttpResponse:
    """Sign out one device, or (without a mark) all others."""
    actions.end_sessions(
        person_id=me(request), mark=request.POST.get("mark", ""), keep=request.session.session_key, actor=request.actor
    )
    return redirect("identity:devices")


def _row(one: OpenSession) -> dict[str, object]:
    return {"mark": one.mark, "name": words.device(one.agent) or _("Perangkat lain"), "began_at": one.began_at,
            "is_this": one.is_this}  # fmt: skip
