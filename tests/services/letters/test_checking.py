"""Who gets a letter, and what everybody may learn of it: true, altered, replaced, revoked, unknown."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ayo.files import facade as files
from ayo.files.models import StoredFile
from ayo.services.models import Case, Letter, Task
from tests.cast import Cast
from tests.portal import factories as visitors
from tests.services.letters.house import SigningHouse
from tests.services.letters.test_signing import sign, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(task: Task, sari: Client, signing: SigningHouse) -> Letter:
    sign(sari, task)
    return Letter.objects.get()


def content_of(letter: Letter) -> bytes:
    return files.stored(letter.file_id).path.read_bytes()


def sent(content: bytes, address: str) -> str:
    answer = Client().post(address, {"berkas": "1", "file": SimpleUploadedFile("surat.pdf", content)})
    assert answer.status_code == 200
    return text(answer)


def test_the_resident_finds_the_letter_with_the_case_and_nobody_else_gets_it(city: Cast, letter: Letter, ratna: Client):
    address = reverse("services:letter", args=[letter.case_id, letter.pk])
    assert address in text(ratna.get(reverse("services:case", args=[letter.case_id])))

    answer = ratna.get(address)

    assert answer.content == content_of(letter) and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="surat-keterangan-domisili.pdf"'
    for name in ("joko", "budi", "wati"):
        assert visitors.visitor(city, name).get(address).status_code == 404
    office = reverse("services:office_letter", args=[letter.case_id, letter.pk])
    assert visitors.visitor(city, "budi").get(office).content == content_of(letter)
    assert visitors.visitor(city, "joko").get(office).status_code == 403
    assert visitors.visitor(city, "dewi").get(office).status_code == 404


def test_everybody_reads_what_is_printed_with_the_numbers_of_persons_masked(letter: Letter):
    page = text(Client().get(f"/cek/{letter.code}/"))

    assert "Surat ini berlaku" in page and "Sari Wulandari" in page and letter.number in page
    for one in letter.printed:
        assert one["label"] in page
    assert "3671015203890001" not in page and "3671••••••••••01" in page


def test_a_code_is_taken_as_people_type_it_and_an_unknown_one_is_said(letter: Letter):
    typed = " ".join(letter.code[i : i + 4] for i in range(0, 16, 4)).lower()
    assert Client().post("/cek/", {"code": typed})["Location"] == f"/cek/{letter.code}/"
    assert Client().get(f"/cek/{letter.code.lower()}/")["Location"] == f"/cek/{letter.code}/"
    assert Client().get("/cek/2222222222222222/").status_code == 404
    assert Client().post("/cek/", {"code": "bukan kode"}).status_code == 422


def test_the_very_file_is_known_and_any_change_of_it_is_told(letter: Letter):
    content, here, anywhere = content_of(letter), f"/cek/{letter.code}/", "/cek/"

    assert "Berkas ini asli" in sent(content, anywhere)
    assert "Berkas ini asli" in sent(content, here)
    for altered in (content.replace(b"/Type", b"/Tipe", 1), added_to(content), content + b"\n"):
        assert altered != content
        for address in (here, anywhere):
            page = sent(altered, address)
            assert "Berkas ini asli" not in page and ("bukan" in page or "tidak" in page)
    assert "bukan yang kami terbitkan" in sent(added_to(content), anywhere)
    assert "tidak kami kenal" in sent(plain_pdf(), anywhere)
    assert "tidak dapat dibaca" in sent(b"ini bukan PDF", anywhere)


def test_an_uploaded_file_is_not_kept(letter: Letter):
    before = StoredFile.objects.count()
    sent(added_to(content_of(letter)), "/cek/")
    assert StoredFile.objects.count() == before


def test_a_letter_that_is_being_signed_is_nobodys_knowledge(
    checked: Case, task: Task, sari: Client, signing: SigningHouse
):
    sign(sari, task, passphrase="salah")
    assert Client().get(f"/cek/{Letter.objects.get().code}/").status_code == 404


def test_a_machine_that_never_stops_is_held_back(letter: Letter):
    crowd = Client()
    codes = [crowd.get("/cek/2222222222222222/").status_code for _ in range(62)]

    assert codes[0] == 404 and codes[-1] == 429
    assert crowd.get(f"/cek/{letter.code}/")["Retry-After"]


def added_to(content: bytes) -> bytes:
    """Return the file with something added behind the signature, as programs for PDFs do it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/PageMode"] = generic.NameObject("/UseNone")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def plain_pdf() -> bytes:
    from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

    writer = PdfFileWriter()
    stream = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.insert_page(
        PageObject(contents=stream, media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9))))
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
