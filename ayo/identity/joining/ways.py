"""By which ways a code can leave this installation."""

from django.conf import settings

from ayo.identity.data import LoginKind


def offered() -> frozenset[LoginKind]:
    """Return what can be proved here: e-mail with a mail server, phones with a gateway."""
    mail = {LoginKind.EMAIL} if settings.EMAIL_HOST else set()
    return frozenset(mail | ({LoginKind.PHONE} if settings.AYO_GATEWAY_URL else set()))
