"""What can go wrong in the domain; config maps each to a page and to problem+json, once."""

from collections.abc import Mapping


class DomainError(Exception):
    """A refusal that a person can understand.

    `code` names the rule for programs, the message is for people, `fields` maps a field to its own message.
    """

    code = "refused"
    status = 409

    def __init__(self, message: str, *, code: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.fields = dict(fields or {})


class Invalid(DomainError):
    """The input is not well formed."""

    code = "invalid"
    status = 422


class NotAllowed(DomainError):
    """The actor may see the thing, but not do this with it."""

    code = "not_allowed"
    status = 403


class NotFound(DomainError):
    """It does not exist, or this actor must not learn that it does."""

    code = "not_found"
    status = 404


class Conflict(DomainError):
    """Somebody else was faster."""

    code = "conflict"
    status = 409


class Stale(DomainError):
    """The record was changed since the caller read it (If-Match)."""

    code = "stale"
    status = 412
