"""Where somebody who signs in will land in the end, if it is an application that we know."""

from urllib.parse import parse_qs, urlsplit

from allauth.idp.oidc.models import Client
from django.urls import reverse


def origin_of(way_on: str) -> str:
    """Return the origin of a registered redirect address when the way on leads through the provider, else nothing."""
    parts = urlsplit(way_on)
    if parts.path != reverse("idp:oidc:authorization"):
        return ""
    asked = parse_qs(parts.query)
    client_id, redirect_uri = asked.get("client_id", [""])[0], asked.get("redirect_uri", [""])[0]
    client = Client.objects.filter(pk=client_id).first() if client_id and redirect_uri else None
    if client is None or redirect_uri not in client.get_redirect_uris():
        return ""
    return origin(redirect_uri)


def origin(address: str) -> str:
    """Return scheme, host and port of an address; nothing for no address."""
    target = urlsplit(address)
    return f"{target.scheme}://{target.netloc}" if target.netloc else ""
