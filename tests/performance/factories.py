"""Work as services announce it, for tests of what becomes of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ayo.common.actor import SYSTEM
from ayo.common.ids import uuid7
from ayo.performance.data.activity import Origin, Work
from ayo.performance.data.entry import Entry
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.models import Employee, Organisation
from tests import cast as people
from tests.cast import Cast

DAY = date(2026, 10, 8)


def work(cast: Cast, **more: Any) -> Work:
    values: dict[str, Any] = {
        "origin": Origin.STAGE, "origin_id": uuid7(), "case_id": uuid7(), "step": "periksa",
        "title": {"id": "Surat domisili: Pemeriksaan", "en": "Domicile letter: check"}, "officer_id": cast.budi,
        "applicant_id": cast.ratna, "subject_id": None, "organisation_id": None, "code": "KEL-DOM-1", "minutes": 15,
        "on": DAY,
    }  # fmt: skip
    return Work(**(values | more))


TODAY = datetime(2026, 10, 9, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
"""A Friday morning."""


def team(cast: Cast) -> tuple[UUID, UUID]:
    """Make Sari an employee and Budi's superior; return their employee ids, Budi's first."""
    budi, service = registry.employee_id_of(cast.budi), registry.employment_of(cast.budi)
    assert budi is not None and service is not None
    sari = people.employee(cast.sari, "197505052000012001", service.organisation_id, "Lurah Cikokol")
    Employee.objects.filter(pk=budi).update(superior=sari)
    return budi, sari


def district(cast: Cast) -> UUID:
    """Put Cikokol below a kecamatan that Agus leads, to whom Sari answers; return the kelurahan's id after `team`."""
    service, sari = registry.employment_of(cast.budi), registry.employee_id_of(cast.sari)
    assert service is not None
    above = people.organisation("KEC-TANGERANG", "Kecamatan Tangerang", "KECAMATAN", "36.71.01")
    registry.make_post(
        organisation_id=above, rank=Rank.HEAD, title="Camat Tangerang", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    agus = people.employee(cast.agus, "197009092000011001", above, "Camat Tangerang")
    Organisation.objects.filter(pk=service.organisation_id).update(parent=above)
    Employee.objects.filter(pk=sari).update(superior=agus)
    return service.organisation_id


def entry(**more: Any) -> Entry:
    values: dict[str, Any] = {"key": uuid7(), "code": "RAPAT", "volume": 1, "on": DAY}
    return Entry(**(values | more))
