"""Spans exist when somebody listens, carry no personal data, and cost nothing when nobody does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from opentelemetry import trace

from ayo.config import telemetry


class Span(trace.NonRecordingSpan):
    def __init__(self, name: str) -> None:
        super().__init__(trace.INVALID_SPAN_CONTEXT)
        self.name = name
        self.attributes: dict[str, object] = {}
        self.status: trace.Status | None = None

    def update_name(self, name: str) -> None:
        self.name = name

    def set_attribute(self, key: str, value: object) -> None:
        self.attributes[key] = value

    def set_status(self, status: Any, description: str | None = None) -> None:
        self.status = status


class Listener(trace.TracerProvider):
    """Remembers the spans; the real SDK is the operator's to install."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def get_tracer(self, *args: Any, **kwargs: Any) -> trace.Tracer:
        return Tracer(self.spans)


class Tracer(trace.Tracer):
    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans

    def start_span(self, name: str, *args: Any, **kwargs: Any) -> Span:
        self.spans.append(Span(name))
        return self.spans[-1]

    @contextmanager
    def start_as_current_span(self, name: str, *args: Any, **kwargs: Any) -> Iterator[Span]:  # type: ignore[override]
        yield self.start_span(name)


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    listener = Listener()
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: listener)
    monkeypatch.setattr(trace, "get_tracer", listener.get_tracer)
    return listener


@pytest.fixture
def actions(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An actions module as modules have them, one function public and one not."""
    package, module = ModuleType("ayo_probe"), ModuleType("ayo_probe.actions")
    package.__path__ = []  # type: ignore[attr-defined]
    module.__spec__ = sys.__spec__
    source = "def book_room(seats):\n    return _count(seats)\n\ndef _count(seats):\n    return 10 // seats\n"
    exec(source, module.__dict__)
    monkeypatch.setitem(sys.modules, "ayo_probe", package)
    monkeypatch.setitem(sys.modules, "ayo_probe.actions", module)
    return module


def test_without_an_sdk_nobody_listens():
    assert not telemetry.is_on()


def test_an_action_is_a_span_under_the_name_of_its_module(listener, actions):
    telemetry.watch_actions(["ayo_probe"])

    assert actions.book_room(5) == 2
    assert [span.name for span in listener.spans] == ["ayo_probe.book_room"]


def test_a_failed_action_tells_the_kind_of_error_and_not_its_text(listener, actions):
    telemetry.watch_actions(["ayo_probe"])

    with pytest.raises(ZeroDivisionError):
        actions.book_room(0)

    [span] = listener.spans
    assert span.status and span.status.description == "ZeroDivisionError"


def test_a_package_without_actions_is_passed_over(listener):
    telemetry.watch_actions(["ayo.region"])

    assert listener.spans == []


def test_a_request_is_a_span_under_its_route(listener):
    from django.urls import resolve

    request = RequestFactory().get("/health/live")
    request.resolver_match = resolve("/health/live")

    telemetry.TelemetryMiddleware(lambda asked: HttpResponse(status=503))(request)

    [span] = listener.spans
    assert span.name == "GET health/live"
    assert span.attributes["http.response.status_code"] == 503
    assert span.status and span.status.status_code is trace.StatusCode.ERROR


def test_with_nobody_listening_a_request_just_passes():
    response = HttpResponse()

    assert telemetry.TelemetryMiddleware(lambda asked: response)(RequestFactory().get("/")) is response
