"""Which fields of a person a page shows, in which group, and which of them a page can change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTACT = ("phone", "email", "domicile")
CIVIL = (
    "nik",
    "name",
    "sex",
    "birth_place",
    "birth_on",
    "religion",
    "marital_status",
    "occupation",
    "front_title",
    "back_title",
    "life_state",
)
WORK = ("nip", "status", "post", "grade", "job_class", "organisation_id", "superior_id", "started_on", "ended_on")
FAMILY = ("family_id", "family_role")
CHANGEABLE = frozenset((*CONTACT, *CIVIL, "family_role")) - {"life_state"}
SECRET = frozenset({"nik", "phone", "email", "domicile", "birth_on", "birth_place", "family_id"})
"""What an officer reads only after saying what for."""


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: Promise
    fields: Sequence[str]


GROUPS = (
    Group("contact", _("Cara menghubungi"), CONTACT),
    Group("civil", _("Kependudukan"), CIVIL),
)
