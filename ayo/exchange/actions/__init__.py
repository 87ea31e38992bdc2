"""Every decision about connected applications: one function, one transaction, one audit entry, one event."""

from ayo.exchange.actions.apps import (
    add_app,
    create_key,
    pause,
    pause_by_itself,
    replace_keys,
    resume,
    revoke_key,
    update_app,
)
from ayo.exchange.actions.clearing import clear_notes
from ayo.exchange.actions.clients import create_client
from ayo.exchange.actions.contracts import refresh_limits, set_contract
from ayo.exchange.actions.deliveries import (
    announce_closed,
    announce_expired,
    announce_opened,
    announce_stalled,
    discard_parked,
    replay,
    retry_parked,
    send_test,
)
from ayo.exchange.actions.detaching import detach_log
from ayo.exchange.actions.manifest import apply_manifest
from ayo.exchange.actions.pulls import acknowledge, mark_resent
from ayo.exchange.actions.reconciliations import begin, conclude, fail, request_reconciliation
from ayo.exchange.actions.secrets import rotate_secret

__all__ = [
    "acknowledge",
    "add_app",
    "announce_closed",
    "announce_expired",
    "announce_opened",
    "announce_stalled",
    "apply_manifest",
    "begin",
    "clear_notes",
    "conclude",
    "create_client",
    "create_key",
    "detach_log",
    "discard_parked",
    "fail",
    "mark_resent",
    "pause",
    "pause_by_itself",
    "refresh_limits",
    "replace_keys",
    "replay",
    "request_reconciliation",
    "resume",
    "retry_parked",
    "revoke_key",
    "rotate_secret",
    "send_test",
    "set_contract",
    "update_app",
]
