"""What the tests of the workbench share: somebody at the desk, and a paper that was handed in."""

from django.test import Client
from django.urls import reverse

from ayo.common.ids import uuid7
from ayo.files.models import StoredFile
from ayo.services.data import TaskState
from ayo.services.models import Case, CaseDocument, Task
from tests.cast import Cast
from tests.portal import factories


def at(city: Cast, name: str) -> Client:
    return factories.visitor(city, name)


def task_of(case: Case) -> Task:
    return Task.objects.get(case=case, state=TaskState.OPEN)


def page_of(task: Task) -> str:
    return reverse("services:bench_task", args=[task.pk])


def press(client: Client, task: Task, deed: str, **given: object) -> object:
    """Send what a button of the desk sends, at the version that is there now unless told otherwise."""
    task.case.refresh_from_db()
    body = {"versi": task.case.version, "saring": "unit", **given}
    return client.post(reverse("services:deed", args=[task.pk, deed]), body)


def paper(case: Case, kind: str = "kk") -> CaseDocument:
    file = StoredFile.objects.create(
        owner_id=case.applicant_id, purpose="urusan", name="kk.jpg", content_type="image/jpeg", size=1, sha256="0" * 64,
        path=str(uuid7()),
    )  # fmt: skip
    return CaseDocument.objects.create(case=case, kind=kind, file=file)
