"""An account of an employee: the employee number opens it while the employment lasts, and ends with it."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.identity import logins
from ayo.identity.data import LoginKind
from ayo.identity.granting.actions import end_role
from ayo.identity.models import Account, Login, RoleGrant

# What people are as residents; every other role is held by being in service.
OF_RESIDENTS = (Role.RT_HEAD, Role.RW_HEAD)


@transaction.atomic
def follow_employment(*, person_id: UUID, number: str, ended_on: date | None) -> None:
    """Let an account follow its employee record: the number is a login until the end, and roles end that same day."""
    account = Account.objects.select_for_update().filter(person_id=person_id, is_active=True).first()
    if account is not None:
        _set_number(account, number, ended_on)
    if ended_on is not None:
        _end_roles(person_id, ended_on)


def _set_number(account: Account, number: str, ended_on: date | None) -> None:
    kind, value = logins.written(number)
    own = Login.objects.filter(account=account, kind=LoginKind.NIP)
    own.exclude(value=value).delete()
    if own.exclude(ends_on=ended_on).update(ends_on=ended_on) or own.exists() or kind is not LoginKind.NIP:
        return
    try:
        with transaction.atomic():
            Login.objects.create(account=account, kind=kind, value=value, ends_on=ended_on)
    except IntegrityError:
        # Numbers are unique in the registry; another account kept this one from a record that was merged or mistyped.
        Login.objects.filter(value=value, kind=kind).update(account=account, ends_on=ended_on)


def _end_roles(person_id: UUID, ended_on: date) -> None:
    ends_on = max(ended_on, clock.today())
    left = Q(valid_to__isnull=True) | Q(valid_to__gt=ends_on)
    held = RoleGrant.objects.filter(left, person_id=person_id).exclude(role__in=OF_RESIDENTS).order_by("pk")
    for grant_id in list(held.values_list("pk", flat=True)):
        end_role(grant_id=grant_id, ends_on=ends_on, reason=gettext("Berhenti bekerja"), actor=SYSTEM)
