"""Checking in, correcting a day, leave, and the week and month of one's own."""

import re
from datetime import date, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import Invalid, NotFound
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.data.attendance import Clocked, Direction
from ayo.performance.errors import NotWaiting
from ayo.performance.models import AttendanceDay, ClockRecord, Correction, Leave
from tests.cast import Cast
from tests.files import samples
from tests.performance.factories import DAY, TODAY, entry, team
from tests.portal import factories

JAKARTA = TODAY.tzinfo


@pytest.fixture(autouse=True)
def friday():
    with clock.at(TODAY):
        yield


@pytest.fixture
def budi(cast: Cast):
    return team(cast)[0]


def seen(employee, at: str, on: date = DAY) -> None:
    moment = datetime.combine(on, time.fromisoformat(at), JAKARTA)
    record = Clocked(employee, moment, Direction.IN if at < "12" else Direction.OUT, f"{on}{at}")
    actions.take_records(records=[record], source="absensi", actor=SYSTEM)


def text_of(response) -> str:
    return response.content.decode()


def ask(cast: Cast, **more) -> Correction:
    given = {"on": DAY, "arrived": time(7, 25), "left": None, "reason": "Mesin mati.", "evidence": None}
    return actions.ask_correction(**(given | more), actor=cast.actor("budi"))


def test_checking_in_twice_within_a_minute_is_once_with_the_place_that_was_added(cast: Cast, budi):
    visitor = factories.visitor(cast, "budi")
    given = {"arah": "IN", "lintang": "-6.19100", "bujur": "106.63500", "akurasi": "12"}

    for _ in range(2):
        visitor.post(reverse("performance:check_in"), given)

    row = ClockRecord.objects.get()
    assert (row.direction, row.latitude, row.accuracy, row.on) == ("IN", -6.191, 12, date(2026, 10, 9))
    assert "Datang 08.00" in text_of(visitor.get(reverse("performance:day")))


@pytest.mark.parametrize("place", [{}, {"lintang": "x"}, {"lintang": "95", "bujur": "0", "akurasi": "5"}])
def test_without_a_place_the_time_counts_all_the_same(cast: Cast, budi, place):
    factories.visitor(cast, "budi").post(reverse("performance:check_in"), {"arah": "OUT", **place})

    row = ClockRecord.objects.get()
    assert (row.direction, row.latitude, row.accuracy) == ("OUT", None, None)


def test_a_correction_that_is_accepted_judges_the_day_anew(cast: Cast, budi):
    seen(budi, "09:00")
    seen(budi, "16:05")
    made = ask(cast)
    assert Notice.objects.filter(person_id=cast.sari, code="correction_to_judge").exists()

    page = text_of(factories.visitor(cast, "sari").get(reverse("performance:team")))
    assert "Mesin mati." in page
    actions.accept_correction(correction_id=made.pk, actor=cast.actor("sari"))

    assert AttendanceDay.objects.get(employee_id=budi, on=DAY).status == "PRESENT"
    assert not Notice.objects.filter(code="correction_to_judge", done_at__isnull=True).exists()
    with pytest.raises(NotWaiting):
        actions.accept_correction(correction_id=made.pk, actor=cast.actor("sari"))


def test_the_paper_of_a_refused_request_need_not_be_chosen_again(cast: Cast, budi, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    visitor, page = factories.visitor(cast, "budi"), reverse("performance:correct", args=[DAY.isoformat()])
    paper = SimpleUploadedFile("mesin.jpg", samples.picture(), content_type="image/jpeg")

    refused = visitor.post(page, {"arrived": "07:25", "reason": "", "file": paper})
    kept = re.search(r'name="paper" value="([^"]+)"', refused.text)[1]
    again = visitor.post(page, {"arrived": "07:25", "reason": "Mesin mati.", "paper": kept})

    assert (refused.status_code, again.status_code) == (422, 302)
    assert str(Correction.objects.get().evidence) == kept


def test_a_refusal_says_why_and_the_day_stays(cast: Cast, budi):
    seen(budi, "09:00")
    made = ask(cast)
    visitor, page = factories.visitor(cast, "sari"), reverse("performance:decide_correction", args=[made.pk])

    visitor.post(page, {"putus": "tolak", "alasan": " "})
    assert Correction.objects.get().state == "WAITING"
    visitor.post(page, {"putus": "tolak", "alasan": "Mesin tidak mati."})

    assert (Correction.objects.get().state, Correction.objects.get().answer) == ("REFUSED", "Mesin tidak mati.")
    assert AttendanceDay.objects.get().status == "LATE_AND_EARLY"
    assert "Mesin tidak mati." in text_of(factories.visitor(cast, "budi").get(f"/kinerja/?hari={DAY}"))


def test_nobody_decides_on_their_own_day_nor_on_that_of_strangers(cast: Cast, budi):
    made = ask(cast)

    for name in ("budi", "ratna"):
        with pytest.raises(NotFound):
            actions.accept_correction(correction_id=made.pk, actor=cast.actor(name))


@pytest.mark.parametrize(
    "more", [{"on": date(2026, 10, 9)}, {"on": date(2026, 9, 30)}, {"arrived": None}, {"left": time(7)}]
)
def test_a_correction_makes_sense_or_is_refused(cast: Cast, budi, more):
    with pytest.raises(Invalid):
        ask(cast, **more)


def test_one_request_waits_for_a_day_and_is_taken_back_by_its_author(cast: Cast, budi):
    made = ask(cast)
    with pytest.raises(NotWaiting):
        ask(cast)
    visitor = factories.visitor(cast, "budi")
    answer = visitor.post(reverse("performance:correct", args=[DAY]), {"arrived": "07:20", "reason": "Mesin mati."})
    assert answer.status_code == 422
    assert "sudah menunggu" in text_of(answer)

    visitor.post(reverse("performance:withdraw_correction", args=[made.pk]))
    visitor.post(reverse("performance:correct", args=[DAY]), {"arrived": "07:20", "reason": "Mesin mati."})

    assert list(Correction.objects.order_by("created_at").values_list("state", flat=True)) == ["WITHDRAWN", "WAITING"]


def test_the_personnel_office_enters_leave_with_faults_at_their_field(cast: Cast, budi):
    rini, page = factories.visitor(cast, "rini"), reverse("performance:leave")
    given = {"nip": "198004112005011001", "kind": "CT", "first": "2026-10-12", "last": "2026-10-14", "basis": "SK 7"}

    assert rini.post(page, given | {"nip": "1"}).status_code == 422
    assert rini.post(page, given | {"last": "2026-10-11"}).status_code == 422
    assert "Terlalu jauh." in text_of(rini.post(page, given | {"last": "9999-12-31"}))
    assert rini.post(page, given).status_code == 302
    again = rini.post(page, given)
    assert "sudah punya cuti" in text_of(again)

    row = Leave.objects.get()
    assert (row.since, row.until, row.cut) == (date(2026, 10, 12), date(2026, 10, 15), "")
    assert "SK 7" in text_of(rini.get(page))
    rini.post(reverse("performance:cancel_leave", args=[row.pk]))
    assert "SK 7" not in text_of(rini.get(page))
    assert factories.visitor(cast, "budi").get(page).status_code in {403, 404}


def test_a_month_tells_its_ceiling_less_absence_and_what_waits(cast: Cast, budi):
    for day in (5, 6, 7):
        seen(budi, "07:30", date(2026, 10, day))
        seen(budi, "16:00", date(2026, 10, day))
    seen(budi, "08:30")
    seen(budi, "16:00")
    actions.enter(entry=entry(volume=2), actor=cast.actor("budi"))

    page = text_of(factories.visitor(cast, "budi").get(reverse("performance:month") + "?bulan=2026-10"))

    # Seven working days from Thursday the first to Friday the ninth; an hour late on the eighth.
    assert "paling banyak 2.040" in page
    assert "7 hari kerja × 300 menit dikurangi 60 menit tidak hadir" in page
    assert "120 menit menunggu atasan." in page
    assert "TL2" in page


@pytest.mark.parametrize("name", ["week", "month"])
@pytest.mark.parametrize("query", ["", "?hari=nonsense", "?bulan=2026-13", "?hari=9999-12-31", "?bulan=1999-01"])
def test_any_span_that_is_none_is_this_one(cast: Cast, budi, name, query):
    page = factories.visitor(cast, "budi").get(reverse(f"performance:{name}") + query)

    assert page.status_code == 200
    assert "Jum, 9 Okt 2026" in text_of(page)
