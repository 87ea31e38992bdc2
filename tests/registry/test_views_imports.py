"""Import pages: one step per page, nothing written before it is asked for, and what is refused is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ayo.registry.imports import facade as imports
from ayo.registry.models import Import, Person
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db
FILE = (
    b"NIK;Nama;JK;Tanggal Lahir\n"
    b"3671011203890777;Ujang Permana;L;12-03-1989\n"
    b"367101120389077;Terlalu Pendek;L;12-03-1989\n"
)


def given(content: bytes = FILE, name: str = "orang.csv", **more: str) -> dict[str, object]:
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return {"file": file, "kind": "person", "source": "DISDUKCAPIL", "valid_from": "2026-01-05", **more}


@pytest.fixture
def wati(cast: Cast):
    return factories.visitor(cast, "wati")


def uploaded(wati) -> Import:
    wati.post("/impor/baru/", given())
    return Import.objects.get()


def checked(wati) -> Import:
    row = uploaded(wati)
    wati.post(f"/impor/{row.pk}/kolom/", {f"kolom-{index}": field for index, field in enumerate(fields(row))})
    imports.work(row.pk, after_each=lambda: None)
    row.refresh_from_db()
    return row


def fields(row: Import) -> list[str]:
    return [row.mapping.get(str(index), "") for index in range(len(row.headers))]


def test_an_upload_leads_to_matching_its_columns(cast: Cast, wati):
    answer = wati.post("/impor/baru/", given())

    row = Import.objects.get()
    assert answer["Location"] == f"/impor/{row.pk}/kolom/"
    page = wati.get(answer["Location"]).text
    assert "Tanggal Lahir" in page
    assert 'value="birth_on" selected' in page
    assert "3671011203890777" not in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"content": b""}, "Berkas ini kosong."),
        ({"content": b"NIK;Nama\n"}, "Berkas ini hanya berisi judul kolom."),
        ({"content": b"%PDF-1.7\n\x00\xff\xfe", "name": "surat.pdf"}, "Unggah berkas CSV atau XLSX."),
        ({"valid_from": "2099-01-01"}, "Tanggal ini belum tiba."),
        ({"source": "RESIDENT"}, "RESIDENT"),
    ],
)
def test_what_cannot_be_imported_is_told_and_kept_nowhere(cast: Cast, wati, more, said: str):
    page = wati.post("/impor/baru/", given(**more))

    assert page.status_code == 422
    assert said in page.text
    assert not Import.objects.exists()


def test_a_mapping_without_what_is_needed_comes_back(cast: Cast, wati):
    row = uploaded(wati)

    page = wati.post(f"/impor/{row.pk}/kolom/", {"kolom-0": "", "kolom-1": "name"})

    assert page.status_code == 422
    assert "perlu diperbaiki" in page.text


def test_the_check_shows_what_would_become_of_each_row_and_writes_nothing(cast: Cast, wati):
    row = checked(wati)

    page = wati.get(f"/impor/{row.pk}/").text

    assert "Belum ada yang tertulis" in page
    assert "NIK terdiri dari 16 angka." in page
    assert "Jalankan impor" in page
    assert "3671011203890777" not in page
    assert not Person.objects.filter(name="Ujang Permana").exists()


def test_the_run_writes_and_the_page_tells_the_result(cast: Cast, wati):
    row = checked(wati)
    wati.post(f"/impor/{row.pk}/langkah/jalankan/")
    under_way = wati.get(f"/impor/{row.pk}/").text
    imports.work(row.pk, after_each=lambda: None)

    done = wati.get(f"/impor/{row.pk}/").text

    assert 'hx-trigger="load delay:1s"' in under_way
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in under_way
    assert "Selesai." in done
    assert "load delay" not in done
    assert Person.objects.filter(name="Ujang Permana").count() == 1


def test_the_refused_rows_are_handed_out_as_a_file(cast: Cast, wati):
    row = checked(wati)
    wati.post(f"/impor/{row.pk}/langkah/jalankan/")
    imports.work(row.pk, after_each=lambda: None)

    answer = wati.post(f"/impor/{row.pk}/ditolak/")

    text = answer.getvalue().decode("utf-8-sig")
    assert "Terlalu Pendek" in text
    assert "Ujang" not in text
    assert answer["Content-Disposition"].startswith('attachment; filename="ditolak-')


def test_a_run_is_paused_resumed_and_cancelled_from_its_page(cast: Cast, wati):
    row = checked(wati)
    for step, state in (("jalankan", "RUNNING"), ("jeda", "PAUSED"), ("lanjut", "RUNNING"), ("batal", "CANCELLED")):
        wati.post(f"/impor/{row.pk}/langkah/{step}/")
        row.refresh_from_db()
        assert row.state == state


def test_a_step_that_does_not_fit_is_told_and_changes_nothing(cast: Cast, wati):
    row = uploaded(wati)

    page = wati.post(f"/impor/{row.pk}/langkah/jalankan/", follow=True).text

    assert "sudah berpindah ke langkah lain" in page
    row.refresh_from_db()
    assert row.state == "UPLOADED"


def test_the_list_is_paged_and_its_cost_stays(cast: Cast, wati, django_assert_num_queries):
    uploaded(wati)
    wati.get("/impor/")
    with django_assert_num_queries(4):
        assert "orang.csv" in wati.get("/impor/").text
