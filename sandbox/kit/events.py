"""The three shapes in which CloudEvents arrive over HTTP, read into one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

Event = dict[str, Any]


class UnreadableError(ValueError):
    """The body is no CloudEvent in any shape we know."""


def decode(headers: Mapping[str, str], body: bytes) -> list[Event]:
    """Structured batch, structured single or binary: a list of events either way."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        value = json.loads(body)
    except ValueError as error:
        raise UnreadableError("not JSON") from error
    if kind == "application/cloudevents-batch+json":
        events = value
    elif kind == "application/cloudevents+json":
        events = [value]
    elif "ce-id" in headers:
        attributes = {name[3:]: unquote(held) for name, held in headers.items() if name.startswith("ce-")}
        events = [{**attributes, "data": value}]
    else:
        raise UnreadableError(f"unknown content type {kind!r}")
    if not isinstance(events, list) or not all(isinstance(event, dict) and event.get("id") for event in events):
        raise UnreadableError("not a list of events")
    return events
