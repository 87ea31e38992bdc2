"""What a person is told of a run: progress while it lasts, refused rows with reasons afterwards."""

from datetime import timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM
from ayo.registry import models
from ayo.registry.imports import actions, queries
from tests.registry import imported as given
from tests.registry.imported import PERSON_HEADER, fresh, nik, started

pytestmark = pytest.mark.django_db


def test_progress_tells_share_rate_and_time_left(row, time_machine):
    started(row)
    begun = fresh(row).leg_started_at
    models.Import.objects.filter(pk=row.pk).update(position=4)

    time_machine.move_to(begun + timedelta(seconds=2), tick=False)
    now = queries.progress(fresh(row))

    assert (now.done, now.total, now.percent, round(now.per_second, 1), now.seconds_left) == (4, 10, 40, 2.0, 3)


def test_progress_of_a_finished_run_keeps_its_rate_and_needs_no_time(row):
    done = queries.progress(given.run(row))

    assert (done.percent, done.seconds_left, done.counts["new"]) == (100, None, 10)


def test_the_result_file_holds_refused_rows_with_reasons(db):
    rows = [
        ["x", "=cmd()", "L", "", "01-01-1990", "0811", "", ""],
        [nik(1), "Warga", "L", "", "02-01-1990", "", "", ""],
    ]
    row = given.imported([PERSON_HEADER, *rows])

    content = b"".join(actions.read_rejects_file(import_id=row.pk, actor=SYSTEM)).decode("utf-8-sig")

    lines = content.splitlines()
    assert lines[0].split(";")[-3:] == ["Baris", "Kolom", "Alasan"]
    assert lines[1].startswith("x;'=cmd();L;;01-01-1990;0811;;;2;NIK;")
    assert {line.split(";")[8] for line in lines[1:]} == {"2"}
    assert Inbox.objects.filter(act="registry.read_import_rejects").count() == 1
    assert queries.rejects_name(row).endswith(".csv")
    assert [one.number for one in queries.rejects(row)] == [2] * (len(lines) - 1)
    assert queries.rejects(row, after=2) == []


def test_a_result_file_without_rejects_has_only_its_header(row):
    done = given.run(row)

    assert len(b"".join(actions.read_rejects_file(import_id=done.pk, actor=SYSTEM)).splitlines()) == 1


def test_long_numbers_stay_whole_in_the_result_file(db):
    row = given.imported([PERSON_HEADER, [nik(1), "4", "L", "", "01-01-1990", "", "", ""]])

    assert f"'{nik(1)};".encode() in b"".join(actions.read_rejects_file(import_id=row.pk, actor=SYSTEM))
