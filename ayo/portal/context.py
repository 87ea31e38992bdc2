"""What every page needs around its content: who is signed in, where one can go, how the place is called."""

from typing import Any

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {"viewer": getattr(request, "actor", None)}
