"""A resident's yes by passkey: a fresh answer of their device to a question that is about one help and is asked once.

The question waits in the session under the help it is about, so an answer given for anything else is none.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from fido2.webauthn import UserVerificationRequirement

from ayo.common import clock
from ayo.common.http import Request
from ayo.identity import passkeys
from ayo.identity.guards.passkeys import Authenticate
from ayo.identity.views.passkeys import written

FRESH = timedelta(minutes=5)
_QUESTIONS = "assisting_questions"


def question(request: Request, assistance_id: UUID) -> str:
    """Ask the reader's device about one help; nothing where no key of theirs can answer here."""
    keys = auth.get_credentials(request.user)
    if not keys or not passkeys.rp_id() or passkeys.elsewhere(request.get_host()):
        return ""
    options, state = auth.get_server().authenticate_begin(
        credentials=keys, user_verification=UserVerificationRequirement.REQUIRED
    )
    asked = {"state": state, "at": clock.now().timestamp()}
    request.session[_QUESTIONS] = {**_fresh(request), str(assistance_id): asked}
    return written(dict(options))


def answered(request: Request, assistance_id: UUID) -> Authenticator | None:
    """Return the key that answered what was asked about this help; whatever comes, the question is used up."""
    waiting = _fresh(request)
    asked = waiting.pop(str(assistance_id), None)
    request.session[_QUESTIONS] = waiting
    if asked is None:
        return None
    auth.set_state(asked["state"])
    form = Authenticate(request.POST, user=request.user)
    is_good = form.is_valid()
    auth.clear_state()
    return form.cleaned_data["credential"] if is_good else None


def _fresh(request: Request) -> dict[str, Any]:
    since = (clock.now() - FRESH).timestamp()
    waiting: dict[str, Any] = request.session.get(_QUESTIONS) or {}
    return {about: asked for about, asked in waiting.items() if asked["at"] > since}
