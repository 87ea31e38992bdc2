"""What the pages about one's account and the officers' list show."""

from collections.abc import Mapping
from uuid import UUID

from ayo.identity import queries
from ayo.identity.data import CheckState, LoginKind, LoginLine
from ayo.identity.joining.actions.binding import CONTACT
from ayo.identity.models import Account, Check, Login
from ayo.registry import facade as registry


def logins_of(account: Account) -> list[LoginLine]:
    """Return what an account signs in with, the first one first; one's own addresses are shown whole."""
    rows = Login.objects.filter(account=account).order_by("pk")
    found = [LoginLine(row.pk, LoginKind(row.kind), row.value, row.value == account.login) for row in rows]
    return sorted(found, key=lambda one: not one.is_first)


def contacts_unlike_registry(account: Account) -> Mapping[str, str]:
    """Return what was proved and is not the person's contact in the registry yet, by field."""
    found = registry.record("person", account.person_id) if account.person_id else None
    if found is None:
        return {}
    proved = queries.contacts_of(account)
    wanted = {field: proved[kind] for kind, field in CONTACT.items() if kind in proved}
    return {field: value for field, value in wanted.items() if found.fields.get(field) != value}


def waiting_check_of(account_id: UUID) -> Check | None:
    return Check.objects.filter(account_id=account_id, state=CheckState.WAITING).first()
