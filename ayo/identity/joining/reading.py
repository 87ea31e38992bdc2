"""What the pages about one's account and the officers' list show."""

from collections.abc import Mapping
from uuid import UUID

from ayo.common import clock
from ayo.identity import queries
from ayo.identity.data import CheckState, LoginKind, LoginLine
from ayo.identity.joining import access
from ayo.identity.joining.actions.binding import CONTACT
from ayo.identity.models import Account, Check, Login, RoleGrant
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


def refusal_of(account_id: UUID) -> str:
    """Return why the last request was refused, or nothing when there was none or it waits again."""
    last = Check.objects.filter(account_id=account_id).order_by("-pk").first()
    return last.reason if last and last.state == CheckState.REFUSED else ""


def verifiers_of(area: str) -> list[UUID]:
    """Return who verifies people of a kelurahan today: the officers on the spot, not everybody above them."""
    held = RoleGrant.objects.holding_on(clock.today()).filter(role__in=access.OF_AREA[:2], area=area)
    return list(dict.fromkeys(held.order_by("pk").values_list("person_id", flat=True)))
