from ayo.common.errors import DomainError


class BadSignature(DomainError):
    """The receipt does not come from the gateway, or is too old to be believed."""

    code = "bad_signature"
    status = 401


class NotSent(Exception):
    """The way out is shut at this moment; the job comes again."""
