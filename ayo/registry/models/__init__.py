from ayo.registry.models.assertion import (
    EmployeeAssertion,
    FamilyAssertion,
    OrganisationAssertion,
    PersonAssertion,
)
from ayo.registry.models.employee import Employee
from ayo.registry.models.family import Family
from ayo.registry.models.guardianship import Guardianship
from ayo.registry.models.imported import Import, ImportReject
from ayo.registry.models.merge import Merge
from ayo.registry.models.organisation import Organisation
from ayo.registry.models.person import Person
from ayo.registry.models.post import Acting, Post
from ayo.registry.models.proposal import Proposal

__all__ = [
    "Acting",
    "Employee",
    "EmployeeAssertion",
    "Family",
    "FamilyAssertion",
    "Guardianship",
    "Import",
    "ImportReject",
    "Merge",
    "Organisation",
    "OrganisationAssertion",
    "Person",
    "PersonAssertion",
    "Post",
    "Proposal",
]
