"""Whether somebody may have a service, by what the registry holds of them today."""

from ayo.common import clock
from ayo.region.facade import pack
from ayo.services import held
from ayo.services.data import Definition, Eligibility
from ayo.services.rules import eligibility


def refusals(made: Definition, records: held.Records) -> tuple[Eligibility, ...]:
    """Return the conditions that are not met, each with its reason in words."""
    area = area_of(records)
    facts = eligibility.Facts(records.values, clock.today(), is_resident=bool(area) and area in pack().areas)
    return eligibility.refusals(made, facts)


def area_of(records: held.Records) -> str:
    """Return the kelurahan where the applicant lives, or nothing."""
    home = records.values.get("person", {}).get("domicile")
    return str(home.get("kelurahan") or "") if isinstance(home, dict) else ""
