"""Every write of the registry: one function, one transaction, one audit entry, one event."""

from ayo.registry.actions.change import change_record
from ayo.registry.actions.due import apply_due_values
from ayo.registry.actions.merging import merge_persons, unmerge_persons
from ayo.registry.actions.proposals import accept_proposal, refuse_proposal, withdraw_proposal
from ayo.registry.actions.reading import note_reading
from ayo.registry.actions.register import register_record
from ayo.registry.actions.settling import settle_organisations

__all__ = [
    "accept_proposal",
    "apply_due_values",
    "change_record",
    "merge_persons",
    "note_reading",
    "refuse_proposal",
    "register_record",
    "settle_organisations",
    "unmerge_persons",
    "withdraw_proposal",
]
