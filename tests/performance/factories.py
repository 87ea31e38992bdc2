"""Work as services announce it, for tests of what becomes of it."""

from datetime import date
from typing import Any

from ayo.common.ids import uuid7
from ayo.performance.data.activity import Origin, Work
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
