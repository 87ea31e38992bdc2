"""The audit log as auditors read it: filtered, paged, exported, and their own reading in it."""

import csv
import io
import re

import pytest

from ayo.audit import facade as audit
from ayo.audit.models import AuditEntry, Inbox
from ayo.common.actor import SYSTEM
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def agus(cast: Cast):
    factories.change(cast, "ratna", {"phone": "081299990001"})
    factories.chain_everything()
    return factories.visitor(cast, "agus")


def test_entries_are_listed_newest_first_in_words(cast: Cast, agus):
    listed = agus.get("/audit/").text.partition("<tbody>")[2]

    assert listed.index("Mengubah data") < listed.index("Memberi peran")


def test_filters_narrow_by_act_person_and_subject(cast: Cast, agus):
    page = agus.get(
        f"/audit/?tindakan=registry.change_person&pelaku={cast.ratna}&jenis=person&tentang={cast.ratna}"
    ).text

    assert page.count('<th scope="row">') == 1


@pytest.mark.parametrize(
    "query", ["?dari=2099-01-01", "?sampai=2001-01-01", "?pelaku=01900000-0000-7000-8000-000000000000"]
)
def test_a_filter_that_fits_nothing_says_so(cast: Cast, agus, query: str):
    assert "Tidak ada entri" in agus.get(f"/audit/{query}").text


@pytest.mark.parametrize("query", ["?pelaku=ratna", "?sebelum=-1", "?sebelum=99999999999999999999", "?dari=kemarin"])
def test_a_filter_that_does_not_parse_is_left_out(cast: Cast, agus, query: str):
    assert "Mengubah data" in agus.get(f"/audit/{query}").text


def test_an_entry_shows_its_place_in_the_chain_and_no_value(cast: Cast, agus):
    entry = AuditEntry.objects.get(act="registry.change_person")

    page = agus.get(f"/audit/{entry.seq}/").text

    assert entry.hash in page
    assert entry.after_digest in page
    assert "81299990001" not in page


def test_a_number_beyond_the_end_of_the_log_is_not_there(cast: Cast, agus):
    assert agus.get(f"/audit/{10**30}/").status_code == 404


def test_pages_follow_each_other_without_gap(cast: Cast, agus, monkeypatch):
    monkeypatch.setattr("ayo.portal.views.audit.PAGE", 10)
    seen, url = [], "/audit/"
    while url:
        page = agus.get(url).text
        seen += re.findall(r'href="/audit/(\d+)/"', page)
        following = re.search(r'href="(\?sebelum=\d+)"', page)
        url = f"/audit/{following[1]}" if following else ""

    assert [int(seq) for seq in seen] == list(AuditEntry.objects.order_by("-seq").values_list("seq", flat=True))


def test_the_export_holds_what_the_filter_says_and_is_noted(cast: Cast, agus):
    answer = agus.post("/audit/unduh/", {"tindakan": "registry.change_person"})

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row["act"] for row in rows] == ["registry.change_person"]
    assert rows[0]["subject_id"] == str(cast.ratna)
    noted = Inbox.objects.get(act="audit.export")
    assert (noted.actor_id, noted.label) == (cast.agus, "tindakan=registry.change_person")


def test_no_cell_of_the_export_is_a_formula(cast: Cast, agus):
    audit.record("registry.propose", actor=SYSTEM, subject_kind="person", subject_id="x", label="=HYPERLINK(1)")
    factories.chain_everything()

    text = agus.post("/audit/unduh/", {"tindakan": "registry.propose"}).getvalue().decode()

    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


def test_looking_for_one_person_in_the_log_is_noted(cast: Cast, agus):
    agus.get("/audit/")
    assert not Inbox.objects.filter(act="audit.read").exists()

    agus.get(f"/audit/?pelaku={cast.ratna}")

    assert Inbox.objects.get(act="audit.read").label == f"pelaku={cast.ratna}"


def test_verifying_tells_what_came_of_it(cast: Cast, agus):
    page = agus.post("/audit/periksa/", follow=True).text

    assert "Rantai utuh" in page
    assert Inbox.objects.get(act="audit.verify").label.startswith("SOUND")


def test_the_cost_of_the_list_does_not_grow(cast: Cast, agus, django_assert_num_queries):
    with django_assert_num_queries(7):
        agus.get("/audit/")
    for number in range(20):
        audit.record("registry.propose", actor=SYSTEM, subject_kind="person", subject_id=number)
    factories.chain_everything()
    with django_assert_num_queries(7):
        agus.get("/audit/")
