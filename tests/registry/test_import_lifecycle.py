"""An import's steps from upload to end: in which order, recorded how, and what is kept of it afterwards."""

from datetime import timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import Conflict
from ayo.events.models import Outbox
from ayo.files.errors import FileRefused
from ayo.files.models import StoredFile
from ayo.registry import models, tasks
from ayo.registry.errors import BadValues
from ayo.registry.imports import actions, queries
from tests.registry import imported as given
from tests.registry.imported import fresh, people_file, started, uploaded

pytestmark = pytest.mark.django_db


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
