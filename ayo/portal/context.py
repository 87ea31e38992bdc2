"""What every page needs around its content: who is signed in, where one can go, how the place is called.

Everything is asked for only when a page prints it: an error page or a part of a page costs no query.
"""

import hashlib
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ayo.portal import frame
from ayo.region.facade import pack
from ayo.ui.jinja import url


def chrome(request: HttpRequest) -> dict[str, Any]:
    token = SimpleLazyObject(partial(csrf_input, request))
    return {
        "viewer": getattr(request, "actor", None),
        "brand": brand(),
        "csrf_input": token,
        "frame": frame.of(request),
    }


def brand() -> dict[str, Any]:
    return _brand(get_language() or settings.LANGUAGE_CODE, settings.AYO_REGION_DIR)


@lru_cache(maxsize=8)
def _brand(_language: str, _region: str) -> dict[str, Any]:
    """Put together what stands on every page alike, in the language of the moment."""
    names = pack().names
    return {
        "name": names.brand,
        "city": names.city,
        "tokens_url": f"{url('portal:tokens')}?v={tokens_version()}",
        "manifest_url": url("portal:manifest"),
        "worker_url": url("portal:worker"),
        "help_url": url("portal:help"),
        "statements": (
            (_("Aksesibilitas"), url("portal:accessibility")),
            (_("Privasi"), url("portal:privacy")),
            (_("Tentang"), url("portal:about")),
        ),
        "emergency": {
            "label": _("Darurat %(number)s") % {"number": names.emergency},
            "hint": _("Bebas pulsa, 24 jam"),
            "url": f"tel:{names.emergency}",
        },
    }


@lru_cache(maxsize=1)
def tokens_version() -> str:
    """Return a word that is another one when the region's colours are."""
    return hashlib.sha256(pack().tokens_css.read_bytes()).hexdigest()[:12]
