"""AsyncAPI 3 document of every event, made from the dataclasses themselves."""

import dataclasses
import types
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from ayo.events.facade import Event, known_types
from ayo.region.facade import pack
from ayo.ui.guard import open_to_all

_PLAIN = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    UUID: {"type": "string", "format": "uuid"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


@open_to_all("how events look, none of which is in it")
def document(request: HttpRequest) -> JsonResponse:
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


def described() -> dict[str, Any]:
    messages = {name: _message(event) for name, event in known_types().items()}
    references = {name: {"$ref": f"#/components/messages/{name}"} for name in messages}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"{pack().names.brand}: events",
            "version": "1",
            "description": "Delivered as CloudEvents 1.0, signed by Standard Webhooks, or pulled from the feed.",
        },
        "defaultContentType": "application/json",
        "channels": {
            "webhook": {
                "address": "{endpoint}",
                "description": "The endpoint of a connected application.",
                "parameters": {"endpoint": {"description": "Address given by the application's owner"}},
                "messages": references,
            },
            "feed": {"address": "/api/exchange/events", "messages": references},
        },
        "operations": {
            "deliver": {"action": "send", "channel": {"$ref": "#/channels/webhook"}},
            "publish": {"action": "send", "channel": {"$ref": "#/channels/feed"}},
        },
        "components": {"messages": messages},
    }


def _message(event: type[Event]) -> dict[str, Any]:
    hints = get_type_hints(event)
    fields = dataclasses.fields(event)
    required = [
        field.name
        for field in fields
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    return {
        "name": event.TYPE,
        "title": event.__name__,
        "summary": event.DESCRIPTION,
        "contentType": "application/json",
        "payload": {
            "type": "object",
            "properties": {field.name: _schema(hints[field.name]) for field in fields},
            "required": required,
        },
    }


def _schema(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        arms = [arm for arm in get_args(hint) if arm is not type(None)]
        schema = _schema(arms[0])
        return {**schema, "type": [schema["type"], "null"]} if len(arms) == 1 and "type" in schema else {}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    if origin is dict:
        return {"type": "object"}
    return dict(_PLAIN.get(hint, {}))
