"""The help: topics by what people need, and the three pages a city owes its readers. Open to whoever comes."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.portal import frame, topics
from ayo.region.facade import pack
from ayo.ui.guard import open_to_all
from ayo.ui.show import show

CHECKED_ON = date(2026, 11, 24)
"""When the statement on accessibility was last held against the pages."""


@open_to_all("help is for whoever needs it")
@require_safe
def index(request: Request) -> HttpResponse:
    offered = _offered(request)
    groups = [(title, [one for one in offered if one.group == key]) for key, title in topics.GROUPS.items()]
    context = {"groups": [(title, found) for title, found in groups if found]}
    return _shown(request, "portal/help.html", context)


@open_to_all("help is for whoever needs it")
@require_safe
def topic(request: Request, topic: str) -> HttpResponse:
    offered = _offered(request)
    wanted = next((one for one in offered if one.slug == topic), None)
    if wanted is None:
        raise NotFound("No such topic.")
    near = [one for one in offered if one.group == wanted.group and one is not wanted][:4]
    return _shown(request, "portal/topic.html", {"topic": wanted, "near": near})


@open_to_all("what falls short must be told to everybody")
@require_safe
def accessibility(request: Request) -> HttpResponse:
    return _shown(request, "portal/accessibility.html", {"checked_on": CHECKED_ON})


@open_to_all("what is held, and who reads it, is no secret")
@require_safe
def privacy(request: Request) -> HttpResponse:
    return _shown(request, "portal/privacy.html", {})


@open_to_all("whose house this is")
@require_safe
def about(request: Request) -> HttpResponse:
    return _shown(request, "portal/about.html", {})


def _offered(request: Request) -> list[topics.Topic]:
    return topics.open_to({item.url for item in frame.of(request).nav})


def _shown(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    return show(request, template, {"names": pack().names, **context})
