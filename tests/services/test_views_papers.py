"""The papers of a form: a photo, or what the city holds already; what will not do says why."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ayo.common import clock
from ayo.services import versions
from ayo.services.data import Definition
from ayo.services.models import Draft, HeldDocument
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import factories

WITH_PAPERS = "pengantar-pbb"


def photo() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(made, "JPEG")
    return SimpleUploadedFile("kk.jpg", made.getvalue(), content_type="image/jpeg")


@pytest.fixture
def ratna(city: Cast) -> Client:
    return visitor(city, "ratna")


@pytest.fixture
def draft(city: Cast) -> Draft:
    return factories.begun(city.actor("ratna"), code=WITH_PAPERS)


def first_kind(draft: Draft) -> str:
    made: Definition = versions.definition_of(draft.service_version_id)
    return next(need.kind for need in made.documents if need.when is None)


def put(client: Client, draft: Draft, **sent: Any) -> Any:
    return client.post(f"/urusan/isian/{draft.pk}/dokumen/", sent)


def test_a_photo_becomes_a_paper_of_the_form(ratna: Client, draft: Draft):
    kind = first_kind(draft)

    answer = put(ratna, draft, do=f"put:{kind}", file=photo())

    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.documents[kind]["held"] == ""
    assert "kk.jpg" in ratna.get(f"/urusan/isian/{draft.pk}/dokumen/").content.decode()


def test_what_is_no_paper_says_so_at_its_place(ratna: Client, draft: Draft):
    bad = SimpleUploadedFile("kk.jpg", b"MZ\x90\x00 program", content_type="image/jpeg")

    answer = put(ratna, draft, do=f"put:{first_kind(draft)}", file=bad)

    assert answer.status_code == 422
    assert "Jenis berkas lain tidak dapat diterima" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.documents == {}


def test_nobody_goes_on_without_a_paper_that_is_needed(ratna: Client, draft: Draft):
    answer = put(ratna, draft, do="next")

    assert answer.status_code == 422
    assert "perlu dilengkapi" in answer.content.decode()


def test_what_the_city_holds_is_offered_while_it_is_valid(city: Cast, ratna: Client, draft: Draft):
    kind = first_kind(draft)
    case = factories.handed_in(city.actor("ratna"))
    factories.paper_of(case, city.actor("ratna"))
    file_id = case.documents.get().file_id
    held = HeldDocument.objects.create(
        person_id=city.ratna, kind=kind, file_id=file_id, accepted_at=clock.now(), accepted_by=city.budi
    )
    assert "Kota sudah menyimpannya." in ratna.get(f"/urusan/isian/{draft.pk}/dokumen/").content.decode()

    put(ratna, draft, do=f"offer:{kind}")

    draft.refresh_from_db()
    assert draft.documents[kind]["held"] == str(held.pk)
    put(ratna, draft, do=f"drop:{kind}")
    held.refresh_from_db()
    HeldDocument.objects.update(valid_until=clock.today().replace(year=2020))
    assert "Kota sudah menyimpannya." not in ratna.get(f"/urusan/isian/{draft.pk}/dokumen/").content.decode()


def test_a_paper_that_nobody_asks_for_is_refused(ratna: Client, draft: Draft):
    assert put(ratna, draft, do="put:resep-rahasia", file=photo()).status_code == 404
