"""One tidy list of everything a person can set, wherever it is set."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ayo.common.actor import Right
from ayo.common.http import Request
from ayo.ui.guard import with_account
from ayo.ui.show import show


@require_safe
@with_account(Right.ACCOUNT)
def settings(request: Request) -> HttpResponse:
    return show(request, "portal/settings.html")
