"""The JSON API: every module's router under one roof, one way to say who calls and what went wrong."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.openapi.views import default_home
from ninja.renderers import BaseRenderer

from ayo.common import http
from ayo.common.actor import ActorKind, Right
from ayo.common.errors import DomainError, Invalid
from ayo.config import pages
from ayo.exchange.api import router as exchange_router
from ayo.notices.api import router as notices_router
from ayo.performance.api import router as performance_router
from ayo.registry.api import router as registry_router
from ayo.services.api import cases_router
from ayo.services.api import router as services_router
from ayo.ui.guard import open_to_all


class Orjson(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data)


def known_caller(request: http.Request) -> bool:
    """Let people with a session and applications with a key in; what each may read is the endpoint's question."""
    return request.actor.kind is ActorKind.APP or request.actor.may(Right.RECORD)


class Api(NinjaAPI):
    _described: OpenAPISchema | None = None

    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:
        """Describe the API once: it stays what it is while the process lives, and anybody may ask for it."""
        if self._described is None:
            self._described = super().get_openapi_schema(**how)
        return self._described


api = Api(
    title="Ayo",
    version="1",
    description="Master data, events and snapshots for connected applications. Errors are RFC 9457 problem documents.",
    renderer=Orjson(),
    auth=[known_caller],
    openapi_url="/openapi.json",
    docs_url=None,
    docs=Swagger(),
    docs_decorator=open_to_all("how the API looks, no record is in it"),
    urls_namespace="api",
)
open_to_all("django-ninja needs the address; without documentation pages it answers 404")(default_home)
api.add_router("/registry", registry_router)
api.add_router("/exchange", exchange_router)
api.add_router("/notices", notices_router)
api.add_router("/performance", performance_router)
# Before the catalogue, in which any other word is the address of a service.
api.add_router("/services/cases", cases_router)
api.add_router("/services", services_router)


@api.exception_handler(DomainError)
def on_domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    return pages.problem(error)


@api.exception_handler(AuthenticationError)
def on_unknown_caller(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    refused = Invalid("Send a key: Authorization: Bearer ayo_…", code="not_authenticated")
    refused.status = 401
    response = pages.problem(refused)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def on_malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = {".".join(str(part) for part in fault["loc"][1:]) or "body": fault["type"] for fault in error.errors}
    return pages.problem(Invalid("The request is not well formed.", fields=fields))
