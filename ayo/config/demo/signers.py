"""Who of the demo city may be given a certificate: everybody in its service, as the pretended signing service asks."""

from dataclasses import dataclass

from ayo.common import clock, sql
from ayo.config.demo.errors import NotTheDemo
from ayo.identity import facade as identity

_SERVING = """
select person.nik, person.name, unit.name from registry_employee employee
join registry_person person on person.id = employee.person_id
join registry_organisation unit on unit.id = employee.organisation_id
where person.nik is not null and (employee.ended_on is null or employee.ended_on >= %s) order by person.nik
"""


@dataclass(frozen=True, slots=True)
class Signer:
    nik: str
    name: str
    unit: str


def signers() -> list[Signer]:
    """Return everybody in service. Raises NotTheDemo where the people are real: their numbers go nowhere."""
    if not identity.demo_people():
        raise NotTheDemo("This city is no demo: its people's numbers are not told.")
    return [Signer(*row) for row in sql.rows(_SERVING, [clock.today()])]
