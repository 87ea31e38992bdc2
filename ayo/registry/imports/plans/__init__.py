"""What the rows of a chunk come to, kind by kind: matched with the registry in a few queries for all of them."""

from collections.abc import Callable, Mapping, Sequence

from ayo.registry.data import Kind
from ayo.registry.imports.batch import Batch
from ayo.registry.imports.data import Line
from ayo.registry.imports.plans import employees, families, persons
from ayo.registry.imports.terms import Terms

Plan = Callable[[Sequence[Line], Terms, Batch], None]
PLANS: Mapping[str, Plan] = {
    Kind.PERSON: persons.plan,
    Kind.FAMILY: families.plan,
    Kind.EMPLOYEE: employees.plan,
}
