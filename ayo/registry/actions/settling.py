"""Taking the organisations of the region pack into the registry, once; afterwards the registry is what counts."""

from uuid import UUID

from ayo.common.actor import Actor
from ayo.region.facade import pack
from ayo.registry import models
from ayo.registry.actions.register import register_record
from ayo.registry.data import Kind


def settle_organisations(*, actor: Actor) -> int:
    """Register the organisations that the pack has and the registry lacks, parents first; return how many."""
    known: dict[str, UUID] = dict(models.Organisation.objects.values_list("code", "pk"))
    waiting = {seed.code: seed for seed in pack().organisations if seed.code not in known}
    count = 0
    while ready := [seed for seed in waiting.values() if not seed.parent or seed.parent in known]:
        for seed in ready:
            values = {
                "code": seed.code,
                "name": seed.name,
                "short_name": seed.short_name,
                "kind": seed.kind,
                "parent_id": known.get(seed.parent),
                "siasn_code": seed.siasn_code,
                "area": seed.area,
                "valid_from": seed.valid_from,
                "valid_to": seed.valid_to,
            }
            made = register_record(
                Kind.ORGANISATION,
                values,
                valid_from=seed.valid_from,
                actor=actor,
                not_duplicates_of=(),
                note="region pack",
            )
            known[seed.code] = made.record.id
            del waiting[seed.code]
            count += 1
    return count
