"""The exchange's tables."""

from ayo.exchange.models.app import App, AppQuerySet, Contract, Revision, Secret
from ayo.exchange.models.delivery import Attempt, Command, FileDelivery, Parked, Pulse, Resend
from ayo.exchange.models.reconciliation import Drift, Reconciliation

__all__ = [
    "App",
    "AppQuerySet",
    "Attempt",
    "Command",
    "Contract",
    "Drift",
    "FileDelivery",
    "Parked",
    "Pulse",
    "Reconciliation",
    "Resend",
    "Revision",
    "Secret",
]
