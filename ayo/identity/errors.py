from ayo.common.errors import Conflict, DomainError, Invalid


class UnknownScope(Invalid):
    code = "unknown_scope"


class KeyReused(Conflict):
    """An Idempotency-Key came again with another request."""

    code = "idempotency_key_reused"
    status = 422


class RoleRefused(Conflict):
    """A rule stands against giving or ending this role; `code` names it."""

    code = "role_refused"


class DelegationRefused(Conflict):
    """A rule stands against acting for another so; `code` names it."""

    code = "delegation_refused"


class AssistanceRefused(DomainError):
    """An employee may not act for this resident; the code says why."""

    code = "assistance_refused"


class InvitationRefused(Conflict):
    """An employee cannot be invited so, or the invitation cannot be taken up; `code` says why."""

    code = "invitation_refused"
