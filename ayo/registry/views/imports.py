"""Impor: from a file to the registry, one step per page."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ayo.common.http import Request
from ayo.registry.access import IMPORT_ROLES
from ayo.ui.guard import for_roles
from ayo.ui.show import show


@require_safe
@for_roles(*IMPORT_ROLES)
def imports(request: Request) -> HttpResponse:
    return show(request, "registry/imports.html", {})
