"""An import from upload to end: who may, in which order, stopped, killed and gone on with."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import Conflict, NotAllowed, NotFound
from ayo.events.models import Outbox
from ayo.files.errors import FileRefused
from ayo.files.models import StoredFile
from ayo.registry import models, tasks
from ayo.registry.errors import BadValues
from ayo.registry.imports import actions, queries, running, table
from ayo.registry.imports.actions import chunk, writer
from tests.registry import imported as given
from tests.registry.imported import PERSON_HEADER, fresh, uploaded

pytestmark = pytest.mark.django_db


def nik(number: int) -> str:
    return f"367101{number % 28 + 1:02d}0190{number + 1:04d}"


def people_file(count: int) -> bytes:
    rows = [
        [nik(n), f"Warga {chr(97 + n % 26)}", "L", "Tangerang", f"{n % 28 + 1:02d}-01-1990", "", "", ""]
        for n in range(count)
    ]
    return given.csv_bytes([PERSON_HEADER, *rows])


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(table, "CHUNK", 4)


@pytest.fixture
def row(db, small_chunks):
    return given.checked(uploaded(people_file(10)))


def started(row):
    actions.start_here(import_id=row.pk, actor=SYSTEM)
    return row


def test_each_step_is_audited_and_announced(row):
    given.run(row)

    acts = list(Inbox.objects.filter(subject_kind="import").order_by("id").values_list("act", flat=True))
    told = [one.data["state"] for one in Outbox.objects.filter(type="ayo.registry.import.moved").order_by("id")]
    assert acts[:3] == ["registry.create_import", "registry.check_import", "registry.preview_import"]
    assert told[-2:] == ["RUNNING", "DONE"]


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("start_import", "UPLOADED"), ("pause_import", "PREVIEWED"), ("resume_import", "PREVIEWED"),
        ("map_columns", "RUNNING"), ("resume_import", "RUNNING"), ("check_import", "RUNNING"),
        ("start_import", "RUNNING"), ("cancel_import", "DONE"), ("pause_import", "DONE"),
    ],
)  # fmt: skip
def test_a_step_out_of_turn_is_refused(row, step, state):
    models.Import.objects.filter(pk=row.pk).update(state=state)
    more = {"mapping": {0: "nik"}} if step == "map_columns" else {}

    with pytest.raises(Conflict):
        getattr(actions, step)(import_id=row.pk, actor=SYSTEM, **more)


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


def test_a_check_that_dies_goes_on_and_counts_each_row_once(small_chunks):
    row = uploaded(people_file(10))
    actions.check_here(import_id=row.pk, actor=SYSTEM)

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        running.work(row.pk, after_each=die)
    running.work(row.pk, after_each=lambda: None)

    assert (fresh(row).state, fresh(row).forecast["new"], fresh(row).checked) == ("PREVIEWED", 10, 10)


def test_a_check_that_is_no_longer_wanted_stops(small_chunks):
    row = uploaded(people_file(10))
    actions.check_here(import_id=row.pk, actor=SYSTEM)

    running.work(row.pk, after_each=lambda: models.Import.objects.filter(pk=row.pk).update(state="UPLOADED"))

    assert (fresh(row).state, fresh(row).checked) == ("UPLOADED", 4)


def test_a_check_of_older_columns_stops_when_a_newer_one_has_begun(small_chunks):
    row = uploaded(people_file(10))
    actions.check_here(import_id=row.pk, actor=SYSTEM)
    again = []

    def map_and_check_anew() -> None:
        if not again:
            again.append(1)
            actions.map_columns(import_id=row.pk, mapping={0: "nik", 1: "name", 2: "sex"}, actor=SYSTEM)
            actions.check_here(import_id=row.pk, actor=SYSTEM)

    running.work(row.pk, after_each=map_and_check_anew)
    assert (fresh(row).state, fresh(row).checked) == ("CHECKING", 0)
    running.work(row.pk, after_each=lambda: None)

    assert (fresh(row).state, fresh(row).forecast["rejected"], fresh(row).forecast["new"]) == ("PREVIEWED", 10, 0)


def test_mapping_anew_makes_the_check_count_no_more(row):
    actions.map_columns(import_id=row.pk, mapping={0: "nik", 1: "name", 2: "", 4: "birth_on"}, actor=SYSTEM)

    assert (fresh(row).state, fresh(row).checked, fresh(row).forecast) == ("UPLOADED", 0, {})
    assert fresh(row).mapping == {"0": "nik", "1": "name", "4": "birth_on"}


def test_a_mapping_that_names_nobody_is_refused(row):
    with pytest.raises(BadValues) as caught:
        actions.map_columns(import_id=row.pk, mapping={2: "sex"}, actor=SYSTEM)

    assert caught.value.fields == {"mapping": "missing:nik"}


def test_a_file_whose_columns_are_not_understood_is_not_checked():
    row = uploaded(given.csv_bytes([["a", "b"], ["1", "2"]]))

    with pytest.raises(BadValues):
        actions.check_import(import_id=row.pk, actor=SYSTEM)


@pytest.mark.parametrize(
    ("who", "source", "may"),
    [("wati", "DISDUKCAPIL", True), ("wati", "BKPSDM", True), ("wati", "RESIDENT", False), ("wati", "NOBODY", False),
     ("rini", "BKPSDM", True), ("rini", "DISDUKCAPIL", False), ("budi", "DISDUKCAPIL", False),
     ("ratna", "DISDUKCAPIL", False)],
)  # fmt: skip
def test_stewards_import_for_any_office_and_others_for_their_own(cast, who, source, may):
    actor = cast.actor(who)
    assert (source in [one.code for one in queries.sources_for(actor)]) == may

    if may:
        assert uploaded(people_file(1), source=source, actor=actor).by == actor.id
    else:
        with pytest.raises(NotAllowed):
            uploaded(people_file(1), source=source, actor=actor)


def test_only_ones_own_imports_are_seen_but_for_stewards(cast):
    row = uploaded(people_file(1), source="BKPSDM", actor=cast.actor("rini"))
    mine = uploaded(people_file(1), actor=cast.actor("wati"))

    assert queries.import_for(cast.actor("rini"), row.pk) == row
    assert list(queries.imports_visible_to(cast.actor("wati"))) == [mine, row]
    for who, one in (("rini", mine), ("budi", row)):
        with pytest.raises(NotFound):
            queries.import_for(cast.actor(who), one.pk)
        with pytest.raises(NotFound):
            actions.cancel_import(import_id=one.pk, actor=cast.actor(who))
        with pytest.raises(NotFound):
            actions.read_rejects_file(import_id=one.pk, actor=cast.actor(who))


def test_somebody_who_lost_the_role_starts_nothing(cast):
    from ayo.identity.models import RoleGrant

    row = uploaded(people_file(1), source="BKPSDM", actor=cast.actor("rini"))
    RoleGrant.objects.filter(person=cast.rini).delete()

    with pytest.raises(NotFound):
        actions.check_import(import_id=row.pk, actor=cast.actor("rini"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"kind": "organisation"}, "kind"), ({"day": clock.today() + timedelta(days=1)}, "valid_from")],
)
def test_kind_and_day_are_checked(db, changed, field):
    with pytest.raises(BadValues) as caught:
        uploaded(people_file(1), **changed)

    assert list(caught.value.fields) == [field]


def test_a_picture_is_no_table(db):
    with pytest.raises(FileRefused):
        uploaded(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)


def test_what_a_person_imports_is_said_by_that_person(cast):
    row = given.run(uploaded(people_file(1), actor=cast.actor("wati")), actor=cast.actor("wati"))

    said = models.PersonAssertion.objects.latest("recorded_at")
    assert (row.counts["new"], said.actor_id, said.source) == (1, cast.wati, "DISDUKCAPIL")
    assert Inbox.objects.filter(act="registry.register_person").latest("id").actor_id == cast.wati


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


def test_the_preview_shows_what_would_become_of_the_first_rows(cast):
    row = uploaded(
        given.csv_bytes(
            [["NIK", "Nama", "Tgl Lahir", "Agama", "No HP"],
             ["3671015203890001", "Ratna", "12-03-1989", "Islam", ""],
             ["3671015203890001", "Ratna", "12-03-1989", "Islam", ""],
             ["3671011206150002", "Bima", "12-06-2015", "", ""],
             ["3671051007850003", "Joko Susilo", "10-07-1985", "", "0812999900"],
             ["36710", "Salah", "x", "", ""]]
        )
    )  # fmt: skip

    shown = queries.preview(row)

    assert [one.outcome for one in shown.rows] == ["CHANGED", "REJECTED", "SAME", "PROPOSED", "REJECTED"]
    assert shown.counts == {"new": 0, "changed": 1, "same": 1, "proposed": 1, "rejected": 2}
    assert shown.rows[0].cells[0] == "3671**********01"
    assert {fault.code for fault in shown.rows[4].faults} == {"nik_not_16_digits", "not_a_date"}
    assert shown.rows[4].faults[0].reason
    assert not models.Proposal.objects.exists()


def test_columns_are_shown_with_samples_and_their_field(db):
    row = uploaded(people_file(5))

    found = queries.columns(row)

    assert (found[0].header, found[0].field, len(found[0].samples)) == ("NIK", "nik", 3)
    assert all("*" in sample for sample in found[0].samples)
    assert {"nik", "domicile.kelurahan", "family_number"} <= {choice.name for choice in queries.fields("person")}


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


def test_a_worker_takes_up_what_was_put_down(row):
    actions.start_import(import_id=row.pk, actor=SYSTEM)

    tasks.work_import(str(row.pk))

    assert fresh(row).state == "DONE"


def test_pausing_and_resuming_go_through_a_worker_too(row):
    actions.start_import(import_id=row.pk, actor=SYSTEM)
    actions.pause_import(import_id=row.pk, actor=SYSTEM)
    tasks.work_import(str(row.pk))
    assert fresh(row).position == 0

    actions.resume_import(import_id=row.pk, actor=SYSTEM)
    tasks.work_import(str(row.pk))

    assert fresh(row).state == "DONE"


def test_an_import_whose_worker_died_is_found(row):
    started(row)
    assert queries.stalled(silent_for=timedelta(minutes=1)) == []

    models.Import.objects.filter(pk=row.pk).update(touched_at=clock.now() - timedelta(minutes=2))

    assert queries.stalled(silent_for=timedelta(minutes=1)) == [row.pk]
    tasks.look_after_imports(0)


def test_files_of_old_imports_are_forgotten(row, django_capture_on_commit_callbacks):
    done = given.run(row)
    path = queries.table.files.stored(done.file_id).path
    models.Import.objects.filter(pk=row.pk).update(finished_at=clock.now() - timedelta(days=31))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget_import_files(0)

    assert not path.exists()
    assert not StoredFile.objects.exists()
    assert fresh(row).file_id is None


def test_the_same_file_begun_before_is_found_again(row):
    started(row)

    found = queries.unfinished_twin(sha256=row.sha256, kind="person", source="DISDUKCAPIL", by=SYSTEM.id)

    assert found == row
    assert queries.unfinished_twin(sha256=row.sha256, kind="family", source="DISDUKCAPIL", by=SYSTEM.id) is None
