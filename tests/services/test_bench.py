"""The workbench: the queue and a case of it, what each button does, and two people with the same case open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.services import actions
from ayo.services.data import State, TaskState
from ayo.services.models import Case, HeldDocument, Line, Phrase, SavedFilter, Task
from tests.cast import Cast
from tests.portal import factories
from tests.services import desk
from tests.services.test_case import handed_in

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def case(city: Cast) -> Case:
    return handed_in(city)


@pytest.fixture
def budi(city: Cast) -> Client:
    return desk.at(city, "budi")


def text(response: Any) -> str:
    return response.content.decode()


def test_the_queue_shows_who_what_when_and_counts(city: Cast, case: Case, budi: Client):
    page = text(budi.get(reverse("services:bench")))

    assert "Ratna" in page and "Surat keterangan domisili · belum diambil" in page
    assert case.number in page
    assert "1 terbuka" in page


def test_a_search_takes_names_numbers_and_services_and_stands_in_no_address(city: Cast, case: Case, budi: Client):
    for words in ("ratna", case.number, "domisili"):
        assert case.number in text(budi.post(reverse("services:bench_search"), {"q": words, "saring": "unit"}))
    found = budi.post(reverse("services:bench_search"), {"q": "orang lain", "saring": "unit"})
    assert case.number not in text(found)
    assert budi.get(reverse("services:bench_search")).status_code == 405


def test_an_opened_case_is_compared_and_the_reading_is_told_to_the_person(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    page = text(budi.get(desk.page_of(task)))
    budi.get(desk.page_of(task))

    assert "Cocok" in page and "Baru" in page
    assert "3671015203890001" not in page
    read = Inbox.objects.filter(act="registry.read_person", subject_id=str(city.ratna))
    assert [row.purpose for row in read] == [f"Urusan {case.number}"]


def test_what_changed_at_the_source_since_is_marked(city: Cast, case: Case, budi: Client):
    actions_before = text(budi.get(desk.page_of(desk.task_of(case))))
    factories.change(city, "dewi", {"name": "Ratma"}, whom="ratna")

    page = text(budi.get(desk.page_of(desk.task_of(case))))

    assert "Berubah sejak dikirim" not in actions_before
    assert "Berubah sejak dikirim" in page
    assert "Rat<mark>n</mark>a" in page and "Rat<mark>m</mark>a" in page


def test_taking_finishing_and_signing_go_through_the_page(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    assert desk.press(budi, task, "ambil").status_code == 302
    assert desk.press(budi, task, "selesai", text="Sudah diperiksa").status_code == 302
    sign = desk.task_of(case)
    page = text(desk.at(city, "sari").get(desk.page_of(sign)))
    assert "Tanda tangani" in page
    desk.press(desk.at(city, "sari"), sign, "selesai")

    case.refresh_from_db()
    assert case.state == State.DONE


def test_asking_names_fields_and_words_and_stops_the_clock(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    assert "Yang perlu diperbaiki" in text(budi.get(desk.page_of(task) + "?langkah=minta"))
    assert desk.press(budi, task, "minta", fields_asked=["purpose"]).status_code == 422
    desk.press(budi, task, "minta", fields_asked=["purpose"], text="Untuk bank mana?")

    case.refresh_from_db()
    assert case.state == State.NEEDS_FIX
    assert "berhenti" in text(budi.get(reverse("services:bench") + "?saring=unit"))


def test_passing_on_needs_an_office_and_a_reason(city: Cast, case: Case, budi: Client):
    task, other = desk.task_of(case), Task.objects.get(case=case).organisation_id
    assert desk.press(budi, task, "teruskan", office=str(other), text="salah alamat").status_code == 422
    disdukcapil = next(pk for pk, name, _area in _units() if name.startswith("Dinas Kependudukan"))
    desk.press(budi, task, "teruskan", office=str(disdukcapil), text="salah alamat")

    task.refresh_from_db()
    assert task.organisation_id == disdukcapil


def test_refusing_needs_words_that_the_resident_reads(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    assert desk.press(budi, task, "tolak", text=" ").status_code == 422
    desk.press(budi, task, "tolak", text="Bukan warga kota")

    case.refresh_from_db()
    assert case.state == State.REJECTED


def test_two_tabs_never_overwrite_each_other_and_nothing_typed_is_lost(city: Cast, case: Case, budi: Client):
    """The same officer, and a colleague: the second to press sees what the first did, with own words still there."""
    task = desk.task_of(case)
    actions.write_note(case_id=case.pk, text="Sudah saya telepon", actor=city.actor("sari"))

    late = budi.post(
        reverse("services:deed", args=[task.pk, "minta"]),
        {"versi": 1, "saring": "unit", "fields_asked": ["purpose"], "text": "Mohon jelaskan keperluannya"},
    )

    page = text(late)
    assert late.status_code == 409
    assert "Sudah saya telepon" in page and "Mohon jelaskan keperluannya" in page
    assert 'name="versi" value="2"' in page
    case.refresh_from_db()
    assert case.state == State.SUBMITTED


def test_what_was_written_for_a_stage_that_is_over_is_shown_again(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    actions.finish_task(task_id=task.pk, text="", expected=None, actor=city.actor("budi"))

    late = desk.press(budi, task, "tolak", text="Alasan yang panjang sekali")

    assert late.status_code == 409
    assert "Alasan yang panjang sekali" in text(late)


def test_a_stage_that_a_colleague_holds_is_shown_and_not_worked_on(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    actions.take_task(task_id=task.pk, expected=None, actor=city.actor("sari"))

    assert "Sari Wulandari memegang tahap ini" in text(budi.get(desk.page_of(task)))
    assert desk.press(budi, task, "selesai").status_code == 409


def test_taking_what_has_moved_on_shows_the_case_as_it_is(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    actions.write_note(case_id=case.pk, text="Dokumen menyusul", actor=city.actor("sari"))

    late = budi.post(reverse("services:deed", args=[task.pk, "ambil"]), {"versi": 1, "saring": "unit"})

    assert late.status_code == 409
    assert "Dokumen menyusul" in text(late)
    assert budi.post(reverse("services:deed", args=[task.pk, "ambil"]), {"versi": "x"}).status_code == 422


def test_a_case_of_ones_family_is_closed_though_it_lies_in_the_queue(city: Cast, budi: Client):
    own = handed_in(city, "budi")
    page = text(budi.get(desk.page_of(desk.task_of(own))))

    assert "Ini urusan Anda atau keluarga Anda" in page
    assert "Isian dan sumbernya" not in page
    assert desk.press(budi, desk.task_of(own), "ambil").status_code == 403
    assert budi.get(reverse("services:office_case", args=[own.pk])).status_code == 404


def test_who_else_has_the_case_open_is_said(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    desk.at(city, "sari").get(desk.page_of(task))

    assert "Sari Wulandari sedang membuka kasus ini" in text(budi.get(desk.page_of(task)))


def test_news_of_a_case_comes_only_when_there_is_some(city: Cast, case: Case, budi: Client):
    news = reverse("services:bench_news", args=[desk.task_of(case).pk])
    assert budi.get(f"{news}?versi=1&lain=", headers=PARTIAL).status_code == 204
    actions.write_note(case_id=case.pk, text="x", actor=city.actor("sari"))

    fresh = budi.get(f"{news}?versi=1&lain=", headers=PARTIAL)

    assert "Kasus ini berubah" in text(fresh) and "<html" not in text(fresh)


def test_the_list_is_sent_again_only_when_it_is_another_one(city: Cast, case: Case, budi: Client):
    page = text(budi.get(reverse("services:bench") + "?saring=unit"))
    again = page.split('class="pick" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    assert budi.get(again, headers=PARTIAL).status_code == 204
    handed_in(city, "nia")

    fresh = budi.get(f"{again}&id={desk.task_of(case).pk}", headers=PARTIAL)

    assert "Nia Kurnia" in text(fresh)
    assert f'value="{desk.task_of(case).pk}" id="pilih-{desk.task_of(case).pk}" form="massal" checked' in text(fresh)


def test_filters_are_kept_under_a_name_and_taken_away_by_their_owner_only(city: Cast, budi: Client):
    budi.post(reverse("services:save_filter"), {"name": "Domisili lewat", "saring": "tempo", "layanan": "sktm"})
    kept = SavedFilter.objects.get()
    assert kept.terms == {"saring": "tempo", "layanan": "sktm"}
    assert "Domisili lewat" in text(budi.get(reverse("services:bench")))
    remove = reverse("services:remove_filter", args=[kept.pk])

    assert desk.at(city, "sari").post(remove).status_code == 404
    assert budi.post(remove).status_code == 302
    assert not SavedFilter.objects.exists()


def test_a_text_is_put_behind_what_was_typed_with_its_places_filled(city: Cast, case: Case, budi: Client):
    task = desk.task_of(case)
    offered = text(budi.get(desk.page_of(task) + "?langkah=minta"))
    assert "Foto tidak terbaca" in offered
    key = offered.split('name="templat" value="')[1].split('"')[0]

    page = text(desk.press(budi, task, "minta", text="Halo.", fields_asked=["purpose"], templat=key))

    assert "Halo.\nBapak/Ibu Ratna" in page
    assert 'value="purpose" id="id_fields_asked_0" checked' in page or "checked" in page
    assert Line.objects.filter(case=case).count() == 1


def test_own_texts_are_kept_with_known_places_only(city: Cast, budi: Client):
    given = {"title": "Salam", "used_for": "MESSAGE", "service": "", "text": "Halo {nama} {nik}"}
    assert budi.post(reverse("services:phrases"), given).status_code == 422
    assert budi.post(reverse("services:phrases"), given | {"text": "Halo {nama}"}).status_code == 302
    assert budi.post(reverse("services:phrases"), given | {"text": "Halo {nama}"}).status_code == 422
    phrase = Phrase.objects.get()
    assert desk.at(city, "sari").post(reverse("services:remove_phrase", args=[phrase.pk])).status_code == 404


def test_an_accepted_paper_is_known_from_then_on_and_a_refused_one_is_not(city: Cast, case: Case, budi: Client):
    paper, task = desk.paper(case), desk.task_of(case)
    address = reverse("services:paper", args=[task.pk, paper.pk])
    case.refresh_from_db()
    until = clock.today().replace(year=clock.today().year + 1)
    budi.post(address, {"versi": case.version, "keputusan": "terima", "valid_until": until.isoformat()})
    held = HeldDocument.objects.get()
    assert (held.person_id, held.kind, held.valid_until) == (city.ratna, "kk", until)

    case.refresh_from_db()
    budi.post(address, {"versi": case.version, "keputusan": "tolak", "text": "Halaman kedua tidak ada"})

    paper.refresh_from_db()
    assert paper.accepted_at is None and paper.refused_why == "Halaman kedua tidak ada"
    assert not HeldDocument.objects.exists()
    assert "Halaman kedua tidak ada" in text(budi.get(desk.page_of(task) + "?langkah=minta"))


def test_talk_reaches_the_resident_and_notes_stay_inside(city: Cast, case: Case, budi: Client):
    address = reverse("services:talk", args=[desk.task_of(case).pk])
    budi.post(address, {"text": "Kami periksa hari ini", "kind": "MESSAGE", "saring": "unit"})
    budi.post(address, {"text": "Nomornya salah", "kind": "NOTE", "saring": "unit"})

    lines = dict(Line.objects.filter(case=case, deed__in=["MESSAGE", "NOTE"]).values_list("text", "is_internal"))
    assert lines == {"Kami periksa hari ini": False, "Nomornya salah": True}


def test_a_stage_of_another_office_is_not_there(city: Cast, case: Case):
    dewi = desk.at(city, "dewi")
    assert dewi.get(desk.page_of(desk.task_of(case))).status_code == 404
    assert desk.press(dewi, desk.task_of(case), "ambil").status_code == 404
    assert Task.objects.get(case=case).state == TaskState.OPEN


def test_queries_do_not_grow_with_the_queue(city: Cast, case: Case, budi: Client, django_assert_max_num_queries):
    def spent() -> int:
        with django_assert_max_num_queries(30) as found:
            budi.get(reverse("services:bench") + "?saring=unit")
        return len(found)

    spent()
    one = spent()
    for name in ("nia", "wati", "dewi"):
        handed_in(city, name)

    assert spent() == one


def _units() -> Any:
    from ayo.registry import facade as registry

    return registry.unit_choices(None)
