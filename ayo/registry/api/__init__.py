"""Master data over the API: for applications within their contract, for people within their roles."""

from ninja import Router

from ayo.registry.api import employees, families, organisations, persons

router = Router(tags=["registry"])
router.add_router("/persons", persons.router)
router.add_router("/families", families.router)
router.add_router("/employees", employees.router)
router.add_router("/organisations", organisations.router)
