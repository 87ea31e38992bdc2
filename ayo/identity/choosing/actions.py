"""Keeping with an account how pages look to its owner. Nobody's data changes, so nothing is announced or audited."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from ayo.identity.models import Account


@transaction.atomic
def keep_choices(*, account_id: UUID, chosen: Mapping[str, str]) -> None:
    """Remember what was chosen beside what had been."""
    account = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
    if account is None:
        return
    account.choices = {**account.choices, **chosen}
    account.save(update_fields=["choices"])
