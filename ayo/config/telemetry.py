"""OpenTelemetry hooks: a span around each request and each action.

Ayo depends on the API alone. Without an SDK in the environment nothing is wrapped and nothing is spent; with one
(`OTEL_PYTHON_TRACER_PROVIDER` or `opentelemetry-instrument`) the traces go where its own variables say.
"""

import functools
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from opentelemetry import trace
from opentelemetry.trace import SpanKind, Status, StatusCode


def is_on() -> bool:
    """Tell whether somebody listens: the API's own provider is only a stand-in for one."""
    return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider | trace.NoOpTracerProvider)


class TelemetryMiddleware:
    """Put a span around a request; its name is the route, never the path, which may tell who was looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.tracer = trace.get_tracer("ayo.web")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_on():
            return self.get_response(request)
        with self.tracer.start_as_current_span(f"{request.method}", kind=SpanKind.SERVER) as span:
            response = self.get_response(request)
            route = request.resolver_match.route if request.resolver_match else "unknown"
            span.update_name(f"{request.method} {route}")
            span.set_attribute("http.request.method", str(request.method))
            span.set_attribute("http.route", route)
            span.set_attribute("http.response.status_code", response.status_code)
            if response.status_code >= 500:
                span.set_status(Status(StatusCode.ERROR))
            return response


def watch_actions(packages: list[str]) -> None:
    """Wrap the public functions of every actions module; callers find them there by name, as house style has it."""
    for package in packages:
        for module in _action_modules(package):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == module.__name__ and not name.startswith("_"):
                    setattr(module, name, _with_span(function, f"{package.removeprefix('ayo.')}.{name}"))


def _action_modules(package: str) -> Iterator[ModuleType]:
    if importlib.util.find_spec(f"{package}.actions") is None:
        return
    module = importlib.import_module(f"{package}.actions")
    yield module
    for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
        yield importlib.import_module(f"{module.__name__}.{found.name}")


def _with_span(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    tracer = trace.get_tracer("ayo.actions")

    @functools.wraps(function)
    def spanned(*args: Any, **kwargs: Any) -> Any:
        # An error's text may quote what a person typed: its kind is enough.
        with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                return function(*args, **kwargs)
            except Exception as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    return spanned
