"""A run of an import: stopped, killed, doubled, overtaken, and gone on with."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.events.models import Outbox
from ayo.registry import models, tasks
from ayo.registry.imports import actions, queries, running, table
from ayo.registry.imports.actions import chunk, writer
from tests.registry import imported as given
from tests.registry.imported import fresh, nik, started

pytestmark = pytest.mark.django_db


def test_a_stopped_run_goes_on_where_it_was(row):
    started(row)

    def pause_at_once() -> None:
        if fresh(row).state == "RUNNING":
            actions.pause_import(import_id=row.pk, actor=SYSTEM)

    running.work(row.pk, after_each=pause_at_once)
    assert (fresh(row).state, fresh(row).position, models.Person.objects.count()) == ("PAUSED", 4, 4)
    actions.resume_here(import_id=row.pk, actor=SYSTEM)
    running.work(row.pk, after_each=lambda: None)

    assert (fresh(row).state, fresh(row).counts["new"], models.Person.objects.count()) == ("DONE", 10, 10)


@pytest.mark.parametrize("dies_after", [0, 1, 2])
def test_a_run_that_dies_anywhere_loses_and_doubles_nothing(row, dies_after, monkeypatch):
    started(row)
    write, calls = writer.Writer.write, []

    def die(self) -> None:
        write(self)
        calls.append(1)
        if len(calls) == dies_after + 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(writer.Writer, "write", die)
    with pytest.raises(KeyboardInterrupt):
        running.work(row.pk, after_each=lambda: None)
    assert fresh(row).position == models.Person.objects.count() == dies_after * 4

    running.work(row.pk, after_each=lambda: None)

    assert fresh(row).state == "DONE"
    assert models.Person.objects.count() == models.PersonAssertion.objects.count() == 10
    assert Outbox.objects.filter(type="ayo.registry.person.changed").count() == 10
    assert Inbox.objects.filter(act="registry.register_person").count() == 10


def test_two_runners_at_once_do_no_harm(row):
    started(row)
    busy = []

    def let_another_run() -> None:
        if not busy:
            busy.append(1)
            running.work(row.pk, after_each=lambda: None)

    running.work(row.pk, after_each=let_another_run)

    assert (fresh(row).state, fresh(row).counts["new"], models.Person.objects.count()) == ("DONE", 10, 10)


def test_rows_taken_by_another_are_left_out(row):
    started(row)
    terms = running.Terms.of(fresh(row))
    lines = next(table.chunks(row, terms))[1]
    models.Import.objects.filter(pk=row.pk).update(position=2)

    actions.take_rows(import_id=row.pk, start=0, lines=lines, terms=terms)

    assert (models.Person.objects.count(), fresh(row).position) == (2, 4)


def test_a_cancelled_run_keeps_what_is_written(row):
    started(row)
    running.work(row.pk, after_each=lambda: cancel_once(row))

    assert (fresh(row).state, models.Person.objects.count()) == ("CANCELLED", 4)
    running.work(row.pk, after_each=lambda: None)
    assert models.Person.objects.count() == 4


def cancel_once(row) -> None:
    if fresh(row).state == "RUNNING":
        actions.cancel_import(import_id=row.pk, actor=SYSTEM)


def test_what_the_database_refuses_stands_alone_among_the_rejects(row, monkeypatch):
    write = writer.Writer.write

    def refuse_one(self) -> None:
        if any(given_["nik"] == nik(5) for _, _, given_ in self.batch.registered):
            raise IntegrityError("somebody was faster")
        write(self)

    monkeypatch.setattr(writer.Writer, "write", refuse_one)
    done = given.run(row)

    assert (done.counts["new"], done.counts["rejected"]) == (9, 1)
    assert given.codes(done) == [(7, "contradicts_registry")]


@pytest.mark.django_db(transaction=True)
def test_a_record_changed_meanwhile_makes_the_chunk_plan_again(cast, monkeypatch):
    from ayo.registry import actions as registry
    from ayo.registry.data import Kind

    lock, once = writer.copying.lock, []

    def change() -> None:
        registry.change_record(
            Kind.PERSON, cast.ratna, {"occupation": "Guru"}, valid_from=clock.today(), actor=SYSTEM,
            expected_version=None, note="",
        )  # fmt: skip
        connection.close()

    def change_before(model, ids):
        if not once:
            once.append(threading.Thread(target=change))
            once[0].start()
            once[0].join()
        return lock(model, ids)

    monkeypatch.setattr(writer.copying, "lock", change_before)
    row = given.imported([["NIK", "Nama", "Agama"], ["3671015203890001", "Ratna", "Islam"]])

    ratna = models.Person.objects.get(pk=cast.ratna)
    assert row.counts["changed"] == 1
    assert (ratna.occupation, ratna.religion, ratna.version) == ("Guru", "Islam", 3)


def test_a_record_that_never_stands_still_is_told_as_such(cast, monkeypatch):
    monkeypatch.setattr(writer.copying, "lock", lambda model, ids: {})

    row = given.imported([["NIK", "Nama", "Agama"], ["3671015203890001", "Ratna", "Islam"]])

    assert given.codes(row) == [(2, "contradicts_registry")]
    assert chunk.TRIES == 5


def test_a_run_that_dies_again_and_again_gives_up(row):
    started(row)
    models.Import.objects.filter(pk=row.pk).update(stumbles=5)

    running.work(row.pk, after_each=lambda: None)

    assert (fresh(row).state, fresh(row).problem) == ("FAILED", "keeps_failing")


def test_a_file_that_is_gone_ends_the_import_with_its_reason(row):
    started(row)
    queries.table.files.stored(row.file_id).path.unlink()

    running.work(row.pk, after_each=lambda: None)

    assert (fresh(row).state, fresh(row).problem) == ("FAILED", "file_gone")


def test_pausing_and_resuming_go_through_a_worker_too(row):
    actions.start_import(import_id=row.pk, actor=SYSTEM)
    actions.pause_import(import_id=row.pk, actor=SYSTEM)
    tasks.work_import(str(row.pk))
    assert fresh(row).position == 0

    actions.resume_import(import_id=row.pk, actor=SYSTEM)
    tasks.work_import(str(row.pk))

    assert fresh(row).state == "DONE"


def test_a_worker_takes_up_what_was_put_down(row):
    actions.start_import(import_id=row.pk, actor=SYSTEM)

    tasks.work_import(str(row.pk))

    assert fresh(row).state == "DONE"


def test_an_import_whose_worker_died_is_found(row):
    started(row)
    assert queries.stalled(silent_for=timedelta(minutes=1)) == []

    models.Import.objects.filter(pk=row.pk).update(touched_at=clock.now() - timedelta(minutes=2))

    assert queries.stalled(silent_for=timedelta(minutes=1)) == [row.pk]
    tasks.look_after_imports(0)
