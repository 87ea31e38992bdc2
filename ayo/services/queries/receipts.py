"""Which applications have a case, in plain words: the receipt of the newest news of it that any of them may have."""

from collections.abc import Sequence

from ayo.exchange import facade as exchange
from ayo.exchange.facade import Slip
from ayo.services import sharing, versions
from ayo.services.models import Case

LOOKED_AT = 12


def slip_of(case: Case) -> Slip:
    """Return how far the newest news of a case has come, and what each application holds of it.

    What no application may have, work that is counted for instance, is no news of the case.
    """
    found = exchange.receipts_of(f"{sharing.KIND}/{case.pk}", limit=LOOKED_AT)
    newest = next((one for one in found if one.total), found[0] if found else None)
    service = versions.definition_of(case.service_version_id).code
    held = {one.app.id: one.fields for one in exchange.holdings(sharing.KIND, case.area, (service,))} if newest else {}
    return exchange.slip(newest, lambda one: _said(held.get(one.app.id, ())))


def _said(fields: Sequence[str]) -> str:
    heads = dict.fromkeys(name.partition(".")[0] for name in fields)
    return ", ".join(str(sharing.FIELDS[name]).lower() for name in heads if name in sharing.FIELDS)
