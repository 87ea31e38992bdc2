"""Where a passkey is good: at the one address this house has (WebAuthn level 3: the RP ID and the origin)."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings


def rp_id() -> str:
    """Return the name that keys are bound to: the host of AYO_URL; nothing where a browser would refuse any key.

    A browser binds a key to a name only, and trusts `localhost` alone without https; this machine goes by that name.
    """
    parts = urlsplit(str(settings.AYO_URL))
    host = parts.hostname or ""
    try:
        host = "localhost" if ipaddress.ip_address(host).is_loopback else ""
    except ValueError:
        pass
    return host if parts.scheme == "https" or host == "localhost" else ""


def origin() -> str:
    """Return the only origin that an answer may come from."""
    parts = urlsplit(str(settings.AYO_URL))
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{rp_id()}{port}"


def elsewhere(host: str) -> str:
    """Return where to go for a passkey when this page was opened under a name that keys are not bound to."""
    bound = rp_id()
    return origin() if bound and urlsplit(f"//{host}").hostname != bound else ""
