"""Pages on which work is entered and judged."""

import re
from datetime import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ayo.common import clock
from ayo.common.ids import uuid7
from ayo.performance import actions
from ayo.performance.data.entry import Verdict
from ayo.performance.models import Activity, Template
from tests.cast import Cast
from tests.files import samples
from tests.performance.factories import DAY, TODAY, entry, team
from tests.portal import factories


@pytest.fixture(autouse=True)
def friday():
    with clock.at(TODAY):
        yield


@pytest.fixture
def pair(cast: Cast):
    team(cast)
    return factories.visitor(cast, "budi"), factories.visitor(cast, "sari")


def sent(**more):
    values = {"key": str(uuid7()), "code": "RAPAT", "volume": "1", "on": clock.today().isoformat(), "starts": ""}
    return values | {"note": "", "link": "", "template": ""} | more


def text_of(response) -> str:
    return response.content.decode()


def test_what_is_frequent_is_one_tap_away_and_sent_with_the_second(cast: Cast, pair):
    budi, _ = pair

    day = text_of(budi.get(reverse("performance:day")))
    form = text_of(budi.get(reverse("performance:new") + "?kode=LAPORAN"))
    key = re.search(r'name="key" value="([^"]+)"', form)[1]
    answer = budi.post(reverse("performance:new"), sent(key=key, code="LAPORAN"))

    assert 'href="/kinerja/catat/?kode=RAPAT"' in day
    assert '<option value="LAPORAN" selected' in form
    assert answer.status_code == 302
    assert "Menunggu atasan" in text_of(budi.get(answer["Location"].split("#")[0]))
    assert Activity.objects.get().minutes == 90


def test_a_teachers_work_is_offered_to_teachers_only(pair):
    assert "MENGAJAR" not in text_of(pair[0].get(reverse("performance:new")))


def test_faults_stand_at_their_field_and_nothing_is_lost(cast: Cast, pair):
    today = clock.today()
    actions.enter(entry=entry(on=today, starts=time(9)), actor=cast.actor("budi"))

    answer = pair[0].post(reverse("performance:new"), sent(starts="09:30", note="Rapat mingguan"))

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Pada jam itu sudah ada Rapat atau koordinasi, 09.00–10.00." in page
    assert "Rapat mingguan" in page
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"volume": "0"}, {"volume": "x"}, {"on": "kemarin"}, {"on": "2019-01-01"}, {"code": "FUN"}, {"link": "a b"},
        {"key": "nonsense"},
    ],
)  # fmt: skip
def test_nonsense_is_told_and_nothing_is_entered(pair, more):
    assert pair[0].post(reverse("performance:new"), sent(**more)).status_code == 422
    assert not Activity.objects.exists()


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("rapat.jpg", samples.picture(), content_type="image/jpeg")


@pytest.mark.parametrize("wrong", [{"volume": ""}, {"starts": "09:30"}])
def test_the_file_of_a_refused_form_need_not_be_chosen_again(cast: Cast, pair, settings, tmp_path, wrong):
    settings.MEDIA_ROOT = tmp_path
    actions.enter(entry=entry(on=clock.today(), starts=time(9)), actor=cast.actor("budi"))

    page = text_of(pair[0].post(reverse("performance:new"), sent(file=picture(), **wrong)))
    paper = re.search(r'name="paper" value="([^"]+)"', page)[1]
    answer = pair[0].post(reverse("performance:new"), sent(paper=paper, code="LAPORAN", starts="13:00"))

    assert "Berkas rapat.jpg sudah diterima." in page
    assert answer.status_code == 302
    assert str(Activity.objects.get(code="LAPORAN").evidence) == paper


def test_nobody_proves_anything_by_the_file_of_another(cast: Cast, pair, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = text_of(pair[1].post(reverse("performance:new"), sent(file=picture(), volume="")))
    paper = re.search(r'name="paper" value="([^"]+)"', page)[1]

    pair[0].post(reverse("performance:new"), sent(paper=paper))

    assert Activity.objects.get().evidence is None


def test_a_file_that_is_none_is_refused_at_its_field(pair):
    wrong = SimpleUploadedFile("bukti.pdf", b"MZ not a paper")

    answer = pair[0].post(reverse("performance:new"), {**sent(), "file": wrong})

    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_a_template_is_kept_offered_and_forgotten(pair):
    budi, _ = pair
    budi.post(reverse("performance:new"), sent(volume="2", template="Rapat Senin"))
    kept = Template.objects.get()

    assert "Rapat Senin" in text_of(budi.get(reverse("performance:new")))
    assert 'value="2"' in text_of(budi.get(reverse("performance:new") + f"?templat={kept.pk}"))
    budi.post(reverse("performance:forget_template", args=[kept.pk]))
    assert not Template.objects.exists()


def test_only_its_author_opens_an_activity(cast: Cast, pair):
    made = actions.enter(entry=entry(on=clock.today()), actor=cast.actor("budi"))
    page = reverse("performance:activity", args=[made.pk])

    assert pair[0].get(page).status_code == 200
    assert pair[1].get(page).status_code == 404
    assert pair[1].post(reverse("performance:withdraw", args=[made.pk])).status_code == 404


def test_what_came_back_says_why_and_what_was_judged_cannot_be_mended(cast: Cast, pair):
    made = actions.enter(entry=entry(on=clock.today()), actor=cast.actor("budi"))
    actions.judge(chosen={made.pk: 1}, verdict=Verdict.RETURN, reason="Tambah notulen.", actor=cast.actor("sari"))
    page = reverse("performance:activity", args=[made.pk])

    assert "Tambah notulen." in text_of(pair[0].get(page))
    pair[0].post(page, sent(note="Notulen ada"))
    actions.judge(chosen={made.pk: 2}, verdict=Verdict.APPROVE, reason="", actor=cast.actor("sari"))

    assert "Kirim lagi" not in text_of(pair[0].get(page))
    assert pair[0].post(page, sent()).status_code == 422


def test_the_superior_sees_the_odd_first_judges_and_takes_it_back(cast: Cast, pair):
    _, sari = pair
    today = clock.today()
    usual = actions.enter(entry=entry(on=DAY, code="ARSIP", note="Map biru"), actor=cast.actor("budi"))
    odd = actions.enter(entry=entry(on=today, code="ARSIP", volume=45, note="Map hijau"), actor=cast.actor("budi"))

    page = text_of(sari.get(reverse("performance:team")))
    assert "Volume 45, biasanya paling banyak 15 sehari" in page
    assert page.index("Map hijau") < page.index("Map biru")

    tick = {"pilih": [f"{odd.pk}:1", f"{usual.pk}:1"]}
    refused = sari.post(reverse("performance:judge"), {**tick, "putus": "REJECT", "reason": ""})
    assert refused.status_code == 422
    assert "Tulis alasannya." in text_of(refused)
    sari.post(reverse("performance:judge"), {**tick, "putus": "REJECT", "reason": "Terlalu banyak."})
    assert set(Activity.objects.values_list("state", flat=True)) == {"REJECTED"}

    decision = re.search(r'name="keputusan" value="([^"]+)"', text_of(sari.get(reverse("performance:team"))))[1]
    sari.post(reverse("performance:undo"), {"keputusan": decision})
    assert set(Activity.objects.values_list("state", flat=True)) == {"SUBMITTED"}


@pytest.mark.parametrize("given", [{}, {"pilih": "nonsense"}, {"pilih": f"{uuid7()}:1"}])
def test_choosing_nothing_that_waits_changes_nothing(cast: Cast, pair, given):
    actions.enter(entry=entry(on=clock.today()), actor=cast.actor("budi"))

    assert pair[1].post(reverse("performance:judge"), {"putus": "APPROVE", **given}).status_code == 302
    assert Activity.objects.get().state == "SUBMITTED"


def test_who_leads_nobody_is_told_so(cast: Cast, pair):
    assert "Tidak ada tim yang Anda nilai hari ini" in text_of(pair[0].get(reverse("performance:team")))
    assert factories.visitor(cast, "ratna").get(reverse("performance:team")).status_code == 404


def test_the_page_of_a_team_costs_as_much_whatever_waits(cast: Cast, pair, django_assert_max_num_queries):
    _, sari = pair
    sari.get(reverse("performance:team"))
    for _ in range(6):
        actions.enter(entry=entry(on=clock.today(), code="ARSIP"), actor=cast.actor("budi"))

    with django_assert_max_num_queries(9):
        sari.get(reverse("performance:team"))
