"""What people type about applications: is it well formed; whether it may be is judged by the actions."""

from ayo.exchange.forms.apps import Connect, Settings
from ayo.exchange.forms.contract import Contract, ContractText, contract_initial, grantable
from ayo.exchange.forms.steering import NewKey, Reason, Replay, Rotate

__all__ = [
    "Connect",
    "Contract",
    "ContractText",
    "NewKey",
    "Reason",
    "Replay",
    "Rotate",
    "Settings",
    "contract_initial",
    "grantable",
]
