"""Every address of the house. Only this file mounts the modules."""

from django.urls import include, path

from ayo.config import asyncapi, health, metrics, pages
from ayo.config.api import api

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("metrics", metrics.show),
    path("api/asyncapi.json", asyncapi.document),
    path("api/", api.urls),
    # Patterns are tried in this order; the pages everybody opens are the portal's.
    path("", include("ayo.portal.urls")),
    path("", include("ayo.identity.urls")),
    path("", include("ayo.identity.urls_by_allauth")),
    path("", include("ayo.identity.oidc.urls")),
    path("", include("ayo.registry.urls")),
    path("", include("ayo.notices.urls")),
    path("", include("ayo.exchange.urls")),
    path("", include("ayo.files.urls")),
    path("", include("ayo.services.urls")),
    path("", include("ayo.performance.urls")),
    path("ui/", include("ayo.ui.urls")),
]

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error
