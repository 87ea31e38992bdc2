"""A link is for one person, for a while."""

from collections.abc import Callable

import pytest
from django.test import Client

from ayo.files import facade as files
from ayo.files.data import FileCard
from ayo.files.models import StoredFile
from tests.cast import Cast
from tests.files import samples
from tests.portal.factories import visitor

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


@pytest.fixture
def card(cast: Cast) -> FileCard:
    sent = samples.paper()
    return files.take_upload(
        name="akta kelahiran.pdf", chunks=[sent], purpose="test", accepted=files.PAPERS, actor=cast.actor("ratna")
    )


def test_the_right_person_gets_the_file_and_a_browser_does_nothing_else_with_it(cast: Cast, card: FileCard):
    answer = visitor(cast, "ratna").get(files.link_for(card.id, person_id=cast.ratna))

    assert answer.status_code == 200
    assert answer.content == card.path.read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="akta kelahiran.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_pdf_lies_in_a_page_of_ours_and_nothing_else_does(cast: Cast, card: FileCard):
    shown = visitor(cast, "ratna").get(files.link_for(card.id, person_id=cast.ratna))
    kept = files.given_to_keep(b"%PDF", "surat.pdf", "application/pdf")
    picture = files.given(b"", "kk.jpg", "image/jpeg")

    assert (shown["X-Frame-Options"], "frame-ancestors 'self'" in shown["Content-Security-Policy"]) == (
        "SAMEORIGIN", True,
    )  # fmt: skip
    for other in (kept, picture):
        assert other["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_a_link_passed_on_opens_nothing(cast: Cast, card: FileCard):
    link = files.link_for(card.id, person_id=cast.ratna)

    assert visitor(cast, "joko").get(link).status_code == 404
    assert visitor(cast, "").get(link).status_code == 302


def test_a_link_runs_out(cast: Cast, card: FileCard, settings):
    link = files.link_for(card.id, person_id=cast.ratna)

    settings.AYO_FILE_LINK_S = -1

    assert visitor(cast, "ratna").get(link).status_code == 404


def test_a_link_cannot_be_made_up_or_mended(cast: Cast, card: FileCard):
    link = files.link_for(card.id, person_id=cast.ratna)
    client = visitor(cast, "ratna")

    assert client.get(f"/berkas/{card.id}/").status_code == 404
    assert client.get(link.replace("/berkas/", "/berkas/x")).status_code == 404
    assert client.get(f"{link[:-3]}xx/").status_code == 404


def test_what_waits_for_a_scanner_is_not_given_out(cast: Cast, card: FileCard):
    StoredFile.objects.update(state="QUARANTINED")

    assert visitor(cast, "ratna").get(files.link_for(card.id, person_id=cast.ratna)).status_code == 404
