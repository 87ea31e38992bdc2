"""One deed for many cases: each by itself, what cannot be done named with its reason, the rest undisturbed by it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ayo.common.actor import Actor
from ayo.common.errors import DomainError
from ayo.services import access, actions
from ayo.services.data import Action
from ayo.services.models import Case, Task
from ayo.services.workbench import words
from ayo.services.workbench.casefile import Casefile

MOST = 50
UNDONE_BY = {"ambil": "lepas", "lepas": "ambil"}
"""What can be taken back, and by which deed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of the cases that were ticked; `why_not` says why nothing happens, or happened, with it."""

    task_id: UUID
    number: str
    title: str
    version: int
    why_not: str


def preview(deed: str, task_ids: Sequence[UUID], *, actor: Actor) -> list[Item]:
    """Say of each case whether the deed would be done; nothing is written."""
    return [_judged(deed, task_id, actor) for task_id in dict.fromkeys(task_ids[:MOST])]


def done(
    deed: str, chosen: Sequence[tuple[UUID, int]], *, office: UUID | None, reason: str, actor: Actor
) -> list[Item]:  # fmt: skip
    """Do it with each case at the version that was shown; a case that has moved on is left alone."""
    return [_tried(deed, task_id, version, office, reason, actor) for task_id, version in chosen[:MOST]]


def _tried(deed: str, task_id: UUID, version: int, office: UUID | None, reason: str, actor: Actor) -> Item:
    item = _judged(deed, task_id, actor)
    if item.why_not:
        return item
    try:
        case = DEEDS[deed](task_id, version, office, reason, actor)
    except DomainError as error:
        return Item(task_id, item.number, item.title, item.version, words.refusal(error.code))
    return Item(task_id, item.number, item.title, case.version, "")


def _judged(deed: str, task_id: UUID, actor: Actor) -> Item:
    rows = access.tasks_workable_by(actor).select_related("case__applicant", "case__subject")
    task = rows.filter(pk=task_id).first()
    if task is None:
        return Item(task_id, _number_of(task_id, actor), "", 0, words.refusal("not_found"))
    file = Casefile(task.case, task, actor)
    return Item(task.pk, task.case.number, file.title, task.case.version, _why_not(deed, file))


def _why_not(deed: str, file: Casefile) -> str:
    task = file.task
    if deed == "lepas" and task is not None and file.is_mine:
        return ""
    if deed == "lepas":
        return words.refusal("not_held")
    if file.is_kin or file.holder:
        return file.why_not
    if deed == "ambil" and file.is_mine:
        return words.refusal("held_already")
    if deed != "selesai":
        return ""
    if file.why_not:
        return file.why_not
    if file.stage is None or file.stage.action != Action.VERIFY:
        return words.refusal("not_verifying")
    return "" if file.is_clean else words.refusal("needs_eyes")


def _number_of(task_id: UUID, actor: Actor) -> str:
    """Return the number of a case that may be read, though the stage is no work of the actor's."""
    seen = Task.objects.filter(pk=task_id, case__in=access.cases_of_offices(actor))
    return seen.values_list("case__number", flat=True).first() or ""


def _take(task_id: UUID, version: int, _office: UUID | None, _reason: str, actor: Actor) -> Case:
    return actions.take_task(task_id=task_id, expected=version, actor=actor)


def _release(task_id: UUID, version: int, _office: UUID | None, _reason: str, actor: Actor) -> Case:
    return actions.release_task(task_id=task_id, expected=version, actor=actor)


def _finish(task_id: UUID, version: int, _office: UUID | None, _reason: str, actor: Actor) -> Case:
    return actions.finish_task(task_id=task_id, text="", expected=version, actor=actor)


def _transfer(task_id: UUID, version: int, office: UUID | None, reason: str, actor: Actor) -> Case:
    return actions.transfer_task(
        task_id=task_id, organisation_id=office or UUID(int=0), reason=reason, expected=version, actor=actor
    )


DEEDS: dict[str, Callable[[UUID, int, UUID | None, str, Actor], Case]] = {
    "ambil": _take, "lepas": _release, "selesai": _finish, "teruskan": _transfer,
}  # fmt: skip
